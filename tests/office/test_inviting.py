"""Invitations as a front end meets them."""

from api.services import Services
from tests.office.mutations import act, acted, directive_after, issue, refused
from tests.office.office import Office

STATUS = "query ($by: DirectiveBy!) { directive(by: $by) { status subject draft { content } } }"


async def test_an_invited_unit_sees_the_directive_and_owes_once_it_accepts(
    office: Office, services: Services
) -> None:
    await office.grant("issuer-T2", "T2", "ISSUER")
    id_ = (await issue(office))["id"]
    invite = {"directive": id_, "task": "t1", "unit": office.units["T2"], "note": "phối hợp"}
    invited = await directive_after(office, "inviteUnit", "issuer-D1", **invite)
    (invitation,) = invited["invitations"]
    assert (invitation["state"], invitation["unit"]) == ("INVITED", {"code": "T2"})
    seen = await office.asked(STATUS, "issuer-T2", by={"id": id_})
    assert seen["directive"]["status"] == "IN_FORCE"
    assert await office.inbox("T2", "issuer-T2") == {}
    answer = {"invitation": invitation["id"]}
    await acted(office, "acceptInvitation", "issuer-T2", **answer)
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
    (invitation,) = (await directive_after(office, "inviteUnit", "issuer-D1", **invite))[
        "invitations"
    ]
    payload = await act(office, "declineInvitation", "issuer-T2", invitation=invitation["id"])
    assert (payload["userErrors"], payload["directive"]) == ([], None)
    assert (await office.asked(STATUS, "issuer-T2", by={"id": id_}))["directive"] is None
