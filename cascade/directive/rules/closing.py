"""The day on which data close: up to which a report counts ("số liệu chốt đến ngày 14 hằng tháng").

It goes by the date that the document gives, or that it was moved to for all. More time for one unit
changes no data, nor does a relay that brings its report forward.
"""

from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.directive.records import ClosingRecord, DueRecord
from cascade.directive.refusals import (
    ClosesAfterDue,
    ClosingNotUnderstood,
    NothingToCloseBefore,
)
from cascade.directive.target_commands import ClosingInput
from cascade.enums import DueKind
from cascade.refusals import Problems

DAYS_BEFORE_DUE: Final = range(367)
"""Data of last year, reported at the end of this one."""
UNDATED: Final = (DueKind.ABSENT, DueKind.CONTINUOUS, DueKind.ON_OCCURRENCE)


def closing_record(
    closing: ClosingInput | None, due: DueRecord, problems: Problems, *at: str | int
) -> ClosingRecord | None:
    """The record of a closing day; adds what is wrong with it to the problems."""
    if closing is None:
        return None
    days, day = closing.days_before_due, closing.on
    if (days is None) is (day is None):
        problems.add(ClosingNotUnderstood("Give a day, or days before the due day.", *at))
    if days is not None and days not in DAYS_BEFORE_DUE:
        problems.add(ClosingNotUnderstood("Give 0 to 366 days.", *at, "days_before_due"))
    if days is not None and due.kind in UNDATED:
        reason = "The task has no due date; give a day."
        problems.add(NothingToCloseBefore(reason, *at, "days_before_due"))
    if day is not None and due.kind is DueKind.RECURRING:
        reason = "Each period closes on a day of its own: give days before its due day."
        problems.add(ClosingNotUnderstood(reason, *at, "on"))
    elif day is not None and due.due_on is not None and day > due.due_on:
        problems.add(ClosesAfterDue(f"The report is due on {due.due_on}.", *at, "on"))
    return ClosingRecord(days_before_due=days, on=day)


def closes_on(closing: ClosingRecord, due_at: datetime | None, zone: ZoneInfo) -> date | None:
    """The day for a due date of the document's; null where it depends on one that is not known."""
    if closing.days_before_due is None:
        return closing.on
    if due_at is None:
        return None
    return local_day(due_at, zone) - timedelta(days=closing.days_before_due)
