"""Files with a draft: for its issuer's units and for those asked to comment, while it has them."""

from typing import Any

import pytest

from tests.files.conftest import Desk
from tests.files.test_attaching import letter

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 D\xe1\xbb\xb1 th\xe1\xba\xa3o"
DRAFT = """
mutation($input: DraftDirectiveInput!) {
  draftDirective(input: $input) {
    directive { id draft { attachments { id name } } }
    userErrors { field code }
  }
}
"""


async def drafted(desk: Desk, *files: str, by: str = "issuer-W1", **more: Any) -> dict[str, Any]:
    data = await desk.office.asked(
        DRAFT,
        by,
        input={
            "idempotencyKey": f"draft-{next(desk.office.keys)}",
            "issuer": desk.office.units["W1"],
            "type": "CV",
            "subject": "Dự thảo",
            "issuedOn": "2026-01-05",
            "audience": {"groups": [{"under": desk.office.units["W1"]}]},
            "tasks": [{"key": "1", "text": "Báo cáo."}],
            "commenters": [desk.office.units["W2"]],
            "attachments": list(files),
            **more,
        },
    )
    payload = data["draftDirective"]
    assert payload["userErrors"] == []
    return dict(payload["directive"])


async def test_a_drafts_files_are_for_its_issuer_and_commenters(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER, "Dự thảo.docx")
    draft = await drafted(desk, file)
    assert draft["draft"]["attachments"] == [{"id": file, "name": "Dự thảo.docx"}]
    for subject in ("issuer-W1", "issuer-W2"):
        assert (await desk.get(subject, file)).body == PAPER
    assert (await desk.get("officer-B11", file)).status == 404


async def test_a_file_that_was_taken_out_of_a_draft_is_not_shown(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    draft = await drafted(desk, file)
    again = await drafted(desk, draft=draft["id"])
    assert again["draft"]["attachments"] == []
    assert (await desk.get("issuer-W2", file)).status == 404


async def test_who_issues_a_draft_issues_its_files(desk: Desk) -> None:
    """Another of the ward's issuers takes over what a colleague uploaded."""
    await desk.office.grant("colleague-W1", "W1", "ISSUER")
    file = await desk.upload("issuer-W1", PAPER)
    draft = await drafted(desk, file)
    again = await drafted(desk, file, by="colleague-W1", draft=draft["id"])
    assert [each["id"] for each in again["draft"]["attachments"]] == [file]
    payload = await letter(desk, file, by="colleague-W1", draft=draft["id"])
    assert payload["userErrors"] == []
    assert (await desk.get("officer-B11", file)).body == PAPER
    assert (await desk.get("issuer-W2", file)).status == 404
