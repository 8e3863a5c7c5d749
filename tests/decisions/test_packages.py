"""A reorganisation as one package: its steps together are what they would be one by one."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any
from uuid import UUID

import orjson
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from cascade.events import Event
from cascade.log.mapper import EventMapper
from cascade.organisation.commands import (
    PackageDissolution,
    PackageMerger,
    PackageMove,
    PackageNewUnit,
    PackagePlacement,
    PackageRenaming,
    PackageSplit,
    PackageStep,
    PackageTarget,
    PackageTransfer,
    PackageUnit,
    PartTransfer,
    Reorganise,
    SetSuperior,
)
from cascade.organisation.decisions.packages import Package
from cascade.organisation.draft import Draft
from cascade.organisation.events import TreeReorganised
from cascade.organisation.packages import parts
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from tests.decisions.organisation import ESTABLISHED, FOUNDED, nation, unit_id
from tests.decisions.story import NOW, given, told
from tests.decisions.test_any_reorganisation import (
    DAY,
    DIRECTIVE,
    LINE,
    Telling,
    commands,
    is_a_tree,
)
from tests.harness.packages import Wording, by_id, keyed

FEWEST, STEPS = 2, 8


def package(tree: Organisation, *steps: PackageStep, new: Callable[[], UUID] | None = None) -> Any:
    """What a package of steps comes to on a tree, which it leaves as it is."""
    ids = count()
    command = Reorganise(steps, DAY)
    made = Package(Draft(tree), command, new or (lambda: unit_id(f"n{next(ids)}")), NOW)
    for _ in made.decide():
        pass
    return made.event(tree)


def of(*codes: str) -> tuple[PackageUnit, ...]:
    """Units that stand."""
    return tuple(by_id(unit_id(code)) for code in codes)


def ward(key: str, parent: str, code: str = "N") -> PackageNewUnit:
    return PackageNewUnit(
        key=key,
        code=code,
        name="Phường mới",
        kind="committee",
        level="ward",
        parent=by_id(unit_id(parent)),
    )


def merging(*codes: str, into: PackageTarget) -> PackageStep:
    return PackageStep(merge=PackageMerger(units=of(*codes), into=into))


# ---- as one by one


class Worded(Wording):
    """New units have the keys of their order."""

    def __init__(self) -> None:
        self.keys: dict[UUID, str] = {}
        super().__init__(lambda id_: keyed(self.keys[id_]) if id_ in self.keys else by_id(id_))

    def note(self, events: Sequence[Event]) -> None:
        """Name what the last step brought."""
        for event in events:
            for unit in _new(event):
                self.keys[unit] = f"key{len(self.keys)}"


def _new(event: Any) -> list[UUID]:
    units = getattr(event, "units", ())
    new = getattr(event, "new", None)
    of_split = new if isinstance(new, tuple) else (new,) if new else ()
    return [record.unit_id for record in (*units, *of_split)]


def _seen(tree: Organisation) -> dict[UUID, object]:
    """Where every unit stands, and who stands and bears for it."""
    return {
        unit.unit_id: (
            unit.is_live(),
            unit.code,
            tree.parent(unit.unit_id),
            unit.addresses_under_id,
            tree.superior(unit.unit_id, LINE),
            tree.heir(unit.unit_id),
            tree.bearer(unit.unit_id, DIRECTIVE),
            sorted(tree.children(unit.unit_id)),
            +tree.census(unit.unit_id),
        )
        for unit in tree.units.values()
    }


@drawn(st.data())
@settings(max_examples=60, deadline=None)
def test_a_package_comes_to_what_its_steps_come_to_one_by_one(data: st.DataObject) -> None:
    telling = Telling(given(Organisation(), FOUNDED, ESTABLISHED))
    worded, steps = Worded(), []
    ids: list[UUID] = []
    for _ in range(data.draw(st.integers(FEWEST, STEPS))):
        command = data.draw(commands(telling.told.state), label="step")
        if isinstance(command, SetSuperior) and command.superior is None:
            continue
        events = telling.do(command)
        if events:
            ids += [unit for event in events for unit in _new(event)]
            steps.append(worded.step(command))
            worded.note(events)
    together = given(Organisation(), FOUNDED, ESTABLISHED)
    before = _seen(together.state)
    if steps:
        new = iter(ids)
        events = package(together.state, *steps, new=lambda: next(new))
        assert _seen(together.state) == before, "to decide changes nothing"
        together.and_given(*events)
    assert _seen(together.state) == _seen(telling.told.state)
    is_a_tree(together.state)
    assert _at(together.state, 2) == _at(given(Organisation(), FOUNDED, ESTABLISHED).state, 2)


def _at(tree: Organisation, position: int) -> dict[UUID, UUID | None]:
    live = (id_ for id_ in tree.units if tree.is_live(id_, position))
    return {id_: tree.parent(id_, position) for id_ in live}


def test_a_package_is_stored_and_read_again_as_it_was() -> None:
    tree = nation()
    (event,) = package(
        tree,
        PackageStep(establish=ward("new", "P2")),
        merging("W1", "W2", into=PackageTarget(new=ward("both", "P1", code="W1"))),
        PackageStep(rename=PackageRenaming(unit=of("P2")[0], name="Tỉnh Hai")),
        PackageStep(move=PackageMove(unit=of("W3")[0], parent=of("P1")[0])),
        PackageStep(move=PackageMove(unit=of("W3")[0], parent=of("P2")[0], line=LINE)),
        PackageStep(
            split=PackageSplit(
                unit=keyed("new"),
                parts=(PackageTarget(standing=of("W3")[0]), PackageTarget(standing=keyed("both"))),
                transfers=(PartTransfer(DIRECTIVE, 1),),
            )
        ),
        PackageStep(dissolve=PackageDissolution(unit=of("W3")[0], successors=(keyed("both"),))),
    )
    mapper = EventMapper()
    assert mapper.to_domain_event(mapper.to_stored_event(event)) == event
    assert len(list(parts(event))) == 7


def test_a_merger_of_a_package_that_names_no_day_is_read_as_one() -> None:
    (event,) = package(nation(), merging("W1", "W2", into=INTO_NEW))
    mapper = EventMapper()
    stored = mapper.to_stored_event(event)
    state = orjson.loads(stored.state)
    del state["steps"][0]["reports_once_from"]
    older = replace(stored, state=orjson.dumps(state))
    assert mapper.to_domain_event(older) == event


# ---- what contradicts itself


def refusals(tree: Organisation, *steps: PackageStep) -> list[str]:
    try:
        package(tree, *steps)
    except Refused as refused:
        return [told(reason) for reason in refused.reasons]
    return []


INTO_NEW = PackageTarget(new=ward("both", "P1"))


def test_a_step_that_contradicts_an_earlier_one_is_refused_at_its_place() -> None:
    tree = nation()
    move = PackageStep(move=PackageMove(unit=of("W1")[0], parent=of("P2")[0]))
    assert refusals(tree, merging("W1", "W2", into=INTO_NEW), move) == [
        "UNIT_HAS_ENDED at steps.1.move.unit"
    ]
    assert refusals(tree, move, merging("W1", "W2", into=INTO_NEW)) == []
    twice = PackageStep(establish=ward("other", "P2"))
    assert refusals(tree, merging("W1", "W2", into=INTO_NEW), twice) == [
        "CODE_TAKEN at steps.1.establish.code"
    ]


def test_what_a_package_merges_is_one_no_earlier_than_the_package() -> None:
    units, early = of("W1", "W2"), DAY - timedelta(days=1)
    merger = PackageMerger(units=units, into=INTO_NEW, reports_once_from=early)
    assert refusals(nation(), PackageStep(merge=merger)) == [
        "REPORTS_ONCE_BEFORE_MERGER at steps.0.merge.reports_once_from"
    ]


def test_a_key_is_of_an_earlier_step_and_of_one_unit() -> None:
    tree = nation()
    move = PackageStep(move=PackageMove(unit=keyed("new"), parent=of("P2")[0]))
    found = PackageStep(establish=ward("new", "P1"))
    assert refusals(tree, move, found) == ["UNKNOWN_KEY at steps.0.move.unit.key"]
    assert refusals(tree, found, move) == []
    again = PackageStep(establish=ward("new", "P1", code="N2"))
    assert refusals(tree, found, again) == ["REPEATED_KEY at steps.1.establish.key"]


def test_a_step_says_one_thing_and_names_each_unit_in_one_way() -> None:
    tree = nation()
    both = PackageUnit(unit=unit_id("W1"), key="W1")
    move = PackageMove(unit=both, parent=of("P2")[0])
    assert refusals(tree, PackageStep(move=move)) == ["UNCLEAR_STEP at steps.0.move.unit"]
    assert refusals(tree, PackageStep()) == ["UNCLEAR_STEP at steps.0"]
    found = PackageStep(establish=ward("new", "P1"))
    assert refusals(tree, replace(found, move=move)) == ["UNCLEAR_STEP at steps.0"]
    nobody = PackageTarget()
    assert refusals(tree, merging("W1", "W2", into=nobody)) == [
        "UNCLEAR_STEP at steps.0.merge.into"
    ]
    assert refusals(tree) == ["NOTHING_TO_REORGANISE at steps"]


def test_a_package_gives_a_unit_one_name() -> None:
    tree = nation()
    rename = PackageStep(rename=PackageRenaming(unit=of("W1")[0], name="Phường Một"))
    assert refusals(tree, rename, rename) == ["RENAMED_TWICE at steps.1.rename.unit"]
    new = PackageStep(rename=PackageRenaming(unit=keyed("new"), name="Phường Một"))
    assert refusals(tree, PackageStep(establish=ward("new", "P1")), new) == [
        "RENAMED_TWICE at steps.1.rename.unit"
    ]


def test_a_package_that_changes_nothing_is_no_event() -> None:
    move = PackageStep(move=PackageMove(unit=of("W1")[0], parent=of("P1")[0]))
    assert package(nation(), move) == []


def test_what_a_step_leaves_is_named_by_keys_too() -> None:
    (event,) = package(
        nation(),
        PackageStep(establish=ward("new", "P2")),
        PackageStep(
            dissolve=PackageDissolution(
                unit=of("W1")[0],
                successors=(*of("W2"), keyed("new")),
                transfers=(PackageTransfer(directive=DIRECTIVE, to=keyed("new")),),
                placements=(PackagePlacement(unit=of("B11")[0], to=keyed("new")),),
            )
        ),
    )
    assert isinstance(event, TreeReorganised)
    tree = given(Organisation(), FOUNDED, ESTABLISHED, event).state
    new = tree.by_code("N")
    assert new is not None
    assert tree.parent(unit_id("B11")) == new
    assert tree.bearer(unit_id("W1"), DIRECTIVE) == new
    assert tree.heir(unit_id("W1")) == unit_id("W2")
