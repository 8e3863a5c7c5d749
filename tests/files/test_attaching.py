"""Files with directives, recorded documents and reports: named by commands, shown in the slice."""

from hashlib import sha256
from typing import Any
from uuid import UUID

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.services import Services
from cascade.database import Endpoints
from cascade.directive.events import DirectiveIssued
from cascade.files import ATTACHMENTS
from tests.files.conftest import Desk
from tests.log.samples import erased
from tests.office.mutations import document

pytestmark = pytest.mark.anyio

PAPER = b"%PDF-1.7 B\xe1\xba\xa3n v\xe1\xba\xbd"
FILES = "attachments { id name mediaType size sha256 downloadPath }"
OF_DIRECTIVE = f"query($id: ID!) {{ directive(by: {{id: $id}}) {{ {FILES} }} }}"
OF_REPORTS = f"query($id: ID!) {{ obligation(id: $id) {{ reports {{ id {FILES} }} }} }}"
NODE = "query($id: ID!) { node(id: $id) { __typename ... on Attachment { name size } } }"


async def letter(desk: Desk, *files: str, by: str = "issuer-W1", **more: Any) -> dict[str, Any]:
    """What W1 is answered that issues a letter to its branches with files."""
    given = document(desk.office.units, "W1", "B11", "B12", attachments=list(files), **more)
    return await desk.office.do("Issue", by, **given)


async def issued(desk: Desk, *files: str, **more: Any) -> str:
    payload = await letter(desk, *files, **more)
    assert payload["userErrors"] == []
    return str(payload["directive"]["id"])


async def files_of(desk: Desk, directive: str, by: str) -> Any:
    data = await desk.office.asked(OF_DIRECTIVE, by, id=directive)
    return data["directive"] and data["directive"]["attachments"]


async def owed_by(desk: Desk, code: str) -> str:
    owed = await desk.office.inbox(code, f"officer-{code}")
    return str(owed["411-CV/ĐU 1"]["id"])


async def reported(desk: Desk, *files: str, by: str = "officer-B11") -> tuple[str, Any]:
    """B11's report on 411; the obligation and the payload."""
    owed = await owed_by(desk, "B11")
    more = {"obligation": owed, "text": "Kèm theo biểu.", "attachments": list(files)}
    return owed, await desk.office.do("SubmitReport", by, **more)


async def test_a_directives_files_are_shown_in_their_order(desk: Desk) -> None:
    second = await desk.upload("issuer-W1", b"2", "Phụ lục 2.xlsx")
    first = await desk.upload("issuer-W1", PAPER, "Phụ lục 1.pdf")
    directive = await issued(desk, first, second)
    found = await files_of(desk, directive, "officer-B11")
    assert [file["name"] for file in found] == ["Phụ lục 1.pdf", "Phụ lục 2.xlsx"]
    assert found[0] == {
        "id": first,
        "name": "Phụ lục 1.pdf",
        "mediaType": "application/pdf",
        "size": len(PAPER),
        "sha256": sha256(PAPER).hexdigest(),
        "downloadPath": f"/attachments/{first}",
    }


async def test_a_recorded_documents_files_are_its_recorders(desk: Desk) -> None:
    file = await desk.upload("issuer-D1", PAPER)
    payload = await desk.office.done(
        "Record",
        "issuer-D1",
        recordedBy=desk.office.units["D1"],
        issuer=desk.office.units["C"],
        type="HD",
        number="12-HD/TW",
        subject="Hướng dẫn",
        issuedOn="2025-12-01",
        attachments=[file],
    )
    directive = payload["directive"]["id"]
    assert [each["id"] for each in await files_of(desk, directive, "issuer-D1")] == [file]
    assert (await desk.get("issuer-D1", file)).body == PAPER
    assert (await desk.get("issuer-W1", file)).status == 404


async def test_a_reports_files_are_shown_with_its_obligation(desk: Desk) -> None:
    file = await desk.upload("officer-B11", PAPER, "Biểu 1.pdf")
    owed, payload = await reported(desk, file)
    assert payload["userErrors"] == []
    for subject in ("officer-B11", "issuer-W1", "reader-T1", "inspector-T1"):
        data = await desk.office.asked(OF_REPORTS, subject, id=owed)
        (report,) = data["obligation"]["reports"]
        assert [each["name"] for each in report["attachments"]] == ["Biểu 1.pdf"]
        assert (await desk.get(subject, file)).body == PAPER
    for subject in ("officer-B12", "issuer-W2", "reader-T2", "an", "nobody"):
        assert (await desk.get(subject, file)).status == 404


async def test_a_directives_files_are_its_slices(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    assert (await desk.get("issuer-W1", file)).status == 404, "nothing names it yet"
    await issued(desk, file)
    for subject in ("issuer-W1", "officer-B11", "officer-B12", "reader-T1"):
        assert (await desk.get(subject, file)).body == PAPER
    for subject in ("officer-B21", "issuer-W2", "reader-T2", "an", "nobody"):
        assert (await desk.get(subject, file)).status == 404


async def test_a_classified_directives_files_are_for_those_who_are_cleared(desk: Desk) -> None:
    await desk.office.grant("open-B11", "B11", "READER", clearance="OPEN")
    file = await desk.upload("issuer-W1", PAPER)
    await issued(desk, file, classification="SECRET")
    assert (await desk.get("officer-B11", file)).status == 200
    assert (await desk.get("open-B11", file)).status == 404


async def test_who_need_not_know_has_no_files(desk: Desk) -> None:
    """Those whom the letter charges and its issuer have them, nobody above by standing there."""
    file = await desk.upload("issuer-W1", PAPER)
    directive = await issued(desk, file, needToKnow=True)
    for subject in ("issuer-W1", "officer-B11"):
        assert (await desk.get(subject, file)).body == PAPER
    for subject in ("reader-T1", "inspector-T1", "issuer-D1"):
        assert await files_of(desk, directive, subject) is None
        assert (await desk.get(subject, file)).status == 404


async def test_a_card_has_no_files(desk: Desk) -> None:
    """W2 sees of 411's annex nothing, though a letter to it cites the document."""
    file = await desk.upload("issuer-W1", PAPER)
    directive = await issued(desk, file)
    await desk.office.issue(
        "issuer-D1",
        "D1",
        "434-CV/BTG",
        subject="Nhắc lại",
        audience={"units": [desk.office.units["W2"]]},
        tasks=[{"key": "1", "text": "Đọc."}],
        citations=[{"text": "CV/ĐU", "relation": "REFERS_TO", "target": directive}],
    )
    assert await files_of(desk, directive, "issuer-W2") is None
    assert (await desk.get("issuer-W2", file)).status == 404


async def test_a_file_is_a_node_within_the_slice(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER, "a.pdf")
    await issued(desk, file)
    found = await desk.office.asked(NODE, "officer-B11", id=file)
    assert found["node"] == {"__typename": "Attachment", "name": "a.pdf", "size": len(PAPER)}
    assert (await desk.office.asked(NODE, "officer-B21", id=file))["node"] is None


async def test_one_file_may_go_with_several(desk: Desk) -> None:
    """Whoever sees one of them sees it."""
    file = await desk.upload("issuer-W1", PAPER)
    group = {"under": desk.office.units["W1"]}
    for code in ("B11", "B12"):
        await issued(desk, file, audience={"units": [desk.office.units[code]]})
    assert group["under"]
    for code in ("B11", "B12"):
        assert (await desk.get(f"officer-{code}", file)).status == 200


async def test_a_download_is_one_and_nothing_else(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER, 'Báo "cáo".html')
    await issued(desk, file)
    answer = await desk.get("officer-B11", file)
    assert answer.headers["content-disposition"] == (
        "attachment; filename=\"B_o _c_o_.html\"; filename*=UTF-8''B%C3%A1o%20%22c%C3%A1o%22.html"
    )
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert answer.headers["content-length"] == str(len(PAPER))
    assert answer.headers["etag"] == f'"{sha256(PAPER).hexdigest()}"'
    head = await desk.get("officer-B11", file, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(PAPER))


async def test_a_copy_that_holds_is_not_sent_again(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    await issued(desk, file)
    tag = f'W/"other", "{sha256(PAPER).hexdigest()}"'
    answer = await desk.get("officer-B11", file, if_none_match=tag)
    assert (answer.status, answer.body) == (304, b"")
    assert (await desk.get("officer-B21", file, if_none_match=tag)).status == 404
    assert (await desk.get("officer-B11", file, if_none_match='"other"')).status == 200


async def test_a_large_file_comes_back_as_it_went_in(desk: Desk) -> None:
    data = bytes(range(256)) * 5_000
    file = await desk.upload("issuer-W1", data)
    await issued(desk, file)
    assert (await desk.get("officer-B11", file)).body == data


async def test_an_erased_file_is_gone(desk: Desk, endpoints: Endpoints) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    directive = await issued(desk, file)
    content_id = ids.decode(Kind.ATTACHMENT, file)
    await erased(endpoints, "DELETE FROM cascade_log.upload_part WHERE content_id = $1", content_id)
    answer = await desk.get("officer-B11", file)
    assert (answer.status, answer.code) == (410, "FILE_ERASED")
    assert (await files_of(desk, directive, "officer-B11"))[0]["size"] == len(PAPER)


async def test_what_was_uploaded_is_what_the_event_committed_to(
    desk: Desk, services: Services
) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    await issued(desk, file)
    content_id = ids.decode(Kind.ATTACHMENT, file)
    head = await services.log.head()
    events = [recorded.event for recorded in await services.log.read(head.position - 5)]
    (record,) = next(event.attachments for event in events if isinstance(event, DirectiveIssued))
    async with services.readers.acquire() as connection:
        parts = await connection.fetch(
            "SELECT data FROM cascade_log.upload_part WHERE content_id = $1 ORDER BY ordinal",
            content_id,
        )
    sealed = b"".join(part["data"] for part in parts)
    assert sha256(sealed).hexdigest() == record.content.commitment
    assert sealed.endswith(PAPER)
    assert record.sha256 == sha256(PAPER).hexdigest()


@pytest.mark.parametrize("id_", [str(UUID(int=1)), "x", "%00"])
async def test_what_is_no_files_id_is_not_found(desk: Desk, id_: str) -> None:
    assert (await desk.get("officer-B11", id_)).status == 404


async def test_a_download_needs_a_token(desk: Desk) -> None:
    file = await desk.upload("issuer-W1", PAPER)
    answer = await desk.send("GET", f"/attachments/{file}")
    assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")


def codes(payload: dict[str, Any]) -> list[tuple[str, str]]:
    return [(".".join(e["field"] or ()), e["code"]) for e in payload["userErrors"]]


async def test_only_the_uploader_names_a_file(desk: Desk, services: Services) -> None:
    own, others = await desk.upload("issuer-W1"), await desk.upload("issuer-W2")
    unknown = ids.encode(Kind.ATTACHMENT, UUID(int=7))
    before = await services.log.head()
    refused = [("attachments.1", "UNKNOWN_ATTACHMENT"), ("attachments.2", "UNKNOWN_ATTACHMENT")]
    assert codes(await letter(desk, own, others, unknown)) == refused
    _, payload = await reported(desk, own)
    assert codes(payload) == [("attachments.0", "UNKNOWN_ATTACHMENT")]
    assert await services.log.head() == before


async def test_a_file_is_named_once(desk: Desk) -> None:
    file = await desk.upload("issuer-W1")
    assert codes(await letter(desk, file, file)) == [("attachments.1", "REPEATED_ATTACHMENT")]


async def test_files_are_not_too_many(desk: Desk) -> None:
    """The list is judged before any file of it is looked for."""
    files = [ids.encode(Kind.ATTACHMENT, UUID(int=n)) for n in range(ATTACHMENTS + 1)]
    assert codes(await letter(desk, *files)) == [("attachments", "TOO_MANY_ATTACHMENTS")]


async def test_another_kinds_id_is_no_files(desk: Desk) -> None:
    payload = await letter(desk, desk.office.units["W1"])
    assert codes(payload) == [("attachments.0", "BAD_ID")]


async def test_the_same_command_again_names_the_same_files(desk: Desk) -> None:
    file = await desk.upload("issuer-W1")
    once = await letter(desk, file, idempotencyKey="once")
    assert once["userErrors"] == []
    again = await letter(desk, file, idempotencyKey="once")
    assert again["position"] == once["position"]
