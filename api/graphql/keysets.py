"""In which order every list goes on: readers answer keys of these parts."""

from datetime import date, datetime
from typing import Final
from uuid import UUID

from api.graphql.cursors import Keyset

UNITS: Final = Keyset("units", (str, UUID))
"""Code, id."""

DIRECTIVES: Final = Keyset("directives", (int,))
"""The position at which it was issued or recorded; newest first."""

OBLIGATIONS_BY_DUE: Final = Keyset(
    "obligations-by-due", (datetime, UUID, UUID, date), nullable=frozenset({0, 3})
)
"""Due instant (those without one last), task, addressed unit, occurrence."""

OBLIGATIONS_NEWEST_FIRST: Final = Keyset(
    "obligations-newest-first", (datetime, UUID, UUID, date), nullable=frozenset({3})
)
"""Opening instant, latest first; then task, addressed unit, occurrence."""

PROGRESS_BY_CODE: Final = Keyset("progress-by-code", (str, UUID))
"""Code of the child, its id."""

PROGRESS_BY_OVERDUE: Final = Keyset("progress-by-overdue", (int, str, UUID))
"""Overdue, most first; then code and id of the child."""

HOPS: Final = Keyset("hops", (datetime, UUID), nullable=frozenset({0}))
"""When the unit was reached, earliest first, those not reached last; the unit."""

STALLED: Final = Keyset("stalled", (datetime, UUID), nullable=frozenset({0}))
"""When it was to be passed on, earliest first; the unit."""

AUDIT: Final = Keyset("audit", (int,))
"""The position; oldest first unless the filter turns it."""
