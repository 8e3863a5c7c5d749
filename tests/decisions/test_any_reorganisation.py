"""Whatever is done to a tree, it stays one, and every tree of before stays what it was."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from uuid import UUID

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from cascade.events import Event
from cascade.organisation.commands import (
    DissolveUnit,
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    PartPlacement,
    PartTransfer,
    SetSuperior,
    SplitUnit,
)
from cascade.organisation.decisions.reorganisations import (
    decide_dissolve,
    decide_merge,
    decide_split,
)
from cascade.organisation.decisions.units import decide_establish, decide_move, decide_set_superior
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit_id
from tests.decisions.story import NOW, Given, given

DAY = date(2026, 1, 5)
LINE = "party"
DIRECTIVE = unit_id("a directive")
FEWEST, STEPS = 4, 10


@dataclass
class Telling:
    """A tree, and what it looked like at each position."""

    told: Given[Organisation]
    seen: dict[int, dict[UUID, tuple[UUID | None, UUID | None]]] = field(default_factory=dict)
    ids: "count[int]" = field(default_factory=count)

    def new_id(self) -> UUID:
        return unit_id(f"new {next(self.ids)}")

    def do(self, command: object) -> Sequence[Event]:
        """Carry it out, or let it be refused; then look."""
        try:
            events = decide(self.told.state, command, self.new_id)
        except Refused:
            return ()
        self.told.and_given(*events)
        self.look()
        return events

    def look(self) -> None:
        tree = self.told.state
        self.seen[self.told.position] = {
            unit.unit_id: (tree.parent(unit.unit_id), tree.superior(unit.unit_id, LINE))
            for unit in tree.units.values()
            if unit.is_live()
        }


@drawn(st.data())
@settings(max_examples=40, deadline=None)
def test_a_tree_stays_a_tree(data: st.DataObject) -> None:
    telling = Telling(given(Organisation(), FOUNDED, ESTABLISHED))
    telling.look()
    for _ in range(data.draw(st.integers(FEWEST, STEPS))):
        telling.do(data.draw(commands(telling.told.state), label="step"))
        is_a_tree(telling.told.state)
    _remembers(telling)


def is_a_tree(tree: Organisation) -> None:
    live = {unit.unit_id: unit for unit in tree.units.values() if unit.is_live()}
    for unit in live.values():
        above = list(tree.ancestors(unit.unit_id))
        assert len(above) == len(set(above))
        assert unit.unit_id == tree.root_id or above[-1] == tree.root_id
        assert set(tree.children(unit.unit_id)) == {
            u.unit_id for u in live.values() if tree.parent(u.unit_id) == unit.unit_id
        }
        below = (live[other].cell for other in live if tree.is_under(other, unit.unit_id))
        assert +tree.census(unit.unit_id) == Counter(below)
        assert tree.by_code(unit.code) == unit.unit_id
        assert unit.addresses_under_id in live
        on_line = list(tree.superiors(unit.unit_id, LINE))
        assert set(on_line) <= live.keys() - {unit.unit_id}
        stand = {
            u.unit_id for u in live.values() if tree.is_under_on(u.unit_id, unit.unit_id, LINE)
        }
        assert {u.unit_id for u in tree.subordinates(unit.unit_id, LINE)} == stand
        for child_id in tree.children(unit.unit_id):
            ranks = tree.levels
            assert ranks[unit.level].rank <= ranks[live[child_id].level].rank
    for unit in tree.units.values():
        assert tree.heir(unit.unit_id) in live
        assert tree.bearer(unit.unit_id, DIRECTIVE) in live


def _remembers(telling: Telling) -> None:
    tree = telling.told.state
    for position, seen in telling.seen.items():
        assert {id_ for id_ in tree.units if tree.is_live(id_, position)} == seen.keys()
        for id_, (parent_id, superior_id) in seen.items():
            assert tree.parent(id_, position) == parent_id
            assert tree.superior(id_, LINE, position) == superior_id
            borne = tree.borne_by(id_, DIRECTIVE, position)
            bearing = (other for other in tree.units if other != id_)
            assert set(borne) == {
                other
                for other in bearing
                if tree.units[other].established_at <= position
                and tree.bearer(other, DIRECTIVE, position) == id_
            }
        later = [at for at in telling.seen if at >= position]
        for scope_id in seen:
            under = {id_ for at in later for id_ in tree.units if tree.is_under(id_, scope_id, at)}
            stood = {unit.unit_id for unit in tree.subtree_since(scope_id, position)}
            assert under <= stood
        for id_ in seen:
            above = {each for at in later for each in tree.ancestors(id_, at)}
            assert above <= tree.ancestors_since(id_, position)


def commands(tree: Organisation) -> st.SearchStrategy[object]:
    """Changes of a tree, likely ones and others."""
    units = st.sampled_from(sorted(tree.units))
    several = st.lists(units, min_size=1, max_size=4)
    new = st.builds(
        NewUnit,
        code=st.sampled_from(["W1", "W2", "N1", "N2", "N3"]),
        name=st.just("Đơn vị mới"),
        kind=st.sampled_from(["committee", "cell"]),
        level=st.sampled_from(["province", "ward", "branch"]),
        parent=units,
    )
    targets = st.one_of(st.builds(MergeTarget, new=new), st.builds(MergeTarget, standing=units))
    return st.one_of(
        st.builds(MoveUnit, unit=units, parent=units),
        st.builds(
            SetSuperior, unit=units, line=st.just(LINE), superior=st.one_of(st.none(), units)
        ),
        st.builds(EstablishUnits, units=st.tuples(new)),
        st.builds(MergeUnits, units=several.map(tuple), into=targets, valid_from=st.just(DAY)),
        _splits(tree, units, targets),
        st.builds(
            DissolveUnit,
            unit=units,
            valid_from=st.just(DAY),
            successors=st.lists(units, max_size=2).map(tuple),
        ),
    )


def _splits(
    tree: Organisation,
    units: st.SearchStrategy[UUID],
    targets: st.SearchStrategy[MergeTarget],
) -> st.SearchStrategy[SplitUnit]:
    def of(unit: UUID) -> st.SearchStrategy[SplitUnit]:
        children = list(tree.children(unit))
        placed = st.builds(PartPlacement, unit=st.sampled_from(children), part=st.integers(0, 1))
        return st.builds(
            SplitUnit,
            unit=st.just(unit),
            parts=st.tuples(targets, targets),
            valid_from=st.just(DAY),
            seat=st.integers(0, 1),
            transfers=st.lists(
                st.builds(PartTransfer, directive=st.just(DIRECTIVE), part=st.integers(0, 1)),
                max_size=1,
            ).map(tuple),
            placements=st.lists(placed, max_size=2).map(tuple) if children else st.just(()),
        )

    return units.flatmap(of)


def decide(tree: Organisation, command: object, new_id: Callable[[], UUID]) -> Sequence[Event]:
    match command:
        case MoveUnit():
            return decide_move(tree, command, NOW)
        case SetSuperior():
            return decide_set_superior(tree, command, NOW)
        case EstablishUnits():
            return decide_establish(tree, command, new_id, NOW)
        case MergeUnits():
            return decide_merge(tree, command, new_id, NOW)
        case SplitUnit():
            return decide_split(tree, command, new_id, NOW)
        case DissolveUnit():
            return decide_dissolve(tree, command, NOW)
    raise AssertionError(command)
