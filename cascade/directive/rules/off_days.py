"""Due days that are no working days, where a task says that they move."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar
from cascade.days import on_another_day
from cascade.directive.records import DueRecord, OccurrenceRecord
from cascade.enums import DueKind, OnNonWorkingDay

WITHOUT_A_DAY: Final = frozenset({DueKind.ABSENT, DueKind.CONTINUOUS, DueKind.ON_OCCURRENCE})
"""Rules by which nothing falls due on a day."""
_SAID: Final = {
    OnNonWorkingDay.NEXT: "or the next working day",
    OnNonWorkingDay.PREVIOUS: "or the previous working day",
}


def falls_on_no_day(due: DueRecord) -> bool:
    """Whether nothing falls due on a day by a rule; of what is due in hours, the hour counts."""
    in_hours = due.after_occurrence is not None and due.after_occurrence.hours is not None
    return in_hours or due.kind in WITHOUT_A_DAY


def on_working_days(
    due: DueRecord, way: OnNonWorkingDay, calendar: Calendar, not_before: date, zone: ZoneInfo
) -> DueRecord:
    """A due rule as it was fixed, with its days moved to working days and that said of it. What has
    no date yet is moved when it gets one. Raises Refused beyond the calendar.
    """
    said = due.rule or str(due.due_on)
    due = replace(due, rule=f"{said}, {_SAID[way]}", on_non_working_day=way)
    if due.due_on is not None and due.due_at is not None:
        day = calendar.working_day_instead(due.due_on, way, not_before)
        due = replace(due, due_on=day, due_at=on_another_day(due.due_at, day, zone))
    moved = tuple(moved_occurrences(due.occurrences, way, calendar, not_before, zone))
    return replace(due, occurrences=moved)


def moved_occurrences(
    occurrences: Iterable[OccurrenceRecord],
    way: OnNonWorkingDay,
    calendar: Calendar,
    not_before: date,
    zone: ZoneInfo,
) -> Iterator[OccurrenceRecord]:
    """Each is known by its original day. It is asked for no later than on the day it is due."""
    for each in occurrences:
        day = calendar.working_day_instead(each.day, way, not_before)
        due_at = on_another_day(each.due_at, day, zone)
        starts_on = min(each.starts_on, day)
        yield replace(each, starts_on=starts_on, due_on=day, due_at=due_at)
