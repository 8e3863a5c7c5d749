"""Why a date cannot be reckoned."""

from datetime import date
from typing import Final

from cascade.refusals import Problems, Refusal

FIRST_YEAR, LAST_YEAR = 1900, 2199
YEARS: Final = range(FIRST_YEAR, LAST_YEAR + 1)
"""Documents that are cited go decades back, due dates years ahead; at the ends of what a date can
say, the same instant in another zone cannot be said any more."""


class BeyondCalendar(Refusal):
    """The working calendar does not reach that far."""


class DateOutOfRange(Refusal):
    """A day or an instant lies in the years 1900 to 2199."""


class YearOutOfRange(Refusal):
    """A year is one of 1900 to 2199."""


def check_year(problems: Problems, day: date, *field: str | int) -> None:
    """Add why no document, rule or grant can bear this day; an instant counts in UTC."""
    if day.year not in YEARS:
        years = f"{FIRST_YEAR} to {LAST_YEAR}"
        problems.add(DateOutOfRange(f"Give a day in the years {years}.", *field))


class NoDayGiven(Refusal):
    """An announcement or a correction names at least one day."""


class TooManyDays(Refusal):
    """An announcement or a correction names at most 366 days."""


class HolidayInThePast(Refusal):
    """Only days to come are announced: what was due on others was judged by them."""


class NotInThePast(Refusal):
    """Only days up to today are corrected: those to come are announced."""


class OffAndWorked(Refusal):
    """A day is off or worked on, not both."""
