"""Instants as whole numbers: what ids and cursors hold of them."""

from datetime import UTC, datetime, timedelta
from typing import Final

EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
DAY_SECONDS: Final = 86_400
SECOND: Final = 1_000_000
"""In microseconds."""


def microseconds(instant: datetime) -> int:
    """Since 1970."""
    since = instant - EPOCH
    return (since.days * DAY_SECONDS + since.seconds) * SECOND + since.microseconds


def instant_of(microseconds: int) -> datetime:
    """Raises OverflowError."""
    return EPOCH + timedelta(microseconds=microseconds)
