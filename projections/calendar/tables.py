"""Rows of this room's tables, which ``tables.sql`` describes. A field is a column."""

from datetime import date, datetime
from typing import NamedTuple

from projections.engine.versions import FOREVER


class CalendarDay(NamedTuple):
    from_position: int
    day: date
    working: bool
    ordinal: int
    ends_at: datetime
    to_position: int = FOREVER
