"""In which order every list goes on: pages hold keys of these parts."""

from datetime import datetime
from typing import Final
from uuid import UUID

from api.graphql.runtime.cursors import Keyset, OpenDay, OpenInstant, Small

UNITS: Final = Keyset("units", (str, UUID))
"""Code, id."""

UNITS_FOUND: Final = Keyset("units-found", (Small, Small, str, UUID))
"""How well it answers a search, depth in the tree, code, id."""

DIRECTIVES_FOUND: Final = Keyset("directives-found", (Small, int))
"""How well it answers a search; its position, negative for the newest come first."""

DIRECTIVES: Final = Keyset("directives", (int,))
"""The position at which it was issued or recorded; newest first."""

OBLIGATIONS_BY_DUE: Final = Keyset(
    "obligations-by-due", (OpenInstant, int, Small, str, UUID, OpenDay)
)
"""Due instant ("infinity" for those without one), position of the directive, place of the task in
it, place in the tree, id of the addressed unit, day of the occurrence ("-infinity" for none)."""

OBLIGATIONS_MOST_URGENT: Final = Keyset(
    "obligations-most-urgent", (Small, OpenInstant, int, Small, str, UUID, OpenDay)
)
"""Place of the directive's urgency, the most urgent first; then as by due."""

OBLIGATIONS_NEWEST_FIRST: Final = Keyset(
    "obligations-newest-first", (int, int, Small, str, UUID, OpenDay)
)
"""Position of the reach and of the directive, both negative for the newest come first; then place
of the task, place in the tree, id of the addressed unit and day of the occurrence."""

PROGRESS_BY_CODE: Final = Keyset("progress-by-code", (int, str, UUID))
"""Nothing of weight, code of the child, its id."""

PROGRESS_BY_OVERDUE: Final = Keyset("progress-by-overdue", (int, str, UUID))
"""Overdue, negative for the most come first; code of the child, its id."""

UNIT_TARGETS: Final = Keyset("unit-targets", (str, UUID))
"""The unit's code, its id."""

INDICATOR_TOTALS: Final = Keyset("indicator-totals", (str, UUID))
"""Code of the child, its id."""

SLICE_DIFF: Final = Keyset("slice-diff", (int, Small, str, UUID, OpenDay))
"""Position of the directive, place of the task in it, place in the tree, id of the addressed unit,
day of the occurrence ("-infinity" for none)."""

HOPS: Final = Keyset("hops", (int, str, UUID))
"""Position at which the unit was reached, earliest first; its place in the tree; its id."""

STALLED: Final = Keyset("stalled", (datetime, str, UUID))
"""When it was to be passed on, earliest first; the unit's place in the tree; its id."""

RELAYS: Final = Keyset("relays", (int,))
"""The position; oldest first."""

RECORDED_REPORTS: Final = Keyset("recorded-reports", (int,))
"""The position; newest first."""

AUDIT: Final = Keyset("audit", (int,))
"""The position; oldest first unless the filter turns it."""

PASSAGES: Final = Keyset("passages", (int,))
"""Its place in the package."""
