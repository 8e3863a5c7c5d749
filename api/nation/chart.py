"""The nation's tree in the order of its foundation: every unit before what stands under it."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from api.cli.nation import MadeUpUnit

ROOT: Final = 0
CENTRE, PROVINCE, WARD, BRANCH = range(4)
"""How deep units of each level stand."""
ADMINISTRATOR: Final = "administrator"
LEVELS: Final = ("centre", "province", "ward", "branch")


@dataclass(slots=True)
class Chart:
    """Units by their places in that order, the root's first: ``ends`` is the place after the last
    one that stands under each.
    """

    ids: list[UUID]
    depths: bytearray = field(default_factory=lambda: bytearray([CENTRE]))
    codes: list[str] = field(default_factory=lambda: ["TW"])
    parents: list[int] = field(default_factory=lambda: [ROOT])
    ends: list[int] = field(default_factory=list)
    _at: list[list[int]] = field(default_factory=list)

    def found(self, units: Sequence[MadeUpUnit], ids: Sequence[UUID]) -> None:
        """Take in units as they were established."""
        for unit, unit_id in zip(units, ids, strict=True):
            parent = len(self.ids) - 1
            while self.depths[parent] >= unit.depth:
                parent = self.parents[parent]
            self.ids.append(unit_id)
            self.depths.append(unit.depth)
            self.codes.append(unit.code)
            self.parents.append(parent)

    def close(self) -> None:
        """All units are there."""
        self.ends = [place + 1 for place in range(len(self.ids))]
        for place in range(len(self.ids) - 1, ROOT, -1):
            parent = self.parents[place]
            self.ends[parent] = max(self.ends[parent], self.ends[place])
        self._at = [[] for _ in LEVELS]
        for place, depth in enumerate(self.depths):
            self._at[depth].append(place)

    def at(self, depth: int) -> list[int]:
        """The places of all units that stand so deep."""
        return self._at[depth]

    def under(self, place: int, *depths: int) -> list[int]:
        """The places of those under a unit, itself not included, that stand so deep."""
        found = []
        for depth in depths:
            level = self._at[depth]
            found += level[bisect_right(level, place) : bisect_left(level, self.ends[place])]
        return found

    def officer(self, place: int) -> str:
        """The subject that acts for a unit."""
        return f"officer-{self.codes[place]}"
