"""Which days are working days, and when a day in the deployment's zone ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cascade.calendar.events import CalendarSeeded
from cascade.calendar.refusals import BeyondCalendar
from cascade.recorded import Recorded
from cascade.refusals import Refused

END_OF_DAY = time(23, 59, 59, 999_999)


@dataclass(slots=True)
class Calendar:
    """The working calendar; empty until it is seeded."""

    version: int = 0
    first_day: date = date.max
    last_day: date = date.min
    weekend: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        if isinstance(event, CalendarSeeded):
            self.first_day, self.last_day = event.first_day, event.last_day
            self.weekend, self.holidays = frozenset(event.weekend), frozenset(event.holidays)
        self.version = event.originator_version

    def is_working(self, day: date) -> bool:
        return day.weekday() not in self.weekend and day not in self.holidays

    def working_days_after(self, day: date, count: int) -> date:
        """The ``count``-th working day after a day; raises Refused beyond the calendar's end."""
        return next(day for number, day in enumerate(self._after(day), 1) if number == count)

    def _after(self, day: date) -> Iterator[date]:
        while self.first_day <= day < self.last_day:
            day += timedelta(days=1)
            if self.is_working(day):
                yield day
        raise Refused(
            BeyondCalendar(f"The calendar runs from {self.first_day} to {self.last_day}.")
        )


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The last microsecond of a day in a zone, as an instant in UTC."""
    return datetime.combine(day, END_OF_DAY, zone).astimezone(UTC)
