"""What may be asked of the working calendar."""

from dataclasses import dataclass
from datetime import date

from cascade.text_rules import Line


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
