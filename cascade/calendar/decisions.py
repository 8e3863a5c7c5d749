"""Which calendar a deployment starts with, and what is announced on it."""

from datetime import date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import holidays

from cascade.calendar.commands import AnnounceHoliday
from cascade.calendar.events import CalendarSeeded, HolidayAnnounced
from cascade.calendar.refusals import (
    BeyondCalendar,
    HolidayInThePast,
    NoDayGiven,
    OffAndWorked,
    TooManyDays,
)
from cascade.calendar.state import Calendar
from cascade.events import Event
from cascade.identifiers import CALENDAR
from cascade.refusals import Problems

YEARS_BEFORE: Final = 10
YEARS_AFTER: Final = 20
"""Due dates are reckoned years ahead at the most; recorded documents go years back."""
WEEKEND: Final = (5, 6)
DAYS: Final = 366
"""A year's days may be announced at once."""


def decide_seed(calendar: Calendar, now: datetime) -> list[Event]:
    """Weekends and Vietnam's public holidays (Labour Code 2019, article 112) around this year, as
    the ``holidays`` library knows them; nothing where a calendar stands.
    """
    if calendar.version:
        return []
    years = range(now.year - YEARS_BEFORE, now.year + YEARS_AFTER + 1)
    days = tuple(sorted(holidays.country_holidays("VN", years=years)))
    return [
        CalendarSeeded(
            CALENDAR, 1, now, date(years[0], 1, 1), date(years[-1], 12, 31), WEEKEND, days
        )
    ]


def decide_announce(
    calendar: Calendar, command: AnnounceHoliday, zone: ZoneInfo, now: datetime
) -> list[Event]:
    """Announce days off and swapped working days; nothing where all of them are so already."""
    problems, today = Problems(), now.astimezone(zone).date()
    named = len(command.days_off) + len(command.working_days)
    if not named:
        problems.add(NoDayGiven("Which days?", "daysOff"))
    if named > DAYS:
        problems.add(TooManyDays(f"At most {DAYS} days at once.", "daysOff"))
        problems.refuse_if_any()
    for field, days in (("daysOff", command.days_off), ("workingDays", command.working_days)):
        for index, day in enumerate(days):
            if day <= today:
                problems.add(HolidayInThePast(f"{day} is no day to come.", field, index))
            elif day > calendar.last_day:
                ends = f"The calendar ends on {calendar.last_day}."
                problems.add(BeyondCalendar(ends, field, index))
    for index, day in enumerate(command.working_days):
        if day in command.days_off:
            problems.add(OffAndWorked(f"{day} cannot be both.", "workingDays", index))
    problems.refuse_if_any()
    days_off = tuple(sorted(day for day in set(command.days_off) if calendar.is_working(day)))
    worked = tuple(sorted(d for d in set(command.working_days) if not calendar.is_working(d)))
    if not days_off and not worked:
        return []
    version = calendar.version + 1
    return [HolidayAnnounced(CALENDAR, version, now, days_off, worked, command.stated)]
