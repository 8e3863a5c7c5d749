"""The organisation chart after any position, and whom selectors cover in it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from uuid import UUID

from cascade.directive.audience import Audience, Chosen, Selector
from cascade.identifiers import ORGANISATION
from cascade.organisation.events import (
    ImportCompleted,
    OrganisationFounded,
    SuperiorSet,
    UnitDissolved,
    UnitMoved,
    UnitRecord,
    UnitRenamed,
    UnitsEstablished,
    UnitsLabelled,
    UnitsMerged,
    UnitSplit,
    UnitsStaged,
    UnitsUnlabelled,
)
from cascade.organisation.packages import unpacked
from cascade.recorded import Recorded
from tests.oracle.history import History, remembered


@dataclass(frozen=True)
class Ending:
    """What became of a unit that is no more: who stands in for it, and who bears which directive's
    obligations instead.
    """

    heir_id: UUID
    transfers: dict[UUID, UUID]


@dataclass(eq=False)
class Tree:
    """Units by id, as they stood; superiors by unit and line; the ended units."""

    units: dict[UUID, UnitRecord] = field(default_factory=dict)
    superiors: dict[tuple[UUID, str], UUID] = field(default_factory=dict)
    endings: dict[UUID, Ending] = field(default_factory=dict)
    labels: dict[UUID, list[tuple[str, date, date]]] = field(default_factory=dict)
    """Of each unit the labels with their first and last days."""

    def above(self, unit_id: UUID) -> list[UUID]:
        """The units over a unit, its parent first."""
        found = []
        parent = self.units[unit_id].parent_id
        while parent is not None:
            found.append(parent)
            parent = self.units[parent].parent_id
        return found

    def above_on(self, line: str, unit_id: UUID) -> list[UUID]:
        """Its superior on a line, the superior's superior there, and so on."""
        found = []
        while (unit_id, line) in self.superiors:
            unit_id = self.superiors[unit_id, line]
            found.append(unit_id)
        return found

    def over(self, line: str | None, unit_id: UUID) -> list[UUID]:
        """Those above a unit on a line; null: on the primary one."""
        if line is not None:
            return self.above_on(line, unit_id)
        return self.above(unit_id) if unit_id in self.units else []

    def under(self, unit_id: UUID, scope_id: UUID) -> bool:
        """Whether a unit stands below another; no unit stands below itself."""
        return unit_id in self.units and scope_id in self.above(unit_id)

    def within(self, unit_id: UUID, scope_id: UUID) -> bool:
        return unit_id in self.units and (unit_id == scope_id or self.under(unit_id, scope_id))

    def covers(self, audience: Audience | None, unit_id: UUID) -> bool:
        """By its selectors as worded; whoever is not in the tree is not covered."""
        return (
            audience is not None
            and unit_id in self.units
            and any(self._selects(selector, unit_id) for selector in audience.selectors)
        )

    def _selects(self, selector: Selector, unit_id: UUID) -> bool:
        return self._chooses(selector, unit_id) and not any(
            self._chooses(each, unit_id) for each in selector.exceptions
        )

    def _chooses(self, selector: Chosen, unit_id: UUID) -> bool:
        if selector.under_id is None:
            return selector.unit_id == unit_id
        unit, line = self.units[unit_id], selector.line
        above = self.above(unit_id) if line is None else self.above_on(line, unit_id)
        return (
            selector.under_id in above
            and (not selector.levels or unit.level in selector.levels)
            and (not selector.kinds or unit.kind in selector.kinds)
            and (not selector.labels or self._bears_one(selector, unit_id))
        )

    def _bears_one(self, selector: Chosen, unit_id: UUID) -> bool:
        day = selector.labelled_on
        assert day is not None
        return any(
            label in selector.labels and first <= day <= last
            for label, first, last in self.labels.get(unit_id, ())
        )

    def heir(self, unit_id: UUID) -> UUID:
        """Who stands in for a unit: itself while it stands."""
        while unit_id in self.endings:
            unit_id = self.endings[unit_id].heir_id
        return unit_id

    def bearer(self, unit_id: UUID, directive_id: UUID) -> UUID:
        """Who bears what a unit owes by a directive: itself while it stands."""
        while unit_id in self.endings:
            ending = self.endings[unit_id]
            unit_id = ending.transfers.get(directive_id, ending.heir_id)
        return unit_id

    def heirs_path(self, unit_id: UUID) -> list[UUID]:
        """Who stands in for a unit, and the units above that one."""
        heir_id = self.heir(unit_id)
        return [heir_id, *self.above(heir_id)]


def tree_at(history: History, position: int) -> Tree:
    """The tree after every organisation event up to a position. The names are the first ones."""
    turns = [at for at in history.turns[ORGANISATION] if at <= position]
    return _tree_after(history, turns[-1] if turns else position)


def changes(history: History, position: int) -> Iterator[Recorded]:
    """What was recorded up to a position, the steps of packages one after the other."""
    for fact in history.until(position):
        yield from unpacked(fact)


@remembered
def level_of(history: History, unit_id: UUID) -> str:
    """A unit's level, which is never another one; it may have ended."""
    trees = (tree_at(history, position) for position in history.turns[ORGANISATION])
    return next(tree.units[unit_id].level for tree in trees if unit_id in tree.units)


@remembered
def _tree_after(history: History, position: int) -> Tree:
    tree = Tree()
    staged: dict[UUID, list[UnitRecord]] = {}
    for fact in changes(history, position):
        match fact.event:
            case OrganisationFounded(root=root):
                _establish(tree, [root])
            case UnitsEstablished(units=units):
                _establish(tree, units)
            case UnitsStaged(import_id=import_id, units=units):
                staged.setdefault(import_id, []).extend(units)
            case ImportCompleted(import_id=import_id):
                _establish(tree, staged[import_id])
            case UnitMoved(unit_id=unit_id, parent_id=parent_id):
                tree.units[unit_id] = replace(tree.units[unit_id], parent_id=parent_id)
            case SuperiorSet(unit_id=unit_id, line=line, superior_id=superior_id):
                _set_superior(tree, unit_id, line, superior_id)
            case UnitsMerged() | UnitSplit() | UnitDissolved() as event:
                _reorganise(tree, event)
            case UnitsLabelled() as event:
                for unit_id in event.unit_ids:
                    given = (event.label, event.from_day, event.to_day or date.max)
                    tree.labels.setdefault(unit_id, []).append(given)
            case UnitsUnlabelled() as event:
                for unit_id in event.unit_ids:
                    tree.labels[unit_id] = _unlabelled(tree.labels.get(unit_id, []), event)
    return tree


def _unlabelled(
    labels: list[tuple[str, date, date]], event: UnitsUnlabelled
) -> list[tuple[str, date, date]]:
    """Of the days of this label those before the one from which it is borne no longer."""
    the_day_before = event.from_day - timedelta(days=1)
    return [
        (label, first, last if label != event.label else min(last, the_day_before))
        for label, first, last in labels
        if label != event.label or first < event.from_day
    ]


def _establish(tree: Tree, units: Iterable[UnitRecord]) -> None:
    tree.units.update({unit.unit_id: unit for unit in units})


def _set_superior(tree: Tree, unit_id: UUID, line: str, superior_id: UUID | None) -> None:
    tree.superiors.pop((unit_id, line), None)
    if superior_id is not None and superior_id != unit_id:
        tree.superiors[unit_id, line] = superior_id


def _reorganise(tree: Tree, event: UnitsMerged | UnitSplit | UnitDissolved) -> None:
    """First the new units come, then all that hung on the ended ones is hung on others."""
    new: list[UnitRecord] = []
    transfers: dict[UUID, UUID] = {}
    places: dict[UUID, UUID] = {}
    match event:
        case UnitsMerged():
            ended = [unit_id for unit_id in event.unit_ids if unit_id != event.into_id]
            heir_id = event.into_id
            new = [event.new] if event.new else []
        case UnitSplit():
            ended, heir_id, new = [event.unit_id], event.seat_id, list(event.new)
        case UnitDissolved():
            ended, heir_id = [event.unit_id], event.heir_id
    if not isinstance(event, UnitsMerged):
        transfers = {transfer.directive_id: transfer.to_id for transfer in event.transfers}
        places = {placement.unit_id: placement.to_id for placement in event.placements}
    _establish(tree, new)
    _hang(tree, ended, heir_id, places)
    if heir_id in {unit.unit_id for unit in new}:
        _inherit_superiors(tree, ended, heir_id)
    for unit_id in ended:
        del tree.units[unit_id]
        tree.endings[unit_id] = Ending(heir_id, transfers)
        for line in [line for below, line in tree.superiors if below == unit_id]:
            del tree.superiors[unit_id, line]


def _hang(tree: Tree, ended: list[UUID], heir_id: UUID, places: dict[UUID, UUID]) -> None:
    """Children, those who addressed under an ended unit, and those under it on a line."""
    for unit_id, unit in tree.units.items():
        if unit_id not in ended:
            place_id = places.get(unit_id, heir_id)
            if unit.parent_id in ended:
                unit = replace(unit, parent_id=place_id)
            if unit.addresses_under_id in ended:
                unit = replace(unit, addresses_under_id=place_id)
            tree.units[unit_id] = unit
    for (unit_id, line), superior_id in list(tree.superiors.items()):
        if superior_id in ended and unit_id not in ended:
            _set_superior(tree, unit_id, line, places.get(unit_id, heir_id))


def _inherit_superiors(tree: Tree, ended: list[UUID], heir_id: UUID) -> None:
    for unit_id in ended:
        for (below_id, line), superior_id in list(tree.superiors.items()):
            is_free = (heir_id, line) not in tree.superiors
            if below_id == unit_id and superior_id not in ended and is_free:
                _set_superior(tree, heir_id, line, superior_id)


@remembered
def ended(history: History, position: int) -> dict[UUID, int]:
    """The units that ended up to a position, by the positions at which they did."""
    found: dict[UUID, int] = {}
    for fact in changes(history, position):
        match fact.event:
            case UnitsMerged(unit_ids=unit_ids, into_id=into_id):
                found |= {u: fact.position for u in unit_ids if u != into_id}
            case UnitSplit(unit_id=unit_id) | UnitDissolved(unit_id=unit_id):
                found[unit_id] = fact.position
    return found


@remembered
def founded_later(history: History, position: int) -> dict[UUID, int]:
    """The units founded up to a position, by the positions of their founding: not those that took
    the place of others.
    """
    found: dict[UUID, int] = {}
    staged: dict[UUID, list[UnitRecord]] = {}
    for fact in changes(history, position):
        units: Iterable[UnitRecord] = ()
        match fact.event:
            case UnitsEstablished(units=units):
                pass
            case UnitsStaged(import_id=import_id):
                staged.setdefault(import_id, []).extend(fact.event.units)
            case ImportCompleted(import_id=import_id):
                units = staged[import_id]
            case UnitSplit(new=new, seat_id=seat_id):
                units = [unit for unit in new if unit.unit_id != seat_id]
        found |= {unit.unit_id: fact.position for unit in units}
    return found


def name_on(history: History, position: int, unit_id: UUID, day: date) -> str:
    """The name that a unit bore on a day, as far as was known at a position: of the names that it
    bore by then the one with the latest first day, recorded last; before all of them, the first.
    """
    names: list[tuple[date, int, str]] = []
    staged: dict[UUID, list[UnitRecord]] = {}
    for fact in changes(history, position):
        units: Iterable[UnitRecord] = ()
        match fact.event:
            case OrganisationFounded(root=root):
                units = [root]
            case UnitsEstablished(units=units) | UnitSplit(new=units):
                pass
            case UnitsStaged(import_id=import_id):
                staged.setdefault(import_id, []).extend(fact.event.units)
            case ImportCompleted(import_id=import_id):
                units = staged[import_id]
            case UnitsMerged(new=UnitRecord() as new):
                units = [new]
            case UnitRenamed(unit_id=renamed_id) as event if renamed_id == unit_id:
                names.append((event.effective_on, fact.position, event.name))
        first_day = getattr(fact.event, "valid_from", None) or date.min
        names += [(first_day, fact.position, u.name) for u in units if u.unit_id == unit_id]
    borne = [name for name in sorted(names) if name[0] <= day] or sorted(names)[:1]
    return borne[-1][2]
