"""When anything happens in the year: at quarters of hours, on working days."""

from bisect import bisect_left
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from cascade.calendar.state import Calendar
from cascade.days import at_time

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
YEAR: Final = timedelta(days=364)
BEYOND: Final = timedelta(days=150)
"""Dates may lie beyond the year; they must be found there, too."""
OPENING: Final = time(7, 30)
QUARTER: Final = timedelta(minutes=15)
QUARTERS: Final = 40
"""Of a working day: until half past five."""


class Timetable:
    """Its moments are numbered from 0, ``QUARTERS`` of each working day; those from ``end`` on lie
    beyond the year.
    """

    def __init__(self, first_day: date, calendar: Calendar) -> None:
        last_day = first_day + YEAR
        days = (first_day + timedelta(days=n) for n in range((YEAR + BEYOND).days))
        self.days: Final = [day for day in days if calendar.is_working(day)]
        self.working_days: Final = sum(day <= last_day for day in self.days)
        self.end: Final = self.working_days * QUARTERS
        openings = [at_time(day, OPENING, ZONE) for day in self.days]
        self._instants: Final = [
            opening + QUARTER * number for opening in openings for number in range(QUARTERS)
        ]

    def instant(self, moment: int) -> datetime:
        return self._instants[moment]

    def day(self, moment: int) -> date:
        return self.days[moment // QUARTERS]

    def moment_at(self, instant: datetime) -> int:
        """The first moment at or after an instant; the number of all where there is none."""
        return bisect_left(self._instants, instant)
