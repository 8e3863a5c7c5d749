"""Drafts, joint issue, amendments, endings and corrections, as a front end meets them."""

from api.wiring.services import Services
from tests.wiring.office import Office
from tests.wiring.papers import document, issue, refused, send, sent

STATUS = "query ($by: DirectiveBy!) { directive(by: $by) { status subject draft { content } } }"


async def test_a_draft_is_seen_by_who_is_asked_to_comment_and_issued_under_its_id(
    office: Office, services: Services
) -> None:
    text = document(office, subject="Dự thảo")
    draft = await sent(
        office, "draftDirective", "issuer-D1", **text, commenters=[office.units["W1"]]
    )
    assert (draft["status"], draft["number"]) == ("DRAFT", None)
    assert draft["draft"]["content"]["tasks"][0]["text"] == "Báo cáo kết quả."
    assert [unit["code"] for unit in draft["draft"]["commenters"]] == ["W1"]
    asked = {"by": {"id": draft["id"]}}
    assert (await office.asked(STATUS, "issuer-W1", **asked))["directive"]["status"] == "DRAFT"
    assert (await office.asked(STATUS, "issuer-W2", **asked))["directive"] is None
    comment = {"directive": draft["id"], "unit": office.units["W1"], "text": "Đồng ý."}
    commented = await sent(office, "commentOnDirective", "issuer-W1", **comment)
    assert commented["comments"] == [{"text": "Đồng ý.", "by": {"code": "W1"}}]
    issued = await issue(office, draft=draft["id"])
    assert (issued["id"], issued["status"], issued["draft"]) == (draft["id"], "IN_FORCE", None)
    assert await refused(office, services.log, "commentOnDirective", "issuer-W1", **comment) == [
        "NOT_A_DRAFT at directive"
    ]
    again = document(office, draft=draft["id"])
    assert await refused(office, services.log, "issueDirective", "issuer-D1", **again) == [
        "DRAFT_NOT_FOUND at draft"
    ]


async def test_a_discarded_draft_is_found_no_more(office: Office, services: Services) -> None:
    draft = await sent(office, "draftDirective", "issuer-D1", **document(office))
    assert await sent(office, "discardDraft", "issuer-D1", draft=draft["id"]) == {}
    found = await office.asked(STATUS, "issuer-D1", by={"id": draft["id"]})
    assert found["directive"] is None
    assert await refused(office, services.log, "discardDraft", "issuer-D1", draft=draft["id"]) == [
        "DRAFT_NOT_FOUND at draft"
    ]


async def test_what_an_issue_says_of_itself_is_shown(office: Office) -> None:
    await office.grant("issuer-D1", "T2", "ISSUER")
    issued = await issue(
        office,
        "D1",
        jointIssuers=[office.units["T2"]],
        signingPost="Phó Trưởng ban",
        standing=True,
        needToKnow=True,
        unnumbered=True,
    )
    assert [unit["code"] for unit in issued["jointIssuers"]] == ["T2"]
    assert (issued["signingPost"], issued["number"], issued["unnumbered"]) == (
        "Phó Trưởng ban",
        None,
        True,
    )
    assert (issued["standing"], issued["needToKnow"]) == (True, True)


async def test_an_amendment_shows_what_it_changed(office: Office, services: Services) -> None:
    id_ = (await issue(office))["id"]
    amended = await sent(
        office,
        "amendDirective",
        "issuer-D1",
        directive=id_,
        addTasks=[{"key": "t2", "text": "Kiểm tra."}],
        changeTasks=[{"key": "t1", "text": "Báo cáo tuần.", "due": {"on": "2026-01-20"}}],
        note="bổ sung",
    )
    assert [task["key"] for task in amended["tasks"]] == ["t1", "t2"]
    assert amended["tasks"][0]["text"] == "Báo cáo tuần."
    (change,) = amended["amendments"]
    assert change["note"] == "bổ sung"
    assert [task["key"] for task in change["tasksAdded"]] == ["t2"]
    inbox = await office.inbox("W1", "issuer-W1")
    assert {key.partition(" ")[2] for key in inbox} == {"t1", "t2"}
    unknown = {"directive": id_, "withdrawTasks": ["t9"]}
    assert await refused(office, services.log, "amendDirective", "issuer-D1", **unknown) == [
        "UNKNOWN_TASK at withdrawTasks.0"
    ]


async def test_what_is_withdrawn_is_asked_no_more(office: Office) -> None:
    id_ = (await issue(office))["id"]
    narrowed = {"directive": id_, "withdrawAudience": {"units": [office.units["W1"]]}}
    await sent(office, "amendDirective", "issuer-D1", **narrowed)
    (owed,) = (await office.inbox("W1", "issuer-W1")).values()
    (other,) = (await office.inbox("W2", "issuer-W2")).values()
    assert (owed["status"], other["status"]) == ("WITHDRAWN", "PENDING")


async def test_a_directive_is_superseded_and_one_is_revoked(
    office: Office, services: Services
) -> None:
    first, second = await issue(office), await issue(office)
    command = {"directive": first["id"], "by": second["id"]}
    superseded = await sent(office, "supersedeDirective", "issuer-D1", **command)
    assert superseded["status"] == "SUPERSEDED"
    assert superseded["supersededBy"] == {"id": second["id"]}
    revoke = {"directive": second["id"], "reason": "ban hành nhầm"}
    revoked = await sent(office, "revokeDirective", "issuer-D1", **revoke)
    assert (revoked["status"], revoked["revokedBecause"]) == ("REVOKED", "ban hành nhầm")
    assert {owed["status"] for owed in (await office.inbox("W1", "issuer-W1")).values()} == {
        "WITHDRAWN"
    }
    assert await refused(office, services.log, "revokeDirective", "issuer-D1", **revoke) == [
        "DIRECTIVE_NOT_IN_FORCE at directive"
    ]
    wrong = {"directive": first["id"], "by": office.units["W1"]}
    assert await refused(office, services.log, "supersedeDirective", "issuer-D1", **wrong) == [
        "BAD_ID at by"
    ]


async def test_a_correction_is_shown_as_such(office: Office, services: Services) -> None:
    id_ = (await issue(office))["id"]
    right = {"directive": id_, "subject": "Về thông tin", "tasks": [{"key": "t1", "number": "1a"}]}
    corrected = await sent(office, "correctDirective", "issuer-D1", **right)
    assert (corrected["subject"], corrected["tasks"][0]["number"]) == ("Về thông tin", "1a")
    assert [(each["field"], each["written"]) for each in corrected["corrections"]] == [
        ("SUBJECT", "Về việc thông tin"),
        ("NUMBER", "1"),
    ]
    nothing = {"directive": id_}
    assert await refused(office, services.log, "correctDirective", "issuer-D1", **nothing) == [
        "NOTHING_TO_CORRECT at directive"
    ]


async def test_a_citation_is_matched_by_itself_and_by_hand(
    office: Office, services: Services
) -> None:
    waiting = {
        "text": "433-CV/BTG",
        "relation": "IMPLEMENTS",
        "issuedOn": "2026-01-05",
        "issuerName": "Ban Tuyên giáo",
    }
    worded = {"text": "Công văn của Ban", "relation": "GUIDED_BY"}
    lower = await issue(office, "W1", "B11", citations=[waiting, worded])
    assert [cited["target"] for cited in lower["citations"]] == [None, None]
    upper = await issue(office, number="433-CV/BTG")
    by_hand = {"citation": lower["citations"][1]["id"], "target": upper["id"]}
    matched = await sent(office, "resolveCitation", "issuer-W1", **by_hand)
    assert [cited["target"] for cited in matched["citations"]] == [{"id": upper["id"]}] * 2
    assert [cited["resolvedByHand"] for cited in matched["citations"]] == [False, True]
    assert matched["implements"] == [{"id": upper["id"]}]
    undone = await sent(
        office, "resolveCitation", "issuer-W1", citation=lower["citations"][0]["id"]
    )
    assert (undone["citations"][0]["target"], undone["implements"]) == (None, [])
    assert await refused(office, services.log, "resolveCitation", "issuer-W2", **by_hand) == [
        "CITATION_NOT_FOUND at citation"
    ]


async def test_an_invited_unit_sees_the_directive_and_owes_once_it_accepts(
    office: Office, services: Services
) -> None:
    await office.grant("issuer-T2", "T2", "ISSUER")
    id_ = (await issue(office))["id"]
    invite = {"directive": id_, "task": "t1", "unit": office.units["T2"], "note": "phối hợp"}
    invited = await sent(office, "inviteUnit", "issuer-D1", **invite)
    (invitation,) = invited["invitations"]
    assert (invitation["state"], invitation["unit"]) == ("INVITED", {"code": "T2"})
    seen = await office.asked(STATUS, "issuer-T2", by={"id": id_})
    assert seen["directive"]["status"] == "IN_FORCE"
    assert await office.inbox("T2", "issuer-T2") == {}
    answer = {"invitation": invitation["id"]}
    await sent(office, "acceptInvitation", "issuer-T2", **answer)
    (owed,) = (await office.inbox("T2", "issuer-T2")).values()
    assert (owed["role"], owed["status"]) == ("COORDINATING", "PENDING")
    assert await refused(office, services.log, "declineInvitation", "issuer-T2", **answer) == [
        "INVITATION_ANSWERED at invitation"
    ]
    assert await refused(office, services.log, "inviteUnit", "issuer-D1", **invite) == [
        "COORDINATES_ALREADY at unit"
    ]


async def test_a_declined_invitation_hides_the_directive_again(office: Office) -> None:
    await office.grant("issuer-T2", "T2", "ISSUER")
    id_ = (await issue(office))["id"]
    invite = {"directive": id_, "task": "t1", "unit": office.units["T2"]}
    (invitation,) = (await sent(office, "inviteUnit", "issuer-D1", **invite))["invitations"]
    payload = await send(office, "declineInvitation", "issuer-T2", invitation=invitation["id"])
    assert (payload["userErrors"], payload["directive"]) == ([], None)
    assert (await office.asked(STATUS, "issuer-T2", by={"id": id_}))["directive"] is None
