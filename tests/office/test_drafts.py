"""Drafts as a front end meets them."""

from api.services import Services
from tests.office.mutations import directive_after, document, issue, refused
from tests.office.office import Office

STATUS = "query ($by: DirectiveBy!) { directive(by: $by) { status subject draft { content } } }"


async def test_a_draft_is_seen_by_who_is_asked_to_comment_and_issued_under_its_id(
    office: Office, services: Services
) -> None:
    text = document(office.units, subject="Dự thảo")
    draft = await directive_after(
        office, "draftDirective", "issuer-D1", **text, commenters=[office.units["W1"]]
    )
    assert (draft["status"], draft["number"]) == ("DRAFT", None)
    assert draft["draft"]["content"]["tasks"][0]["text"] == "Báo cáo kết quả."
    assert [unit["code"] for unit in draft["draft"]["commenters"]] == ["W1"]
    asked = {"by": {"id": draft["id"]}}
    assert (await office.asked(STATUS, "issuer-W1", **asked))["directive"]["status"] == "DRAFT"
    assert (await office.asked(STATUS, "issuer-W2", **asked))["directive"] is None
    comment = {"directive": draft["id"], "unit": office.units["W1"], "text": "Đồng ý."}
    commented = await directive_after(office, "commentOnDirective", "issuer-W1", **comment)
    assert commented["comments"] == [{"text": "Đồng ý.", "by": {"code": "W1"}}]
    issued = await issue(office, draft=draft["id"])
    assert (issued["id"], issued["status"], issued["draft"]) == (draft["id"], "IN_FORCE", None)
    assert await refused(office, services.log, "commentOnDirective", "issuer-W1", **comment) == [
        "NOT_A_DRAFT at directive"
    ]
    again = document(office.units, draft=draft["id"])
    assert await refused(office, services.log, "issueDirective", "issuer-D1", **again) == [
        "DRAFT_NOT_FOUND at draft"
    ]


async def test_a_discarded_draft_is_found_no_more(office: Office, services: Services) -> None:
    draft = await directive_after(office, "draftDirective", "issuer-D1", **document(office.units))
    assert await directive_after(office, "discardDraft", "issuer-D1", draft=draft["id"]) == {}
    found = await office.asked(STATUS, "issuer-D1", by={"id": draft["id"]})
    assert found["directive"] is None
    assert await refused(office, services.log, "discardDraft", "issuer-D1", draft=draft["id"]) == [
        "DRAFT_NOT_FOUND at draft"
    ]
