"""Commands on several obligations at once. Each is judged alone; the accepted ones go together."""

from typing import Final

from cascade.access.refusals import NotPermitted
from cascade.directive.refusals import DirectiveNotFound
from cascade.engine.authorities import ISSUER
from cascade.engine.engine import Decision, Handlers
from cascade.engine.obligation_loading import (
    FoundObligation,
    act_on_each,
    require_above,
    require_bearer,
    require_judge,
)
from cascade.engine.session import Session
from cascade.engine.visibility import Visibility
from cascade.enums import Classification
from cascade.events import Event
from cascade.execution.commands import (
    Acknowledge,
    ExemptObligations,
    ExtendObligations,
    Remind,
    RemindOverdue,
)
from cascade.execution.decisions.acknowledging import decide_acknowledge
from cascade.execution.decisions.exempting import check_exemption, decide_exempt
from cascade.execution.decisions.extending import check_extension, decide_extend
from cascade.execution.decisions.reminding import decide_remind, decide_remind_overdue
from cascade.refusals import Refused


async def acknowledge(command: Acknowledge, session: Session) -> Decision:
    access = await session.start()

    def act(found: FoundObligation, offset: int) -> list[Event]:
        require_bearer(access, session, found)
        return decide_acknowledge(found.state, offset, session.now)

    return await act_on_each(command.obligations, session, act)


async def extend_obligations(command: ExtendObligations, session: Session) -> Decision:
    access = await session.start()

    def act(found: FoundObligation, offset: int) -> list[Event]:
        judge_id, standing = require_judge(access, session, found), found.state
        if not check_extension(standing, command.due_at, session.now):
            return []
        reason = session.seal_text(command.reason)
        return decide_extend(standing, command.due_at, judge_id, reason, offset, session.now)

    return await act_on_each(command.obligations, session, act)


async def exempt_obligations(command: ExemptObligations, session: Session) -> Decision:
    access = await session.start()

    def act(found: FoundObligation, offset: int) -> list[Event]:
        judge_id = require_judge(access, session, found)
        if not check_exemption(found.state):
            return []
        reason = session.seal_text(command.reason)
        return decide_exempt(found.state, judge_id, reason, offset, session.now)

    return await act_on_each(command.obligations, session, act)


async def remind(command: Remind, session: Session) -> Decision:
    access = await session.start()
    session.organisation.unit(command.by, "by")

    def act(found: FoundObligation, offset: int) -> list[Event]:
        require_above(access, session, found, command.by)
        return decide_remind(found.state, command.by, command.note, offset, session.now)

    return await act_on_each(command.obligations, session, act)


async def remind_overdue(command: RemindOverdue, session: Session) -> Decision:
    """An issuer's right, for a unit and what stands within it."""
    access = await session.start()
    organisation = session.organisation
    organisation.unit(command.by, "by")
    under = organisation.unit(command.under, "overdue_under")
    allowed = access.acts_for(command.by, ISSUER, Classification.OPEN, session.now)
    if not allowed or not organisation.is_within(under.unit_id, command.by):
        raise Refused(NotPermitted("You remind nobody there.", "by"))
    if command.directive is not None:
        visibility = Visibility.of(session, access, command.by)
        await visibility.load([command.directive])
        seen = visibility.seen(command.directive)
        if seen is None or seen.issued is None:
            raise Refused(DirectiveNotFound("No such directive.", "directive"))
    version = await session.reminders_version(command.by)
    events = decide_remind_overdue(version, command, under.unit_id, session.now)
    return Decision(events, {"count": command.counted})


HANDLERS: Final[Handlers] = {
    Acknowledge: acknowledge,
    ExtendObligations: extend_obligations,
    ExemptObligations: exempt_obligations,
    Remind: remind,
    RemindOverdue: remind_overdue,
}
