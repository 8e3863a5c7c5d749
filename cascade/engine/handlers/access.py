"""Commands on grants and standing rules."""

from typing import Final

from cascade.access.commands import GrantRole, RevokeRole
from cascade.access.decisions import check_subject, decide_grant, decide_revoke
from cascade.access.refusals import NotPermitted
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.enums import Classification, Role
from cascade.policy.commands import SetPolicy
from cascade.policy.decisions import decide_set_policy
from cascade.refusals import Refused


async def grant_role(command: GrantRole, session: Session) -> Decision:
    administrator = await session.start()
    check_subject(command.subject)
    access = await session.access(command.subject)
    events = decide_grant(access, administrator, session.organisation, command, session.now)
    return Decision(events, {"subject": command.subject})


async def revoke_role(command: RevokeRole, session: Session) -> Decision:
    administrator = await session.start()
    check_subject(command.subject)
    access = await session.access(command.subject)
    events = decide_revoke(access, administrator, session.organisation, command, session.now)
    return Decision(events, {"subject": command.subject})


async def set_policy(command: SetPolicy, session: Session) -> Decision:
    """An issuer's right, for the unit itself."""
    access = await session.start()
    unit = session.organisation.unit(command.unit, "unit")
    roles = frozenset({Role.ISSUER})
    if not access.acts_for(unit.unit_id, roles, Classification.OPEN, session.now):
        raise Refused(NotPermitted("You set no rules for this unit.", "unit"))
    policies = (await session.policies([unit.unit_id]))[unit.unit_id]
    events = decide_set_policy(policies, command, session.now)
    return Decision(events, {"unit": str(unit.unit_id), "key": command.key})


HANDLERS: Final[Handlers] = {
    GrantRole: grant_role,
    RevokeRole: revoke_role,
    SetPolicy: set_policy,
}
