"""Occurrences: a unit declares that what a task asks a report on has happened."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from cascade.calendar.refusals import BeyondCalendar
from cascade.days import local_day, start_of_day
from cascade.directive.records import TaskRecord
from cascade.events import Event
from cascade.execution.commands import DeclareOccurrence, ObligationRef
from cascade.execution.events import OccurrenceDeclared, OccurrenceWithdrawn
from cascade.execution.occurrences import OCCURRENCES, day_of_number
from cascade.execution.refusals import (
    NotByOccurrence,
    NotDeclared,
    ObligationExpired,
    ObligationWithdrawn,
    OccurredBeforeReach,
    OccurredInTheFuture,
    OverdueAlready,
    ReportedAlready,
    TooManyOccurrences,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.occurring import due_after, owed_since
from cascade.execution.rules.open_obligations import require_open
from cascade.refusals import Refused


def next_occurrence(state: ObligationState, command: DeclareOccurrence) -> ObligationRef:
    """The obligation that declaring comes to: that of the very same occurrence where it stands,
    else a new one.
    """
    known = state.execution.occurrences_of(state.ref.task)
    given = (_instant(command), command.label, command.note)
    for day, declared in known.items():
        stands = declared.withdrawn_at is None
        if stands and (declared.occurred_at, declared.label, declared.note) == given:
            return replace(state.ref, occurrence=day)
    return replace(state.ref, occurrence=day_of_number(len(known) + 1))


def decide_declare(
    state: ObligationState, task: TaskRecord, command: DeclareOccurrence, now: datetime
) -> list[Event]:
    """Declare an occurrence; nothing where the very same one stands. Raises Refused.

    ``state`` is of the task as the unit is charged with it, without an occurrence.
    """
    level = state.finder.organisation.units[state.ref.unit].level
    if task.due_of(level).after_occurrence is None:
        raise Refused(NotByOccurrence("Its due date counts from no occurrence.", "task"))
    if state.has_expired:
        raise Refused(ObligationExpired("The directive has expired.", "task"))
    if state.is_withdrawn:
        raise Refused(ObligationWithdrawn("It was withdrawn.", "task"))
    _check_instant(state, task, command, now)
    known = state.execution.occurrences_of(task.task_id)
    ref = next_occurrence(state, command)
    if ref.occurrence in known:
        return []
    if len(known) >= OCCURRENCES:
        reason = f"A unit declares at most {OCCURRENCES:,} of one task."
        raise Refused(TooManyOccurrences(reason, "task"))
    _check_calendar(state, task, command)
    return [
        OccurrenceDeclared(
            **replace(state, ref=ref).next_act(now),
            occurred_at=_instant(command),
            label=command.label,
            note=command.note,
        )
    ]


def check_withdrawal(state: ObligationState, *, by_judge: bool, now: datetime) -> bool:
    """Whether there is anything to withdraw; raises Refused where an occurrence stays.

    Who bears it may not escape a date that has passed; who decides on it may let it go.
    """
    declared = state.obligation.declared
    if declared is None:
        raise Refused(NotDeclared("Nobody declared it.", "obligation"))
    if declared.withdrawn_at is not None:
        return False
    require_open(state, "obligation")
    if state.acts.reports:
        raise Refused(ReportedAlready("A report on it was submitted.", "obligation"))
    if not by_judge and state.due_at is not None and state.due_at < now:
        raise Refused(OverdueAlready("Ask whoever decides on it to withdraw it.", "obligation"))
    return True


def decide_withdraw(state: ObligationState, by_id: UUID, reason: str, now: datetime) -> list[Event]:
    """Withdraw a checked occurrence: nothing is asked on it any more."""
    return [OccurrenceWithdrawn(**state.next_act(now), by_id=by_id, reason=reason)]


def _check_instant(
    state: ObligationState, task: TaskRecord, command: DeclareOccurrence, now: datetime
) -> None:
    if command.occurred_at > now:
        raise Refused(OccurredInTheFuture("It lies ahead.", "occurred_at"))
    directive, zone = state.finder.directive, state.finder.organisation.zone
    since = owed_since(directive, task, state.obligation.reach, zone)
    if directive.issued and (effective_on := directive.issued.effective_on):
        since = max(since, start_of_day(effective_on, zone))
    if command.occurred_at < since:
        reason = f"It has been asked of the unit since {since:%Y-%m-%d}, later than that."
        raise Refused(OccurredBeforeReach(reason, "occurred_at"))


def _check_calendar(state: ObligationState, task: TaskRecord, command: DeclareOccurrence) -> None:
    """Raises Refused where its report would be due beyond the calendar's end."""
    calendar, zone = state.finder.calendar, state.finder.organisation.zone
    due_at = due_after(task.due, command.occurred_at, calendar, zone)
    if local_day(due_at, zone) > calendar.last_day:
        raise Refused(BeyondCalendar(f"The calendar ends on {calendar.last_day}.", "occurred_at"))


def _instant(command: DeclareOccurrence) -> datetime:
    return command.occurred_at.astimezone(UTC)
