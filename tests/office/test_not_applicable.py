"""What does not apply to a unit ("nếu có"), through the API."""

from typing import Any

import pytest

from tests.office.mutations import acted, issue, obligation_after
from tests.office.office import Office

pytestmark = pytest.mark.anyio

SEEN = """query ($id: ID!) { obligation(id: $id) {
    status viewerCan because { summary }
    notApplicable { state declaredAt reason endedAt remark decidedBy { code } }
} }"""
COUNTED = """query ($code: String!) { unit(by: {code: $code}) { progress {
    total notApplicable exempted submitted } } }"""


async def owed(office: Office, **task: Any) -> str:
    """The id of what W1 owes by a new directive of D1."""
    worded = {"key": "t1", "text": "Báo cáo văn bản sai phạm, nếu có.", **task}
    directive = await issue(office, "D1", "W1", tasks=[worded])
    data = await office.ask("Inbox", "issuer-W1", unit={"code": "W1"})
    nodes = [edge["node"] for edge in data["unit"]["obligations"]["edges"]]
    (found,) = [n["id"] for n in nodes if n["directive"]["id"] == directive["id"]]
    return str(found)


async def seen(office: Office, obligation: str, by: str) -> dict[str, Any]:
    found: dict[str, Any] = (await office.asked(SEEN, by, id=obligation))["obligation"]
    return found


async def test_a_unit_says_that_it_does_not_apply_and_the_recipient_agrees(office: Office) -> None:
    obligation = await owed(office)
    assert "DECLARE_NOT_APPLICABLE" in (await seen(office, obligation, "issuer-W1"))["viewerCan"]
    named = {"obligations": [obligation]}
    after = await obligation_after(
        office, "declareNotApplicable", "issuer-W1", **named, reason="Không có văn bản nào."
    )
    assert after["status"] == "SUBMITTED"
    assert "TAKE_BACK_NOT_APPLICABLE" in after["viewerCan"]
    assert "DECIDE_NOT_APPLICABLE" in (await seen(office, obligation, "issuer-D1"))["viewerCan"]
    await acted(office, "decideNotApplicable", "issuer-D1", **named, agree=True, remark="Đồng ý.")
    found = await seen(office, obligation, "issuer-W1")
    assert found["status"] == "NOT_APPLICABLE"
    (declaration,) = found["notApplicable"]
    assert declaration["state"] == "AGREED"
    assert declaration["reason"] == "Không có văn bản nào."
    assert declaration["remark"] == "Đồng ý."
    assert declaration["decidedBy"] == {"code": "D1"}
    assert found["because"][-1]["summary"].startswith("Ban Tuyên giáo agreed that ")
    counts = (await office.asked(COUNTED, "issuer-W1", code="W1"))["unit"]["progress"]
    assert counts == {"total": 0, "notApplicable": 1, "exempted": 0, "submitted": 0}


async def test_it_is_returned_with_a_remark_or_taken_back(office: Office) -> None:
    obligation = await owed(office)
    named = {"obligations": [obligation]}
    for end, by, more in (
        ("decideNotApplicable", "issuer-D1", {"agree": False, "remark": "Vẫn có."}),
        ("takeBackNotApplicable", "issuer-W1", {}),
    ):
        await acted(office, "declareNotApplicable", "issuer-W1", **named, reason="Không có.")
        await acted(office, end, by, **named, **more)
    found = await seen(office, obligation, "issuer-W1")
    assert [each["state"] for each in found["notApplicable"]] == ["TAKEN_BACK", "RETURNED"]
    assert [each["remark"] for each in found["notApplicable"]] == [None, "Vẫn có."]
    assert found["status"] == "PENDING"


async def test_a_task_that_needs_no_acceptance_asks_nobody_to_agree(office: Office) -> None:
    obligation = await owed(office, needsAcceptance=False)
    after = await obligation_after(
        office, "declareNotApplicable", "issuer-W1", obligations=[obligation], reason="Không có."
    )
    assert after["status"] == "NOT_APPLICABLE"
    (declaration,) = (await seen(office, obligation, "issuer-W1"))["notApplicable"]
    assert (declaration["state"], declaration["decidedBy"]) == ("AGREED", None)
