"""Commands on invitations: invite, accept, decline."""

from typing import Final

from cascade.directive.commands import AcceptInvitation, DeclineInvitation, InviteUnit
from cascade.directive.decisions.inviting import decide_answer, decide_invite
from cascade.directive.refusals import InvitationNotFound
from cascade.engine.authorities import ISSUER, acts_for_any, issued_by_principal
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.refusals import Refused


async def invite_unit(command: InviteUnit, session: Session) -> Decision:
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    organisation, now = session.organisation, session.now
    events = decide_invite(organisation, directive, command, session.new_id(), now)
    return Decision(events, {"directive": str(command.directive)})


async def answer_invitation(
    command: AcceptInvitation | DeclineInvitation, session: Session
) -> Decision:
    access = await session.start()
    directive = (await session.directives([command.directive]))[command.directive]
    invitation, issued = directive.invitations.get(command.invitation), directive.issued
    if (
        invitation is None
        or issued is None
        or not acts_for_any(access, session, [invitation.unit_id], ISSUER, issued.classification)
    ):
        raise Refused(InvitationNotFound("You have no such invitation.", "invitation"))
    accepts = isinstance(command, AcceptInvitation)
    organisation, now = session.organisation, session.now
    events = decide_answer(organisation, directive, invitation, accepts, now)
    return Decision(events, {"directive": str(command.directive)})


HANDLERS: Final[Handlers] = {
    InviteUnit: invite_unit,
    AcceptInvitation: answer_invitation,
    DeclineInvitation: answer_invitation,
}
