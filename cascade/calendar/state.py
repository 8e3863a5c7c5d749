"""Which days are working days."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from cascade.calendar.events import CalendarCorrected, CalendarSeeded, HolidayAnnounced
from cascade.calendar.refusals import BeyondCalendar
from cascade.enums import OnNonWorkingDay
from cascade.recorded import Recorded
from cascade.refusals import Refused


@dataclass(slots=True)
class Calendar:
    """The working calendar; empty until it is seeded. It remembers what it said at any position."""

    version: int = 0
    first_day: date = date.max
    last_day: date = date.min
    weekend: frozenset[int] = frozenset()
    holidays: frozenset[date] = frozenset()
    worked: frozenset[date] = frozenset()
    """Days of weekends that were seeded as worked on."""
    changed_at: int = 0
    """The position of the last announcement or correction."""
    announced: dict[date, list[tuple[int, bool]]] = field(default_factory=dict)
    """By day, the positions from which it is a working day or is not one, oldest first."""

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event = recorded.event
        match event:
            case CalendarSeeded():
                self.first_day, self.last_day = event.first_day, event.last_day
                self.weekend, self.holidays = frozenset(event.weekend), frozenset(event.holidays)
                self.worked = frozenset(event.working_days)
            case HolidayAnnounced() | CalendarCorrected():
                self.changed_at = recorded.position
                for days, is_working in ((event.days_off, False), (event.working_days, True)):
                    for day in days:
                        change = (recorded.position, is_working)
                        self.announced.setdefault(day, []).append(change)
        self.version = event.originator_version

    def is_working(self, day: date, position: int | None = None) -> bool:
        """Whether a day is a working day, as is known now or was known at a position."""
        for since, is_working in reversed(self.announced.get(day, ())):
            if position is None or since <= position:
                return is_working
        if day in self.worked:
            return True
        return day.weekday() not in self.weekend and day not in self.holidays

    def changed_since(self, position: int) -> bool:
        """Whether anything was announced or corrected after a position."""
        return self.changed_at > position

    def working_days_after(self, day: date, count: int, position: int | None = None) -> date:
        """The ``count``-th working day after a day; after none the day itself, or where it is none
        the next one. Raises Refused beyond the calendar.
        """
        if count == 0 and self.is_working(day, position):
            return day
        days = enumerate(self._working_from(day, 1, position), 1)
        return next(day for number, day in days if number >= count)

    def working_days_from(self, day: date, count: int, position: int | None = None) -> date:
        """As ``working_days_after``; of a negative count so many before the day."""
        if count >= 0:
            return self.working_days_after(day, count, position)
        days = enumerate(self._working_from(day, -1, position), 1)
        return next(day for number, day in days if number == -count)

    def working_day_instead(
        self, day: date, way: OnNonWorkingDay | None, not_before: date, position: int | None = None
    ) -> date:
        """A day, or where it is no working day the next or the previous one, if it is to move; the
        next one, too, where the previous one lies before ``not_before``. Raises Refused beyond the
        calendar.
        """
        if way is None or self.is_working(day, position):
            return day
        if way is OnNonWorkingDay.PREVIOUS:
            previous = next(self._working_from(day, -1, position))
            if previous >= not_before:
                return previous
        return next(self._working_from(day, 1, position))

    def _working_from(self, day: date, step: int, position: int | None) -> Iterator[date]:
        """The working days after a day, or before it."""
        while self.first_day <= (day := day + timedelta(days=step)) <= self.last_day:
            if self.is_working(day, position):
                yield day
        raise Refused(
            BeyondCalendar(f"The calendar runs from {self.first_day} to {self.last_day}.")
        )
