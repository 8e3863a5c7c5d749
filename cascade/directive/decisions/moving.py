"""How due dates of a directive are moved: one by one, or by the working calendar as it is now."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from functools import cache
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day, on_another_day
from cascade.directive.commands import MovedDueInput, MoveDueDates
from cascade.directive.due_changes import MovedDue
from cascade.directive.events import DirectiveIssued, DueDatesMoved
from cascade.directive.records import (
    DueRecord,
    OccurrenceTermRecord,
    TaskRecord,
)
from cascade.directive.refusals import (
    DueBeforeIssue,
    DueNotUnderstood,
    MoveOneWay,
    NoRuleOfThatLevel,
    NothingToMove,
    TaskGivenTwice,
    TooMany,
    UnknownOccurrence,
    UnknownTask,
)
from cascade.directive.rules.validity import asked_from
from cascade.directive.rules.window_dues import day_by_window, windows_now
from cascade.directive.state import Directive
from cascade.enums import DueKind, OnNonWorkingDay
from cascade.events import Event, next_place
from cascade.refusals import Problems, Refusal

MOVES: Final = 1_000
"""Every occurrence of two tasks that recur day by day."""
ON_THE_DAY = frozenset({DueKind.ON_DAY, DueKind.AT_INSTANT, DueKind.RECURRING})
"""Rules that name a day: on one that is off they go to the next working day, unless the task says
otherwise."""


def decide_move(
    directive: Directive,
    issued: DirectiveIssued,
    command: MoveDueDates,
    calendar: Calendar,
    zone: ZoneInfo,
    now: datetime,
) -> list[Event]:
    """Move due dates of what is not yet submitted; nothing where they are so already."""
    problems = Problems()
    if command.by_calendar is bool(command.dues):
        problems.add(MoveOneWay("Give either the dates, or byCalendar.", "dues"))
    if len(command.dues) > MOVES:
        problems.add(TooMany(f"At most {MOVES} dates at once.", "dues"))
    problems.refuse_if_any()
    recounted: tuple[UUID, ...] = ()
    if command.by_calendar:
        moved = tuple(by_calendar(directive, calendar, zone, now))
        recounted = tuple(_to_recount(directive, calendar))
    else:
        moved = _as_given(directive, issued, command.dues, zone, problems)
        problems.refuse_if_any()
    dues = tuple(due for due in moved if not _stands(directive, due))
    if not dues and not recounted:
        return []
    reason = command.reason
    return [
        DueDatesMoved(
            **next_place(issued.originator_id, directive.version, now),
            dues=dues,
            recounted_task_ids=recounted,
            reason=reason,
        )
    ]


def by_calendar(
    directive: Directive, calendar: Calendar, zone: ZoneInfo, now: datetime
) -> Iterator[MovedDue]:
    """The dates to come that the calendar of now would have elsewhere."""
    issued = directive.issued
    # Thousands of occurrences fall on the same few hundred days.
    days_after = cache(calendar.working_days_after)
    for task in directive.tasks.values():
        if issued is None or task.task_id in directive.tasks_withdrawn:
            continue
        for level, rule, occurrence, due_at in _dates(directive, task):
            day = local_day(due_at, zone)
            moved = _moved_day(directive, issued, rule, day, calendar, days_after)
            moved_at = on_another_day(due_at, moved, zone)
            # Nobody is late by a move: what would lie in the past by now stays where it is.
            if min(due_at, moved_at) > now and moved != day:
                yield MovedDue(
                    task_id=task.task_id,
                    occurrence=occurrence,
                    due_on=moved,
                    due_at=moved_at,
                    level=level,
                )


def _dates(
    directive: Directive, task: TaskRecord
) -> Iterator[tuple[str | None, DueRecord, date | None, datetime]]:
    """By each rule of a task, its own and its levels', the dates of it and its occurrences."""
    for level, rule in task.rules:
        days: list[date | None] = [each.day for each in rule.occurrences]
        for day in days or [None]:
            if due_at := directive.due(task.task_id, day, level):
                yield level, rule, day, due_at


def _moved_day(
    directive: Directive,
    issued: DirectiveIssued,
    due: DueRecord,
    day: date,
    calendar: Calendar,
    days_after: Callable[[date, int], date],
) -> date:
    if due.working_days_after_issue is not None:
        return days_after(issued.issued_on, due.working_days_after_issue)
    if due.window is not None and due.offset_working_days is not None:
        window = windows_now(directive, issued)[due.window]
        if window.from_day is not None and window.to_day is not None:
            days = (window.from_day, window.to_day)
            return day_by_window(due, *days, calendar, asked_from(issued))
    way = due.on_non_working_day
    if way is None and due.kind in ON_THE_DAY:
        way = OnNonWorkingDay.NEXT
    return calendar.working_day_instead(day, way, asked_from(issued))


def _to_recount(directive: Directive, calendar: Calendar) -> Iterator[UUID]:
    """Tasks whose days, counted for each unit, the calendar rules, since it changed."""
    for task in directive.tasks.values():
        counted_at = directive.recounted.get(task.task_id, directive.position)
        if (
            _is_ruled(task.due)
            and calendar.changed_since(counted_at)
            and task.task_id not in directive.tasks_withdrawn
        ):
            yield task.task_id


def _is_ruled(due: DueRecord) -> bool:
    """Whether the calendar rules what it comes to for each unit."""
    after_receipt = due.working_days is not None or due.days is not None
    term = due.after_occurrence or OccurrenceTermRecord()
    if not after_receipt and due.after_task is None and due.after_occurrence is None:
        return False
    counts = (due.working_days, due.offset_working_days, term.working_days)
    in_working_days = any(count is not None for count in counts)
    return in_working_days or due.on_non_working_day is not None


# ---- as given


def _as_given(
    directive: Directive,
    issued: DirectiveIssued,
    wanted: tuple[MovedDueInput, ...],
    zone: ZoneInfo,
    problems: Problems,
) -> tuple[MovedDue, ...]:
    tasks = {task.key: task for task in directive.tasks.values()}
    moved: dict[tuple[UUID, str | None, date | None], MovedDue] = {}
    for index, due in enumerate(wanted):
        at = ("dues", index)
        task = tasks.get(due.task_key)
        if task is None or task.task_id in directive.tasks_withdrawn:
            problems.add(UnknownTask(f"No task {due.task_key!r}.", *at, "task_key"))
            continue
        refusal = _unmovable(directive, task, due, *at)
        due_at = _instant(due, zone)
        if refusal is None and due_at is None:
            refusal = DueNotUnderstood("Give either a day or an instant.", *at)
        key = (task.task_id, due.level, due.occurrence)
        if refusal is None and key in moved:
            refusal = TaskGivenTwice("One date for each.", *at, "task_key")
        if refusal is not None or due_at is None:
            problems.add(refusal or DueNotUnderstood("Give a date.", *at))
            continue
        day = local_day(due_at, zone)
        if day < issued.issued_on:
            problems.add(DueBeforeIssue(f"{day} lies before the issue.", *at))
        moved[key] = MovedDue(
            task_id=task.task_id,
            occurrence=due.occurrence,
            due_on=day,
            due_at=due_at,
            level=due.level,
        )
    return tuple(moved.values())


def _unmovable(
    directive: Directive, task: TaskRecord, due: MovedDueInput, *at: str | int
) -> Refusal | None:
    if due.level is not None and task.level_of_due(due.level) is None:
        return NoRuleOfThatLevel("It has no rule of its own for this level.", *at, "level")
    rule = task.due if due.level is None else task.due_of(due.level)
    days = [each.day for each in rule.occurrences]
    if bool(days) is (due.occurrence is None) or (days and due.occurrence not in days):
        return UnknownOccurrence("Name an occurrence of a recurring task.", *at, "occurrence")
    if directive.due(task.task_id, due.occurrence, due.level) is None:
        return NothingToMove("It has no date of its own.", *at, "task_key")
    return None


def _instant(due: MovedDueInput, zone: ZoneInfo) -> datetime | None:
    if (due.on is None) is (due.at is None):
        return None
    return due.at.astimezone(UTC) if due.at else end_of_day(due.on or date.max, zone)


def _stands(directive: Directive, due: MovedDue) -> bool:
    return directive.due(due.task_id, due.occurrence, due.level) == due.due_at
