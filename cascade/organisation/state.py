"""The tree of units: kept in memory once, followed from the log, never copied.

Each unit remembers the parents it has had by position, so a directive's audience can be judged
against the tree of its own position at any later time.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.organisation.events import (
    LevelRecord,
    OrganisationFounded,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
)
from cascade.organisation.refusals import OrganisationNotFounded, UnitNotFound
from cascade.recorded import Recorded
from cascade.refusals import Refused
from cascade.texts import matching_form

Cell = tuple[str, str]
"""A level and a kind."""
_NOBODY: Final[Mapping[UUID, None]] = MappingProxyType({})


@dataclass(slots=True)
class Unit:
    """A unit as it stands now, with what its past needs."""

    unit_id: UUID
    code: str
    level: str
    kind: str
    symbol: str | None
    addresses_under_id: UUID
    established_at: int
    parents: tuple[tuple[int, UUID], ...]
    """(position from which it holds, parent), oldest first; empty for the root."""
    names: tuple[tuple[date | None, int, str], ...]
    """(first day that bears it, position, name), in order of that day; null: since ever."""
    own_children: dict[UUID, None] | None = None
    """In the order of their coming; null while there are none, as under most units."""

    @property
    def children(self) -> Mapping[UUID, None]:
        """The units directly under it, in the order of their coming."""
        return self.own_children or _NOBODY

    @property
    def parent_id(self) -> UUID | None:
        return self.parents[-1][1] if self.parents else None

    @property
    def cell(self) -> Cell:
        return (self.level, self.kind)

    @property
    def name(self) -> str:
        return self.names[-1][2]

    def name_on(self, day: date) -> str:
        """The name that a document of this day bears."""
        borne = [name for first, _, name in self.names if first is None or first <= day]
        return borne[-1] if borne else self.names[0][2]

    def parent_at(self, position: int) -> UUID | None:
        """The parent in the tree of a position."""
        for since, parent_id in reversed(self.parents):
            if since <= position:
                return parent_id
        return None


class Organisation:
    """The versioned tree. ``apply`` is the only way in."""

    def __init__(self) -> None:
        self.version = 0
        self.position = 0
        self.units: dict[UUID, Unit] = {}
        self.levels: dict[str, LevelRecord] = {}
        self.root_id: UUID | None = None
        self._zone: ZoneInfo | None = None
        self._codes: dict[str, UUID] = {}
        self._named: dict[str, list[UUID]] | None = None
        self._census: dict[UUID, Counter[Cell]] = {}
        self._moves: list[tuple[int, UUID]] = []

    # ---- state

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event; one that was taken in before changes nothing."""
        event = recorded.event
        if event.originator_version <= self.version:
            return
        match event:
            case OrganisationFounded():
                self._zone = ZoneInfo(event.time_zone)
                self.levels = {level.key: level for level in event.levels}
                self.root_id = event.root.unit_id
                self._establish(event.root, event.valid_from, recorded.position)
            case UnitsEstablished():
                for record in event.units:
                    self._establish(record, event.valid_from, recorded.position)
            case UnitRenamed():
                self._rename(event, recorded.position)
            case UnitMoved():
                self._move(event, recorded.position)
        self.version = event.originator_version
        self.position = recorded.position

    def _establish(self, record: UnitRecord, valid_from: date | None, position: int) -> None:
        parents = () if record.parent_id is None else ((position, record.parent_id),)
        unit = Unit(
            unit_id=record.unit_id,
            code=record.code,
            level=record.level,
            kind=record.kind,
            symbol=record.symbol,
            addresses_under_id=record.addresses_under_id,
            established_at=position,
            parents=parents,
            names=((valid_from, position, record.name),),
        )
        self.units[unit.unit_id] = unit
        self._codes[unit.code] = unit.unit_id
        if self._named is not None:
            self._named.setdefault(matching_form(record.name), []).append(unit.unit_id)
        if record.parent_id is not None:
            self._put_under(record.parent_id, unit, {unit.cell: 1})

    def _rename(self, event: UnitRenamed, position: int) -> None:
        unit = self.units[event.unit_id]
        names = (*unit.names, (event.effective_on, position, event.name))
        unit.names = tuple(sorted(names, key=lambda name: (name[0] or date.min, name[1])))
        unit.symbol = event.symbol or unit.symbol
        if self._named is not None:
            self._named.setdefault(matching_form(event.name), []).append(unit.unit_id)

    def _move(self, event: UnitMoved, position: int) -> None:
        unit = self.units[event.unit_id]
        moved = Counter(self._census.get(unit.unit_id, {}))
        moved[unit.cell] += 1
        if unit.parent_id is not None:
            self._siblings(unit.parent_id).pop(unit.unit_id)
            self._count(unit.parent_id, {cell: -count for cell, count in moved.items()})
        unit.parents = (*unit.parents, (position, event.parent_id))
        self._moves.append((position, unit.unit_id))
        self._put_under(event.parent_id, unit, moved)

    def _put_under(self, parent_id: UUID, unit: Unit, subtree: Mapping[Cell, int]) -> None:
        self._siblings(parent_id)[unit.unit_id] = None
        self._count(parent_id, subtree)

    def _siblings(self, parent_id: UUID) -> dict[UUID, None]:
        parent = self.units[parent_id]
        if parent.own_children is None:
            parent.own_children = {}
        return parent.own_children

    def _count(self, scope_id: UUID, change: Mapping[Cell, int]) -> None:
        above: UUID | None = scope_id
        while above is not None:
            census = self._census.get(above)
            if census is None:
                census = self._census[above] = Counter()
            for cell, count in change.items():
                census[cell] = census.get(cell, 0) + count
            above = self.units[above].parent_id

    # ---- questions

    @property
    def zone(self) -> ZoneInfo:
        """The zone that the deployment's days are of; raises Refused before the foundation."""
        if self._zone is None:
            raise Refused(OrganisationNotFounded("No organisation was founded in this log yet."))
        return self._zone

    def unit(self, unit_id: UUID, *input_field: str | int) -> Unit:
        """The unit; raises Refused with UnitNotFound at the input field."""
        if unit := self.units.get(unit_id):
            return unit
        raise Refused(UnitNotFound("There is no such unit.", *input_field))

    def by_code(self, code: str) -> UUID | None:
        """The live unit of this code."""
        return self._codes.get(code)

    def named(self, name: str) -> list[UUID]:
        """Units that bear this name or once bore it, however it is typed."""
        if self._named is None:  # built when first asked for: a start need not wait for it
            self._named = {}
            for unit in self.units.values():
                for _, _, borne in unit.names:
                    self._named.setdefault(matching_form(borne), []).append(unit.unit_id)
        return self._named.get(matching_form(name), [])

    def ancestors(self, unit_id: UUID, position: int | None = None) -> Iterator[UUID]:
        """Parent, its parent and so on to the root; of now, or in the tree of a position."""
        unit = self.units[unit_id]
        while True:
            parent = unit.parent_id if position is None else unit.parent_at(position)
            if parent is None:
                return
            yield parent
            unit = self.units[parent]

    def ancestors_since(self, unit_id: UUID, position: int) -> set[UUID]:
        """Every unit under which it has stood at the position or later."""
        found: set[UUID] = set()
        waiting = [unit_id]
        while waiting:
            parents = self.units[waiting.pop()].parents
            for index, (_, parent) in enumerate(parents):
                ended = index + 1 < len(parents) and parents[index + 1][0] <= position
                if not ended and parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def is_under(self, unit_id: UUID, scope_id: UUID, position: int | None = None) -> bool:
        """Whether the unit stands below the scope, itself excluded."""
        return any(ancestor == scope_id for ancestor in self.ancestors(unit_id, position))

    def is_within(self, unit_id: UUID, scope_id: UUID, position: int | None = None) -> bool:
        """Whether the unit is the scope or stands below it."""
        return unit_id == scope_id or self.is_under(unit_id, scope_id, position)

    def census(self, scope_id: UUID) -> Counter[Cell]:
        """How many units of each level and kind stand under the scope now."""
        return self._census.get(scope_id, Counter())

    def subtree(self, scope_id: UUID) -> Iterator[Unit]:
        """The unit and all under it, parents first."""
        waiting = [scope_id]
        while waiting:
            unit = self.units[waiting.pop()]
            yield unit
            waiting.extend(reversed(tuple(unit.children)))

    def subtree_since(self, scope_id: UUID, position: int) -> Iterator[Unit]:
        """At least every unit that has stood within the scope at the position or later."""
        yield from self.subtree(scope_id)
        for since, moved_id in self._moves:
            if since > position:
                yield from self.subtree(moved_id)
