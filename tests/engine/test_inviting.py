"""Invitations through the engine: who asks, who answers."""

from uuid import UUID

from cascade.directive.commands import AcceptInvitation, DeclineInvitation, InviteUnit
from cascade.directive.state import Directive
from tests.harness.nation import Nation

NOWHERE = UUID(int=9)


async def directive(nation: Nation, id_: UUID) -> Directive:
    return (await nation.engine.session("").directives([id_]))[id_]


async def invited(nation: Nation) -> tuple[UUID, UUID]:
    """A directive of D1, and W3's invitation to its task."""
    id_ = await nation.issued()
    await nation.do(
        InviteUnit(directive=id_, task="t1", unit=nation.units["W3"], note="phối hợp"),
        by="issuer-D1",
    )
    (invitation_id,) = (await directive(nation, id_)).invitations
    return id_, invitation_id


async def test_who_issues_invites(nation: Nation) -> None:
    invite = InviteUnit(directive=await nation.issued(), task="t1", unit=nation.units["W3"])
    for by in ("officer-D1", "issuer-P1", "issuer-W3"):
        assert await nation.refusals(invite, by) == ["DIRECTIVE_NOT_FOUND at directive"]


async def test_the_invited_unit_answers_and_owes_once_it_accepts(nation: Nation) -> None:
    id_, invitation = await invited(nation)
    acts = nation.acknowledging(id_, "W3")
    early = await nation.do(acts, by="officer-W3")
    assert early.answer["outcomes"][0]["errors"][0]["code"] == "OBLIGATION_NOT_FOUND"
    accept = AcceptInvitation(directive=id_, invitation=invitation)
    for by in ("issuer-D1", "officer-W3", "issuer-P2"):
        assert await nation.refusals(accept, by) == ["INVITATION_NOT_FOUND at invitation"]
    await nation.do(accept, by="issuer-W3")
    outcome = await nation.do(acts, by="officer-W3")
    assert outcome.answer["outcomes"][0]["errors"] == []
    decline = DeclineInvitation(directive=id_, invitation=invitation)
    assert await nation.refusals(decline, "issuer-W3") == ["INVITATION_ANSWERED at invitation"]


async def test_an_unknown_invitation_is_not_answered(nation: Nation) -> None:
    id_, _ = await invited(nation)
    for command in (
        AcceptInvitation(directive=id_, invitation=NOWHERE),
        DeclineInvitation(directive=NOWHERE, invitation=NOWHERE),
    ):
        assert await nation.refusals(command, "issuer-W3") == ["INVITATION_NOT_FOUND at invitation"]
