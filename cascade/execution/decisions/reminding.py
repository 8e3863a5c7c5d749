"""Units are reminded of what they owe."""

from datetime import datetime
from uuid import UUID

from cascade.events import Event, next_place
from cascade.execution.commands import RemindOverdue
from cascade.execution.events import (
    ObligationReminded,
    OverdueReminded,
)
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AwaitsDecision,
    NothingOverdue,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_open
from cascade.identifiers import reminders_id
from cascade.refusals import Refused


def decide_remind(
    state: ObligationState, by_id: UUID, note: str | None, offset: int, now: datetime
) -> list[Event]:
    """Remind a unit of what it still has to do."""
    require_open(state)
    if state.is_fulfilled:
        raise Refused(AlreadyFulfilled("It is fulfilled already."))
    if state.awaits_decision:
        raise Refused(AwaitsDecision("A report or a declaration waits; decide it first."))
    return [ObligationReminded(**state.next_act(now, offset), by_id=by_id, note=note)]


def decide_remind_overdue(
    version: int, command: RemindOverdue, under_id: UUID, now: datetime
) -> list[Event]:
    """Call to mind all that is overdue within a unit: one event, whatever their number."""
    if not command.counted:
        raise Refused(NothingOverdue("Nothing is overdue there.", "overdue_under"))
    return [
        OverdueReminded(
            **next_place(reminders_id(command.by), version, now),
            by_id=command.by,
            under_id=under_id,
            about_id=command.directive,
            count=command.counted,
            note=command.note,
        )
    ]
