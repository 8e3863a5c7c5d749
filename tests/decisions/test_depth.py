"""No unit comes to stand deeper than the tree may be, by whatever way it comes there."""

import contextlib
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

from hypothesis import given as drawn
from hypothesis import strategies as st

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import (
    CompleteImport,
    DissolveUnit,
    EstablishUnits,
    MergeTarget,
    MergeUnits,
    MoveUnit,
    NewUnit,
    PartPlacement,
    SplitUnit,
    StageUnits,
)
from cascade.organisation.decisions.imports import decide_complete, decide_stage
from cascade.organisation.decisions.reorganisations import (
    decide_dissolve,
    decide_merge,
    decide_split,
)
from cascade.organisation.decisions.units import decide_establish, decide_move
from cascade.organisation.events import UnitMoved, UnitRecord, UnitsEstablished
from cascade.organisation.rules.depth import TREE_DEPTH
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from tests.decisions.organisation import FOUNDED, unit, unit_id
from tests.decisions.story import NOW, Given, given

DEEPEST = TREE_DEPTH - 1
"""Of a chain under the root."""
DAY = date(2026, 1, 5)
TOO_DEEP = "TREE_TOO_DEEP"


def chain(length: int, name: str = "K", under: str = "C") -> tuple[UnitRecord, ...]:
    """Units under each other, K1 the topmost."""
    codes = [under, *(f"{name}{n}" for n in range(1, length + 1))]
    return tuple(unit(code, "branch", parent) for parent, code in pairwise(codes))


def tree(*chains: tuple[UnitRecord, ...]) -> Given[Organisation]:
    """The root and chains of units."""
    return given(
        Organisation(),
        FOUNDED,
        *(
            UnitsEstablished(
                **next_place(ORGANISATION, version - 1, NOW),
                units=records,
                valid_from=None,
            )
            for version, records in enumerate(chains, 2)
        ),
    )


def new(code: str, under: str | UUID) -> NewUnit:
    parent = {"parent": under} if isinstance(under, UUID) else {"parent_code": under}
    return NewUnit(code=code, name=f"Chi bộ {code}", kind="committee", level="branch", **parent)


def refusals(decide: Callable[[], Sequence[Event]]) -> list[str]:
    try:
        decide()
    except Refused as refused:
        return [f"{reason.code} at {'.'.join(reason.field)}" for reason in refused.reasons]
    return []


def established(on: Given[Organisation], *units: NewUnit) -> list[str]:
    return refusals(lambda: decide_establish(on.state, EstablishUnits(units, None), uuid4, NOW))


def moved(on: Given[Organisation], code: str, under: str) -> list[str]:
    command = MoveUnit(unit=unit_id(code), parent=unit_id(under))
    return refusals(lambda: decide_move(on.state, command, NOW))


def test_a_chain_ends() -> None:
    on = tree()
    units = [new("X1", unit_id("C")), *(new(f"X{n}", f"X{n - 1}") for n in range(2, 1_001))]
    assert established(on, *units[:DEEPEST]) == []
    refused = established(on, *units)
    assert refused[0] == f"{TOO_DEEP} at units.{DEEPEST}.parent_code"
    assert len(refused) == len(units) - DEEPEST


def test_under_what_stands_it_ends_too() -> None:
    on = tree(chain(DEEPEST))
    assert established(on, new("X", unit_id(f"K{DEEPEST - 1}"))) == []
    assert established(on, new("X", unit_id(f"K{DEEPEST}"))) == [f"{TOO_DEEP} at units.0.parent"]


def test_a_move_takes_its_own_along() -> None:
    on = tree(chain(30), chain(20, "L"))
    assert moved(on, "L1", f"K{DEEPEST - 20}") == []
    assert moved(on, "L1", f"K{DEEPEST - 19}") == [f"{TOO_DEEP} at parent"]
    assert moved(on, "L2", f"K{DEEPEST - 19}") == []


def test_whoever_takes_a_place_takes_the_units_below() -> None:
    on = tree(chain(31), chain(20, "L"))
    for seat, refused in ((DEEPEST - 19, False), (DEEPEST - 18, True)):
        into = unit_id(f"K{seat}")
        merge = MergeUnits((unit_id("L1"),), MergeTarget(standing=into), DAY)
        parts = (MergeTarget(new=new("X", unit_id("C"))), MergeTarget(standing=into))
        placed = (PartPlacement(unit_id("L2"), 1),)
        split = SplitUnit(
            unit=unit_id("L1"), parts=parts, valid_from=DAY, seat=0, transfers=(), placements=placed
        )
        dissolved = DissolveUnit(unit=unit_id("L1"), valid_from=DAY, successors=(into,))
        for decide, at in (
            (partial(decide_merge, on.state, merge, uuid4, NOW), "into"),
            (partial(decide_split, on.state, split, uuid4, NOW), "parts"),
            (partial(decide_dissolve, on.state, dissolved, NOW), "successors"),
        ):
            assert refusals(decide) == ([f"{TOO_DEEP} at {at}"] if refused else [])


def test_a_new_unit_that_takes_a_place_counts() -> None:
    on = tree(chain(DEEPEST), chain(3, "L"))
    for under, refused in ((f"K{DEEPEST - 3}", False), (f"K{DEEPEST - 2}", True)):
        into = MergeTarget(new=new("X", unit_id(under)))
        merge = MergeUnits((unit_id("L1"), unit_id("L2")), into, DAY)
        assert refusals(partial(decide_merge, on.state, merge, uuid4, NOW)) == []
        split = SplitUnit(
            unit=unit_id("L1"), parts=(into, MergeTarget(standing=unit_id("C"))), valid_from=DAY
        )
        wrong = refusals(partial(decide_split, on.state, split, uuid4, NOW))
        assert wrong == ([f"{TOO_DEEP} at parts"] if refused else [])


def staged(on: Given[Organisation], *units: NewUnit) -> tuple[Any, list[str]]:
    """An import of these units, and what is wrong with them."""
    import_id = uuid4()
    try:
        events = decide_stage(on.state, StageUnits(import_id, units), uuid4, NOW)
    except Refused as refused:
        return import_id, [reason.code for reason in refused.reasons]
    on.and_given(*events)
    return import_id, []


def test_an_import_ends_and_is_looked_at_again_when_it_is_complete() -> None:
    length = 20
    on = tree(chain(DEEPEST - length), chain(5, "L"))
    foot = unit_id(f"K{DEEPEST - length}")
    units = [new("X1", foot), *(new(f"X{n}", f"X{n - 1}") for n in range(2, length + 2))]
    import_id, refused = staged(on, *units[:length])
    assert refused == []
    assert staged(on, *units)[1] == [TOO_DEEP]
    complete = CompleteImport(import_id, length)
    assert refusals(partial(decide_complete, on.state, complete, NOW)) == []
    move = UnitMoved(
        **next_place(ORGANISATION, on.state.version, NOW),
        unit_id=unit_id("K1"),
        parent_id=unit_id("L1"),
        valid_from=None,
    )
    on.and_given(move)
    assert refusals(partial(decide_complete, on.state, complete, NOW)) == [
        f"{TOO_DEEP} at import_id"
    ]


@drawn(st.data())
def test_whatever_is_accepted_leaves_no_unit_too_deep(data: st.DataObject) -> None:
    on = tree(chain(DEEPEST - 2), chain(25, "L"), chain(24, "M", "L1"))
    ids = st.sampled_from(sorted(on.state.units, key=str))
    for _ in range(data.draw(st.integers(1, 6))):
        one, two, place = data.draw(ids), data.draw(ids), data.draw(ids)
        merge = MergeUnits((one, two), MergeTarget(standing=place), DAY)
        decide = data.draw(
            st.sampled_from(
                [
                    partial(decide_move, on.state, MoveUnit(unit=one, parent=place), NOW),
                    partial(decide_merge, on.state, merge, uuid4, NOW),
                    partial(
                        decide_dissolve,
                        on.state,
                        DissolveUnit(unit=one, valid_from=DAY, successors=(place,)),
                        NOW,
                    ),
                ]
            )
        )
        with contextlib.suppress(Refused):
            on.and_given(*decide())
        for each in on.state.units.values():
            above = on.state.ancestors(each.unit_id)
            assert not each.is_live() or 1 + len(tuple(above)) <= TREE_DEPTH
