"""Commands that extend or exempt all that is open of a directive under a unit, by one event.

An issuer's right, for a directive of its unit.
"""

from typing import Final
from uuid import UUID

from cascade.directive.events import DirectiveIssued
from cascade.directive.rules.in_force import in_force
from cascade.directive.state import Directive
from cascade.engine.authorities import issued_by_principal
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.execution.commands import ExemptGroup, ExtendGroup
from cascade.execution.decisions.bulk import (
    check_due,
    decide_exempt_group,
    decide_extend_group,
    tasks_meant,
)
from cascade.refusals import Problems


async def extend_group(command: ExtendGroup, session: Session) -> Decision:
    directive, issued, tasks = await _eased(command, session)
    check_due(directive, tasks, command.due_at, session.now).refuse_if_any()
    reason, due_at = session.seal_text(command.reason), command.due_at
    events = decide_extend_group(
        directive, issued, command.under, tasks, due_at, reason, session.now
    )
    return Decision(events, {"directive": str(command.directive)})


async def exempt_group(command: ExemptGroup, session: Session) -> Decision:
    directive, issued, tasks = await _eased(command, session)
    reason = session.seal_text(command.reason)
    events = decide_exempt_group(directive, issued, command.under, tasks, reason, session.now)
    return Decision(events, {"directive": str(command.directive)})


async def _eased(
    command: ExtendGroup | ExemptGroup, session: Session
) -> tuple[Directive, DirectiveIssued, tuple[UUID, ...]]:
    """The directive, its issue and the tasks that are meant; raises Refused."""
    access, problems = await session.start(), Problems()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    issued = in_force(directive, session.now, "directive")
    session.organisation.unit(command.under, "under")
    tasks = tasks_meant(directive, command.tasks, problems)
    problems.refuse_if_any()
    return directive, issued, tasks


HANDLERS: Final[Handlers] = {
    ExtendGroup: extend_group,
    ExemptGroup: exempt_group,
}
