"""The working calendar."""

from datetime import date
from typing import Final

import strawberry

from api.graphql.runtime.errors import request_error

CALENDAR_DAYS: Final = 400
"""Somewhat more than a year in one answer."""


@strawberry.type
class CalendarDay:
    """A day of the working calendar."""

    day: date
    """In the deployment's time zone."""
    working: bool
    """Whether due dates count it."""


def check_range(first_day: date, last_day: date) -> None:
    """Raises the GraphQL error BAD_RANGE unless it has 1 to 400 days."""
    days = (last_day - first_day).days + 1
    if not 1 <= days <= CALENDAR_DAYS:
        raise request_error("BAD_RANGE", f"A range has 1 to {CALENDAR_DAYS} days; this has {days}.")
