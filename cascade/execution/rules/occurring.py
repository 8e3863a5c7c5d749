"""What occurs, in its period or as it is declared: since when it is asked, by when it is due."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day, start_of_day
from cascade.directive.records import DueRecord, OccurrenceRecord, TaskRecord
from cascade.directive.state import Directive
from cascade.execution.rules.reach import Reach


def period_of(due: DueRecord, day: date | None) -> OccurrenceRecord | None:
    """The occurrence of a recurring task that is known by a day; null where it has none."""
    return next((each for each in due.occurrences if each.day == day), None)


def owed_since(directive: Directive, task: TaskRecord, reach: Reach, zone: ZoneInfo) -> datetime:
    """From when on what occurs is asked of a unit: from its reach or, where the event that brought
    the task reached it, from the day from which the issuer has it owed.
    """
    brought_at = directive.tasks_added.get(task.task_id, directive.position)
    if task.owed_from is None or reach.position != brought_at:
        return reach.recorded_at
    return start_of_day(task.owed_from, zone)


def due_after(
    due: DueRecord,
    occurred_at: datetime,
    calendar: Calendar,
    zone: ZoneInfo,
    position: int | None = None,
) -> datetime:
    """When a report is due on what occurred, by the calendar of a position (null: as it is now).
    Raises Refused beyond the calendar.
    """
    term = due.after_occurrence
    assert term is not None
    if term.hours is not None:
        return occurred_at + timedelta(hours=term.hours)
    day = local_day(occurred_at, zone)
    if term.working_days is not None:
        return end_of_day(calendar.working_days_after(day, term.working_days, position), zone)
    last = day + timedelta(days=term.days or 0)
    way = due.on_non_working_day
    return end_of_day(calendar.working_day_instead(last, way, day, position), zone)
