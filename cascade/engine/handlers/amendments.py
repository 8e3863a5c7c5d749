"""Commands on a directive that was issued: amend, supersede, revoke, correct, move its dates."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from cascade.access.state import Access
from cascade.directive.audience import NOBODY
from cascade.directive.commands import (
    AmendDirective,
    CorrectDirective,
    MoveDueDates,
    RevokeDirective,
    SupersedeDirective,
)
from cascade.directive.decisions.amending import decide_amend
from cascade.directive.decisions.ending import decide_correct, decide_revoke, decide_supersede
from cascade.directive.decisions.issuing import Surroundings
from cascade.directive.decisions.moving import decide_move
from cascade.directive.events import DirectiveAmended
from cascade.directive.refusals import DirectiveNotFound
from cascade.directive.rules.in_force import in_force
from cascade.directive.rules.late_entry import notices
from cascade.directive.state import Directive
from cascade.engine.authorities import acting_issuer, issued_by_principal
from cascade.engine.engine import Decision, Handlers
from cascade.engine.handlers.directives import answer_with
from cascade.engine.opening_periods import note_open_ended
from cascade.engine.session import Session
from cascade.engine.visibility import Visibility
from cascade.refusals import Refusal, Refused


async def amend_directive(command: AmendDirective, session: Session) -> Decision:
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    if command.amended_by is not None:
        await _seen(access, session, directive, command.amended_by, "amended_by")
    around = Surroundings(session.organisation, await session.calendar(), session.now)
    events = decide_amend(around, directive, command)
    amended = [event for event in events if isinstance(event, DirectiveAmended)]
    tasks = [task for each in amended for task in (*each.added_tasks, *each.changed_tasks)]
    events += await note_open_ended(session, command.directive, tasks)
    return Decision(events, answer_with(command.directive, _notices(session, amended)))


def _notices(session: Session, amended: Sequence[DirectiveAmended]) -> list[Refusal]:
    """What an amendment says and nobody will owe, or owes late."""
    return [
        notice
        for event in amended
        for notice in notices(
            session.organisation,
            event.added or NOBODY,
            event.added_tasks,
            session.now,
            at=("add_audience", "add_tasks"),
        )
    ]


async def supersede_directive(command: SupersedeDirective, session: Session) -> Decision:
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    by = await _seen(access, session, directive, command.by, "by")
    events = decide_supersede(directive, by, command, session.now)
    return Decision(events, {"directive": str(command.directive)})


async def revoke_directive(command: RevokeDirective, session: Session) -> Decision:
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    events = decide_revoke(directive, command, session.now)
    return Decision(events, {"directive": str(command.directive)})


async def correct_directive(command: CorrectDirective, session: Session) -> Decision:
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    events = decide_correct(directive, command, session.now)
    return Decision(events, {"directive": str(command.directive)})


async def move_due_dates(command: MoveDueDates, session: Session) -> Decision:
    """An issuer's right, for a directive of its unit."""
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    issued = in_force(directive, session.now, "directive")
    calendar, zone = await session.calendar(), session.organisation.zone
    events = decide_move(directive, issued, command, calendar, zone, session.now)
    return Decision(events, {"directive": str(command.directive)})


async def _seen(
    access: Access, session: Session, directive: Directive, other_id: UUID, field: str
) -> Directive:
    """Another directive, which the issuer of this one must see; raises Refused."""
    visibility = Visibility.of(session, access, acting_issuer(access, session, directive))
    await visibility.load([other_id])
    other = visibility.seen(other_id)
    if other is None:
        raise Refused(DirectiveNotFound("No such directive.", field))
    return other


HANDLERS: Final[Handlers] = {
    AmendDirective: amend_directive,
    SupersedeDirective: supersede_directive,
    RevokeDirective: revoke_directive,
    CorrectDirective: correct_directive,
    MoveDueDates: move_due_dates,
}
