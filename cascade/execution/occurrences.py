"""Occurrences that units declare: each is known by its number, and the number is kept as a day.

An obligation is a task, a unit and the original day of an occurrence. What happens twice on one day
has no such day of its own, so the n-th occurrence that a unit declares of a task is known by the
n-th day after the first one of the year 1: no calendar has any of these, and no recurring task.
"""

from datetime import date, timedelta
from typing import Final

OCCURRENCES: Final = 3_650
"""Of one unit by one task: one a day for ten years. Each stays, so their number is bounded."""
_BEFORE_THE_FIRST: Final = date(1, 1, 1)


def day_of_number(number: int) -> date:
    """What the ``number``-th occurrence (from 1) is known by."""
    return _BEFORE_THE_FIRST + timedelta(days=number)


def number_of_day(day: date) -> int | None:
    """Which occurrence is known by a day; null where it is a day of the calendar."""
    number = (day - _BEFORE_THE_FIRST).days
    return number if number <= OCCURRENCES else None
