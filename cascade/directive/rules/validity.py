"""From which day a directive is in force, and until which."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from cascade.days import end_of_day
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import Expiry, OccurrenceRecord
from cascade.directive.refusals import ExpiredAlready, ExpiryBeforeValidity
from cascade.refusals import Problems


def taking_effect(issued: DirectiveIssued) -> date:
    """The day from which it is in force: that of its issue, unless it names one."""
    return issued.effective_on or issued.issued_on


def asked_from(issued: DirectiveIssued) -> date:
    """The first day on which anything can be due: it is issued, and in force."""
    return max(issued.issued_on, taking_effect(issued))


def within(
    occurrences: Iterable[OccurrenceRecord], effective_on: date | None, expires_on: date | None
) -> Iterator[OccurrenceRecord]:
    """Those that are due while a directive is in force, none of them asked for before."""
    for each in occurrences:
        if expires_on is not None and each.due_on > expires_on:
            continue
        if effective_on is None:
            yield each
        elif each.due_on >= effective_on:
            yield replace(each, starts_on=max(each.starts_on, effective_on))


def expiry(
    expires_on: date | None, asked_from: date, today: date, zone: ZoneInfo, problems: Problems
) -> Expiry | None:
    """The end of a directive's last day; adds what is wrong with it to the problems."""
    if expires_on is None:
        return None
    if expires_on < asked_from:
        reason = f"It is asked for from {asked_from} on only."
        problems.add(ExpiryBeforeValidity(reason, "expires_on"))
    elif expires_on < today:
        problems.add(ExpiredAlready("It would have expired by now.", "expires_on"))
    return Expiry(expires_on=expires_on, expires_at=end_of_day(expires_on, zone))


def months_after(day: date, months: int) -> date:
    """The same day of a later month, or its last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
