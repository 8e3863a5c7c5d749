"""Which calendar a deployment starts with, and how it is announced and corrected."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

from cascade.calendar.commands import AnnounceHoliday, CorrectCalendar
from cascade.calendar.events import CalendarCorrected, CalendarSeeded, HolidayAnnounced
from cascade.calendar.refusals import (
    BeyondCalendar,
    HolidayInThePast,
    NoDayGiven,
    NotInThePast,
    OffAndWorked,
    TooManyDays,
)
from cascade.calendar.state import Calendar
from cascade.days import local_day
from cascade.events import Event, next_place
from cascade.identifiers import CALENDAR
from cascade.refusals import Problems, Refusal

YEARS_BEFORE: Final = 10
YEARS_AFTER: Final = 20
"""Due dates are reckoned years ahead at the most; recorded documents go years back."""
WEEKEND: Final = (5, 6)
DAYS: Final = 366
"""A year's days may be announced at once."""


def decide_seed(calendar: Calendar, now: datetime) -> list[Event]:
    """Weekends, Vietnam's public holidays (Labour Code 2019, article 112) around this year, and the
    days of weekends that are worked on in the place of others, as the ``holidays`` library knows
    them; nothing where a calendar stands.
    """
    if calendar.version:
        return []
    # Here and not above: every start of the program would wait for what only a foundation needs.
    import holidays

    years = range(now.year - YEARS_BEFORE, now.year + YEARS_AFTER + 1)
    known = holidays.country_holidays("VN", years=years)
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    off = tuple(sorted(day for day in known if first <= day <= last))
    worked = tuple(sorted(day for day in known.weekend_workdays if first <= day <= last))
    return [
        CalendarSeeded(
            **next_place(CALENDAR, 0, now),
            first_day=first,
            last_day=last,
            weekend=WEEKEND,
            holidays=off,
            working_days=worked,
        )
    ]


def decide_announce(
    calendar: Calendar, command: AnnounceHoliday, zone: ZoneInfo, now: datetime
) -> list[Event]:
    """Announce days off and swapped working days; nothing where all of them are so already."""
    problems, today = Problems(), local_day(now, zone)

    def misplaced(day: date, *at: str | int) -> Refusal | None:
        if day <= today:
            return HolidayInThePast(f"{day} is no day to come.", *at)
        if day > calendar.last_day:
            return BeyondCalendar(f"The calendar ends on {calendar.last_day}.", *at)
        return None

    _check_days(problems, command.days_off, command.working_days, misplaced)
    problems.refuse_if_any()
    days_off, worked = _changed(calendar, command.days_off, command.working_days)
    if not days_off and not worked:
        return []
    return [
        HolidayAnnounced(
            **next_place(CALENDAR, calendar.version, now),
            days_off=days_off,
            working_days=worked,
            stated=command.stated,
        )
    ]


def decide_correct(
    calendar: Calendar, command: CorrectCalendar, zone: ZoneInfo, now: datetime
) -> list[Event]:
    """Put days right that lie behind; nothing where all of them are so already."""
    problems, today = Problems(), local_day(now, zone)

    def misplaced(day: date, *at: str | int) -> Refusal | None:
        if day > today:
            return NotInThePast(f"{day} is still to come: announce it.", *at)
        if day < calendar.first_day:
            return BeyondCalendar(f"The calendar begins on {calendar.first_day}.", *at)
        return None

    _check_days(problems, command.days_off, command.working_days, misplaced)
    problems.refuse_if_any()
    days_off, worked = _changed(calendar, command.days_off, command.working_days)
    if not days_off and not worked:
        return []
    return [
        CalendarCorrected(
            **next_place(CALENDAR, calendar.version, now),
            days_off=days_off,
            working_days=worked,
            reason=command.reason,
        )
    ]


def _check_days(
    problems: Problems,
    days_off: Sequence[date],
    working_days: Sequence[date],
    misplaced: Callable[..., Refusal | None],
) -> None:
    named = len(days_off) + len(working_days)
    if not named:
        problems.add(NoDayGiven("Which days?", "days_off"))
    if named > DAYS:
        problems.add(TooManyDays(f"At most {DAYS} days at once.", "days_off"))
        problems.refuse_if_any()
    for field, days in (("days_off", days_off), ("working_days", working_days)):
        for index, day in enumerate(days):
            if refusal := misplaced(day, field, index):
                problems.add(refusal)
    for index, day in enumerate(working_days):
        if day in days_off:
            problems.add(OffAndWorked(f"{day} cannot be both.", "working_days", index))


def _changed(
    calendar: Calendar, days_off: Sequence[date], working_days: Sequence[date]
) -> tuple[tuple[date, ...], tuple[date, ...]]:
    """Those that are not so already."""
    off = sorted(day for day in set(days_off) if calendar.is_working(day))
    worked = sorted(day for day in set(working_days) if not calendar.is_working(day))
    return tuple(off), tuple(worked)
