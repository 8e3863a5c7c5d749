"""Which calendar a deployment starts with."""

from datetime import date, datetime
from typing import Final

import holidays

from cascade.calendar.events import CalendarSeeded
from cascade.calendar.state import Calendar
from cascade.events import Event
from cascade.identifiers import CALENDAR

YEARS_BEFORE: Final = 10
YEARS_AFTER: Final = 20
"""Due dates are reckoned years ahead at the most; recorded documents go years back."""
WEEKEND: Final = (5, 6)


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
