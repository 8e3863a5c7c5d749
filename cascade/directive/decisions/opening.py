"""How periods of what recurs without an end are opened, as time goes on."""

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar
from cascade.days import local_day
from cascade.directive.due_changes import OpenedPeriods
from cascade.directive.events import DirectiveIssued, PeriodsOpened
from cascade.directive.rules.off_days import moved_occurrences
from cascade.directive.rules.open_ended import next_periods
from cascade.directive.rules.validity import asked_from, within
from cascade.directive.state import Directive
from cascade.events import Event, next_place


def decide_open_periods(
    directive: Directive, calendar: Calendar, zone: ZoneInfo, now: datetime
) -> list[Event]:
    """Open the periods whose time has come; nothing where all of them are there."""
    issued, today = directive.issued, local_day(now, zone)
    if issued is None or not directive.stands(now):
        return []
    periods = tuple(_to_open(directive, issued, today, calendar, zone))
    if not periods:
        return []
    place = next_place(issued.originator_id, directive.version, now)
    return [PeriodsOpened(**place, periods=periods)]


def _to_open(
    directive: Directive, issued: DirectiveIssued, today: date, calendar: Calendar, zone: ZoneInfo
) -> Iterator[OpenedPeriods]:
    expiry = directive.expiries.at()
    for task in directive.tasks.values():
        if task.task_id in directive.tasks_withdrawn:
            continue
        for level, due in task.rules:
            found = next_periods(due, today, calendar.last_day, zone)
            if way := due.on_non_working_day:
                found = list(moved_occurrences(found, way, calendar, asked_from(issued), zone))
            asked = within(found, issued.effective_on, expiry.expires_on if expiry else None)
            if occurrences := tuple(asked):
                yield OpenedPeriods(task_id=task.task_id, occurrences=occurrences, level=level)
