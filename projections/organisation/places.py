"""Where units stand once changes at one position have been made together."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from projections.organisation.together import Together

ORDINAL_DIGITS: Final = 6
"""16 million units: a path of 8 levels is 48 characters."""
NOWHERE: Final = "x"
"""Before the ordinal in the path of a unit that ended: outside every range."""


def end_of_unit(path: str) -> str:
    """As in tables.sql: from here on come those under a unit."""
    return path + "0"


def end_of_subtree(path: str) -> str:
    """After all of them."""
    return path + "g"


class Place(NamedTuple):
    """The path of a unit, and the units above it from the root down."""

    path: str
    ancestors: Sequence[UUID]


class Places:
    """``known`` are rows of units that stood before; new ones count on from ``first_ordinal``."""

    def __init__(self, together: Together, known: Iterable[Any], first_ordinal: int) -> None:
        self.known: Final = {
            row["unit_id"]: Place(row["path"], tuple(row["ancestors"])) for row in known
        }
        self._together: Final = together
        self._ordinals: Final = {
            unit_id: f"{ordinal:0{ORDINAL_DIGITS}x}"
            for ordinal, unit_id in enumerate(together.new, first_ordinal)
        }
        self._found: Final[dict[UUID, Place]] = {}

    def is_moved(self, unit_id: UUID) -> bool:
        """Whether a live unit that stood before comes under another than it did."""
        if unit_id not in self._together.parents or unit_id not in self.known:
            return False
        before = self.known[unit_id].ancestors
        return not before or before[-1] != self._together.parent(unit_id)

    def of(self, unit_id: UUID) -> Place:
        """Where a unit stands in the end."""
        if unit_id not in self._found:
            self._found[unit_id] = self._place(unit_id)
        return self._found[unit_id]

    def _place(self, unit_id: UUID) -> Place:
        together = self._together
        if unit_id in together.ended:
            return Place(NOWHERE + self._ordinal(unit_id), ())
        if unit_id not in self.known or self.is_moved(unit_id):
            return self._under(together.parent(unit_id), self._ordinal(unit_id))
        return self._carried(self.known[unit_id])

    def _ordinal(self, unit_id: UUID) -> str:
        return self._ordinals.get(unit_id) or self.known[unit_id].path[-ORDINAL_DIGITS:]

    def _under(self, parent_id: UUID, ordinal: str) -> Place:
        above = self.of(parent_id)
        return Place(above.path + ordinal, (*above.ancestors, parent_id))

    def _carried(self, before: Place) -> Place:
        """With the nearest unit above that comes elsewhere, or ended; else where it was."""
        for depth in reversed(range(len(before.ancestors))):
            above = before.ancestors[depth]
            if above in self._together.ended:
                heir = self._together.heir(above)
                new, kept = self.of(heir), before.ancestors[depth + 1 :]
                return Place(
                    new.path + before.path[(depth + 1) * ORDINAL_DIGITS :],
                    (*new.ancestors, heir, *kept),
                )
            if self.is_moved(above):
                new, kept = self.of(above), before.ancestors[depth:]
                return Place(
                    new.path + before.path[(depth + 1) * ORDINAL_DIGITS :],
                    (*new.ancestors, *kept),
                )
        return before
