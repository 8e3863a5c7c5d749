"""What happens to the working calendar."""

from datetime import date
from typing import ClassVar

from cascade.events import Event


class CalendarSeeded(Event):
    """The calendar from ``first_day`` to ``last_day``: ``weekend`` days of the week (Monday is 0)
    and ``holidays`` do not count as working days.
    """

    TOPIC: ClassVar[str] = "cascade.calendar.CalendarSeeded"

    first_day: date
    last_day: date
    weekend: tuple[int, ...]
    holidays: tuple[date, ...]


class HolidayAnnounced(Event):
    """``days_off`` count as working days no more; ``working_days`` do from here on, in their place.

    It moves no due date by itself.
    """

    TOPIC: ClassVar[str] = "cascade.calendar.HolidayAnnounced"

    days_off: tuple[date, ...]
    working_days: tuple[date, ...]
    stated: str
