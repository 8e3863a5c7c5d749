"""The nation's tree in the order of its foundation: every unit before what stands under it."""

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import Final
from uuid import UUID

from api.cli.nation import MadeUpUnit
from cascade.organisation.events import UnitRecord

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
    _heirs: dict[int, int] = field(default_factory=dict)

    def found(self, unit: MadeUpUnit, unit_id: UUID) -> UnitRecord:
        """Take in a unit, and give its record."""
        parent = len(self.ids) - 1
        while self.depths[parent] >= unit.depth:
            parent = self.parents[parent]
        self.ids.append(unit_id)
        self.depths.append(unit.depth)
        self.codes.append(unit.code)
        self.parents.append(parent)
        return UnitRecord(
            unit_id=unit_id,
            code=unit.code,
            name=unit.name,
            symbol=unit.symbol,
            kind=unit.kind,
            level=LEVELS[unit.depth],
            parent_id=self.ids[parent],
            addresses_under_id=unit_id,
        )

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

    def heir(self, place: int) -> int:
        """Who stands for a unit: itself, until it is merged into another."""
        return self._heirs.get(place, place)

    def merge(self, place: int, into: int) -> None:
        """A unit ended, and the one before it in this order, of the same parent, took its place."""
        self._heirs[place] = into
        self._at[self.depths[place]].remove(place)
        self.ends[into] = self.ends[place]

    def officer(self, place: int) -> str:
        """The subject that acts for a unit."""
        return f"officer-{self.codes[place]}"
