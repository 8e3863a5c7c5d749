"""What happens to the working calendar."""

from datetime import date
from typing import Any, ClassVar

from cascade.events import Event


class CalendarSeeded(Event):
    """The calendar from ``first_day`` to ``last_day``: ``weekend`` days of the week (Monday is 0)
    and ``holidays`` do not count as working days; days of weekends that are worked on in the place
    of others, ``working_days``, do.
    """

    TOPIC: ClassVar[str] = "cascade.calendar.CalendarSeeded"
    class_version: ClassVar[int] = 2

    first_day: date
    last_day: date
    weekend: tuple[int, ...]
    holidays: tuple[date, ...]
    working_days: tuple[date, ...] = ()

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Before, days that were worked on in the place of others were not seeded."""
        state["working_days"] = []


class HolidayAnnounced(Event):
    """``days_off`` no longer count as working days; ``working_days`` do from here on, in their
    place.

    It moves no due date by itself.
    """

    TOPIC: ClassVar[str] = "cascade.calendar.HolidayAnnounced"

    days_off: tuple[date, ...]
    working_days: tuple[date, ...]
    stated: str


class CalendarCorrected(Event):
    """Days that lie behind were wrong: ``days_off`` had not been worked on, ``working_days`` had.

    Whatever was reckoned before stays as it was; from here on they are counted so.
    """

    TOPIC: ClassVar[str] = "cascade.calendar.CalendarCorrected"

    days_off: tuple[date, ...]
    working_days: tuple[date, ...]
    reason: str
