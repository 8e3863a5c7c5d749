"""Units that stand under each other on the primary line: the tree itself, or units of an import
that nobody sees yet.

Each unit remembers under whom it was put by position, so a directive's audience can be judged
against the tree of its own position at any later time. Where the one that it was put under ends, it
stands under that one's heir: that is derived, so that a unit can end in one step, however many
stand under it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Final, TypeVar
from uuid import UUID

from cascade.organisation.events import UnitRecord
from cascade.organisation.refusals import UnitHasEnded, UnitNotFound
from cascade.organisation.unit import Cell, Ending, Establishment, Unit
from cascade.refusals import Refused
from cascade.text_rules import matching_form

K = TypeVar("K")
V = TypeVar("V")

NOBODY: Final[Mapping[UUID, None]] = {}
NO_CENSUS: Final[Counter[Cell]] = Counter()


class Forest:
    """Units by id, live ones and those that ended, and who stands under whom."""

    def __init__(self) -> None:
        self.units: dict[UUID, Unit] = {}
        self.waiting: dict[UUID, list[Unit]] = {}
        """By the unit they are to stand under, those whose parent is not of this forest."""
        self._codes: dict[str, UUID] = {}
        self._named: dict[str, list[UUID]] | None = None
        self._census: dict[UUID, Counter[Cell]] = {}
        self._addressing: dict[UUID, dict[UUID, None]] = {}

    # ---- growth

    def establish(self, record: UnitRecord, establishment: Establishment) -> int:
        """Take in a unit; its parent, where it is of this forest, came before it.

        Returns how many units stand above it in this forest.
        """
        unit = Unit(
            unit_id=record.unit_id,
            code=record.code,
            level=record.level,
            kind=record.kind,
            symbol=record.symbol,
            addresses_under_id=record.addresses_under_id,
            establishment=establishment,
            first_parent_id=record.parent_id,
            first_name=record.name,
        )
        self.units[unit.unit_id] = unit
        self._codes[unit.code] = unit.unit_id
        self._note_name(record.name, unit.unit_id)
        if unit.addresses_under_id != unit.unit_id:
            self._addressing.setdefault(unit.addresses_under_id, {})[unit.unit_id] = None
        if unit.first_parent_id in self.units:
            return self._put_under(unit.first_parent_id, unit, {unit.cell: 1})
        if unit.first_parent_id is not None:
            self.waiting.setdefault(unit.first_parent_id, []).append(unit)
        return 0

    def join(self, newcomers: "Forest") -> None:
        """Take in all units of another forest at once; it must not be used any more.

        The smaller goes into the larger: nobody waits while a whole nation is gone through.
        """
        self.units = _united(self.units, newcomers.units)
        self._codes = _united(self._codes, newcomers._codes)
        self._census.update(newcomers._census)
        for body_id, unit_ids in newcomers._addressing.items():
            self._addressing.setdefault(body_id, {}).update(unit_ids)
        if self._named is not None:
            self._named, others = _by_size(self._named, newcomers._name_index())
            for form, ids in others.items():
                self._named.setdefault(form, []).extend(ids)
        for parent_id, units in newcomers.waiting.items():
            grown: Counter[Cell] = Counter()
            for unit in units:
                grown.update(newcomers.subtree_census(unit))
                self._siblings(parent_id)[unit.unit_id] = None
            self._count(parent_id, grown)

    def _move(self, unit: Unit, parent_id: UUID, position: int) -> None:
        """A unit comes under another parent, and all under it with it."""
        subtree = self.subtree_census(unit)
        self._leave_parent(unit, subtree, position)
        past = unit.past
        # Where it stood between two changes at one position, nobody saw it.
        known = past.moves[:-1] if past.moves and past.moves[-1][0] == position else past.moves
        past.moves = (*known, (position, parent_id))
        self._put_under(parent_id, unit, subtree)

    def _leave_parent(self, unit: Unit, subtree: Mapping[Cell, int], position: int) -> None:
        """Leave those under the parent; each under whom it stood there notes when that ended."""
        above = self.units[unit.own_parents[-1][1]]
        self._siblings(above.unit_id).pop(unit.unit_id)
        while ending := above.ending:
            above.past.left.append((ending.position, unit.unit_id))
            above = self.units[ending.heir_id]
        above.past.left.append((position, unit.unit_id))
        self._count(above.unit_id, {cell: -count for cell, count in subtree.items()})

    def _end(self, unit: Unit, ending: Ending) -> None:
        """A unit leaves the tree, and those under it stand under its heir from now on."""
        self._leave_parent(unit, self.subtree_census(unit), ending.position)
        unit.past.ending = ending
        self._count(ending.heir_id, self._census.pop(unit.unit_id, NO_CENSUS))

    def _address_under(self, unit: Unit, body_id: UUID) -> None:
        self._addressing.get(unit.addresses_under_id, {}).pop(unit.unit_id, None)
        unit.addresses_under_id = body_id
        if body_id != unit.unit_id:
            self._addressing.setdefault(body_id, {})[unit.unit_id] = None

    def _put_under(self, parent_id: UUID, unit: Unit, subtree: Mapping[Cell, int]) -> int:
        self._siblings(parent_id)[unit.unit_id] = None
        return self._count(parent_id, subtree)

    def _siblings(self, parent_id: UUID) -> dict[UUID, None]:
        parent = self.units[parent_id]
        if parent.own_children is None:
            parent.own_children = {}
        return parent.own_children

    def _count(self, scope_id: UUID, change: Mapping[Cell, int]) -> int:
        """Note a change of the census of all from the scope up; how many those are."""
        steps = 0
        above = self.units.get(scope_id)
        while above is not None:
            steps += 1
            census = self._census.get(above.unit_id)
            if census is None:
                census = self._census[above.unit_id] = Counter()
            for cell, count in change.items():
                census[cell] = census.get(cell, 0) + count
            above = self._above(above)
        return steps

    def _above(self, unit: Unit, position: int | None = None) -> Unit | None:
        """Whom it was put under or, where that one has ended by then, who took its place."""
        parent_id = unit.own_parent_id(position)
        above = self.units.get(parent_id) if parent_id else None
        while above is not None and (ending := above.ending_by(position)):
            above = self.units[ending.heir_id]
        return above

    def _last_under(self, unit: Unit) -> Mapping[UUID, None]:
        """Who stands directly under it, or did when it ended: those who were put there, and those
        whom it took over as an heir.
        """
        if unit.own_past is None or not unit.own_past.predecessor_ids:
            return unit.own_children or NOBODY
        found: dict[UUID, None] = {}
        waiting = [unit]
        while waiting:
            heir = waiting.pop()
            found.update(heir.own_children or NOBODY)
            before = map(self.units.__getitem__, reversed(heir.past.predecessor_ids))
            waiting += [each for each in before if each.ended_into(heir.unit_id)]
        return found

    def _note_name(self, name: str, unit_id: UUID) -> None:
        if self._named is not None:
            self._named.setdefault(matching_form(name), []).append(unit_id)

    # ---- questions

    def unit(self, unit_id: UUID, *input_field: str | int) -> Unit:
        """The live unit; raises Refused with UnitNotFound or UnitHasEnded at the input field."""
        unit = self.known(unit_id, *input_field)
        if unit.is_live():
            return unit
        raise Refused(UnitHasEnded(f"{unit.name} is no more.", *input_field))

    def known(self, unit_id: UUID, *input_field: str | int) -> Unit:
        """The unit, live or ended; raises Refused with UnitNotFound at the input field."""
        if unit := self.units.get(unit_id):
            return unit
        raise Refused(UnitNotFound("There is no such unit.", *input_field))

    def is_live(self, unit_id: UUID, position: int | None = None) -> bool:
        """Whether the unit is in the tree of now or of a position."""
        unit = self.units.get(unit_id)
        return unit is not None and unit.is_live(position)

    def by_code(self, code: str) -> UUID | None:
        """The live unit of this code."""
        return self._codes.get(code)

    def codes_in_common(self, other: "Forest") -> set[str]:
        """Codes that a live unit of either forest bears."""
        return self._codes.keys() & other._codes.keys()

    def named(self, name: str) -> list[UUID]:
        """Units, live or ended, that bear this name, once bore it or have it as an alias,
        however it is typed.
        """
        return self._name_index().get(matching_form(name), [])

    def _name_index(self) -> dict[str, list[UUID]]:
        if self._named is None:  # built when first asked for: a start need not wait for it
            self._named = {}
            for unit in self.units.values():
                for name in (*(borne for _, _, borne in unit.names), *unit.aliases):
                    self._note_name(name, unit.unit_id)
        return self._named

    def addressing_under(self, body_id: UUID) -> list[UUID]:
        """Other live units that address theirs under this one: a body's departments."""
        return list(self._addressing.get(body_id, NOBODY))

    def bodies_elsewhere(self) -> list[UUID]:
        """Units of another forest under which some of this one address others."""
        return [body_id for body_id in self._addressing if body_id not in self.units]

    def parent(self, unit_id: UUID, position: int | None = None) -> UUID | None:
        """Under whom the unit stands now, or stood in the tree of a position.

        Null for the root, and where the unit is not in that tree.
        """
        return next(self.ancestors(unit_id, position), None)

    def children(self, unit_id: UUID) -> Mapping[UUID, None]:
        """Who stands directly under the unit now."""
        unit = self.units[unit_id]
        return self._last_under(unit) if unit.is_live() else NOBODY

    def ancestors(self, unit_id: UUID, position: int | None = None) -> Iterator[UUID]:
        """Parent, its parent and so on to the root; of now, or in the tree of a position.

        Nobody where the unit is not in that tree.
        """
        above = self._above(self.units[unit_id], position)
        while above is not None:
            yield above.unit_id
            above = self._above(above, position)

    def ancestors_since(self, unit_id: UUID, position: int) -> set[UUID]:
        """Every unit under which it has stood at the position or later."""
        found: set[UUID] = set()
        waiting = [unit_id]
        while waiting:
            for parent_id, end in self._stays(self.units[waiting.pop()]):
                if (end is None or end > position) and parent_id not in found:
                    found.add(parent_id)
                    waiting.append(parent_id)
        return found

    def _stays(self, unit: Unit) -> Iterator[tuple[UUID, int | None]]:
        """Under whom it has stood, and until which position; null: it does still."""
        parents = unit.own_parents
        until = [since for since, _ in parents[1:]] + [unit.ended_at]
        for (_, parent_id), end in zip(parents, until, strict=False):
            above = self.units[parent_id]
            while (ending := above.ending) and (end is None or ending.position < end):
                yield above.unit_id, ending.position
                above = self.units[ending.heir_id]
            yield above.unit_id, end

    def is_under(self, unit_id: UUID, scope_id: UUID, position: int | None = None) -> bool:
        """Whether the unit stands below the scope, itself excluded."""
        return any(ancestor == scope_id for ancestor in self.ancestors(unit_id, position))

    def is_within(self, unit_id: UUID, scope_id: UUID, position: int | None = None) -> bool:
        """Whether the unit is the scope or stands below it."""
        return unit_id == scope_id or self.is_under(unit_id, scope_id, position)

    def census(self, scope_id: UUID) -> Counter[Cell]:
        """How many units of each level and kind stand under the scope now."""
        return self._census.get(scope_id, Counter())

    def subtree_census(self, unit: Unit) -> Counter[Cell]:
        """The same with the unit itself."""
        counted = Counter(self.census(unit.unit_id))
        counted[unit.cell] += 1
        return counted

    def subtree(self, scope_id: UUID) -> Iterator[Unit]:
        """The unit and all under it, parents first."""
        waiting = [scope_id]
        while waiting:
            unit = self.units[waiting.pop()]
            yield unit
            waiting.extend(reversed(tuple(self.children(unit.unit_id))))

    def subtree_since(self, scope_id: UUID, position: int) -> Iterator[Unit]:
        """At least every unit that has stood within the scope at the position or later, once."""
        seen = {scope_id}
        waiting = [scope_id]
        while waiting:
            unit = self.units[waiting.pop()]
            yield unit
            left = unit.own_past.left if unit.own_past else ()
            former = [child for since, child in left if since > position]
            last = NOBODY if unit.ending_by(position) else self._last_under(unit)
            for child in (*last, *former):
                if child not in seen:
                    seen.add(child)
                    waiting.append(child)


def _by_size(one: dict[K, V], other: dict[K, V]) -> tuple[dict[K, V], dict[K, V]]:
    """The larger first."""
    return (other, one) if len(one) < len(other) else (one, other)


def _united(one: dict[K, V], other: dict[K, V]) -> dict[K, V]:
    """One of them, with both; they have no key in common."""
    larger, smaller = _by_size(one, other)
    larger.update(smaller)
    return larger
