"""The organisation chart after any position, and whom selectors cover in it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from cascade.directive.audience import Selector
from cascade.organisation.events import (
    OrganisationFounded,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
)
from tests.oracle.history import History, remembered


@dataclass(frozen=True, eq=False)
class Tree:
    """Units by id, as they stood."""

    units: dict[UUID, UnitRecord]

    def above(self, unit_id: UUID) -> list[UUID]:
        """The units over a unit, its parent first."""
        found = []
        parent = self.units[unit_id].parent_id
        while parent is not None:
            found.append(parent)
            parent = self.units[parent].parent_id
        return found

    def under(self, unit_id: UUID, scope_id: UUID) -> bool:
        """Whether a unit stands below another; no unit stands below itself."""
        return scope_id in self.above(unit_id)

    def within(self, unit_id: UUID, scope_id: UUID) -> bool:
        return unit_id == scope_id or self.under(unit_id, scope_id)

    def covers(self, selectors: Iterable[Selector], unit_id: UUID) -> bool:
        return any(self._selects(selector, self.units[unit_id]) for selector in selectors)

    def _selects(self, selector: Selector, unit: UnitRecord) -> bool:
        if selector.under_id is None:
            return selector.unit_id == unit.unit_id
        return (
            self.under(unit.unit_id, selector.under_id)
            and (not selector.levels or unit.level in selector.levels)
            and (not selector.kinds or unit.kind in selector.kinds)
        )


@remembered
def tree_at(history: History, position: int) -> Tree:
    """The tree after every organisation event up to a position. The names are the first ones."""
    units: dict[UUID, UnitRecord] = {}
    for fact in history.until(position):
        match fact.event:
            case OrganisationFounded(root=root):
                units[root.unit_id] = root
            case UnitsEstablished(units=established):
                units |= {unit.unit_id: unit for unit in established}
            case UnitMoved(unit_id=unit_id, parent_id=parent_id):
                units[unit_id] = replace(units[unit_id], parent_id=parent_id)
    return Tree(units)


def name_on(history: History, position: int, unit_id: UUID, day: date) -> str:
    """The name that a unit bore on a day, as far as was known at a position."""
    first = tree_at(history, position).units[unit_id].name
    renamings = [e for _, e in history.of(UnitRenamed, position) if e.unit_id == unit_id]
    borne = [
        event.name
        for event in sorted(renamings, key=lambda event: event.effective_on)
        if event.effective_on <= day
    ]
    return borne[-1] if borne else first
