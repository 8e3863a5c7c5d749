"""What may be asked of the working calendar, and of due dates by it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cascade.text_rules import Line, LongText, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnounceHoliday:
    """Days that are off, and days that are worked on in their place."""

    stated: Line
    days_off: tuple[date, ...]
    working_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectCalendar:
    """Days up to today that had been off, and days that had been worked on."""

    reason: Line
    days_off: tuple[date, ...] = ()
    working_days: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDueInput:
    """A new date for a task or one occurrence of it: the end of a day, or an instant."""

    task_key: Word
    occurrence: date | None = None
    on: date | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDueDates:
    """Move due dates of a directive: those given, or all that the calendar now has elsewhere."""

    directive: UUID
    reason: LongText
    dues: tuple[MovedDueInput, ...] = ()
    by_calendar: bool = False
