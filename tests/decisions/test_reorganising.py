"""Which units may end, and who may take their place."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import pytest

from cascade.events import Event, next_place
from cascade.identifiers import NAMESPACE, ORGANISATION
from cascade.organisation.commands import (
    DissolveUnit,
    MergeTarget,
    MergeUnits,
    NewUnit,
    PartPlacement,
    PartTransfer,
    PlaceUnder,
    SplitUnit,
    TransferTo,
)
from cascade.organisation.decisions.reorganisations import (
    PARTS,
    PLACEMENTS,
    TRANSFERS,
    UNITS_IN_ONE_MERGER,
    decide_dissolve,
    decide_merge,
    decide_split,
)
from cascade.organisation.events import (
    Placement,
    Transfer,
    UnitDissolved,
    UnitRecord,
    UnitsMerged,
    UnitSplit,
)
from cascade.organisation.state import Organisation
from tests.decisions.organisation import ESTABLISHED, FOUNDED, set_under, superior, unit_id
from tests.decisions.story import NOW, Given, given

DAY = date(2026, 1, 5)
DIRECTIVE = uuid5(NAMESPACE, "made up/directive")


def ward_record(id_of: str, code: str, name: str) -> UnitRecord:
    return UnitRecord(
        unit_id=unit_id(id_of),
        code=code,
        name=name,
        symbol=None,
        kind="committee",
        level="ward",
        parent_id=unit_id("P1"),
        addresses_under_id=unit_id(id_of),
    )


W9 = NewUnit(code="W1", name="Phường Gió", kind="committee", level="ward", parent=unit_id("P1"))
W9_RECORD = ward_record("new", "W1", "Phường Gió")
Decide = Callable[[Organisation], Sequence[Event]]


def standing() -> Given[Organisation]:
    return given(Organisation(), FOUNDED, ESTABLISHED)


def ids(*codes: str) -> tuple[UUID, ...]:
    return tuple(map(unit_id, codes))


def merged(
    unit_ids: tuple[UUID, ...], into: str, new: UnitRecord | None = None, version: int = 3
) -> UnitsMerged:
    return UnitsMerged(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_ids=unit_ids,
        into_id=unit_id(into),
        new=new,
        valid_from=DAY,
    )


def to(code: str) -> MergeTarget:
    return MergeTarget(standing=unit_id(code))


def new_ids() -> Callable[[], UUID]:
    names = iter(["new", *(f"new{n}" for n in range(2, 100))])
    return lambda: unit_id(next(names))


def merge(*codes: str, into: MergeTarget) -> Decide:
    return lambda tree: decide_merge(tree, MergeUnits(ids(*codes), into, DAY), new_ids(), NOW)


def split(code: str, *parts: MergeTarget, **more: Any) -> Decide:
    command = SplitUnit(unit=unit_id(code), parts=parts, valid_from=DAY, **more)
    return lambda tree: decide_split(tree, command, new_ids(), NOW)


def dissolve(code: str, *successors: str, **more: Any) -> Decide:
    command = DissolveUnit(unit=unit_id(code), valid_from=DAY, successors=ids(*successors), **more)
    return lambda tree: decide_dissolve(tree, command, NOW)


def test_units_merge_into_a_new_one_that_takes_a_code_of_theirs() -> None:
    standing().when(merge("W1", "W2", into=MergeTarget(new=W9))).then(
        merged(ids("W1", "W2"), "new", new=W9_RECORD)
    )


def test_units_merge_into_one_of_them_or_into_another() -> None:
    for into in ("W1", "W3"):
        expected = merged(ids("W1", "W2"), into)
        standing().when(merge("W1", "W2", into=to(into))).then(expected)


@pytest.mark.parametrize(
    ("codes", "into", "reasons"),
    [
        (["W1", "X"], to("W2"), ["UNIT_NOT_FOUND at units.1"]),
        (["W1", "W1"], to("W2"), ["REPEATED_UNIT at units"]),
        (["W1"], MergeTarget(new=W9), ["NOTHING_TO_MERGE at units"]),
        (["W1"], to("W1"), ["NOTHING_TO_MERGE at units"]),
        ([], to("W1"), ["NOTHING_TO_MERGE at units"]),
        (["W1", "C"], to("W2"), ["ROOT_NEVER_ENDS at units"]),
        (["W1", "W2"], to("B11"), ["SUCCESSOR_BELOW at into.standing"]),
        (["W1", "W2"], to("X"), ["UNIT_NOT_FOUND at into.standing"]),
        (["P1", "P2"], to("W1"), ["SUCCESSOR_BELOW at into.standing"]),
        (
            ["P1", "P2"],
            MergeTarget(new=replace(W9, code="N")),
            ["UNIT_HAS_ENDED at into.new.parent"],
        ),
        (
            ["W1", "W2"],
            MergeTarget(new=replace(W9, code="W3")),
            ["CODE_TAKEN at into.new.code"],
        ),
        (
            ["P1", "P2"],
            MergeTarget(
                new=NewUnit(code="N", name="Nhóm", kind="cell", level="branch", parent=unit_id("C"))
            ),
            ["LEVEL_NOT_BELOW_PARENT at into"] * 4,
        ),
        (
            ["W1", "W2"],
            MergeTarget(new=replace(W9, parent=None)),
            ["PARENT_MISSING at into.new.parent"],
        ),
        (["W1"] * (UNITS_IN_ONE_MERGER + 1), to("W2"), ["TOO_MANY_UNITS at units"]),
    ],
)
def test_a_merger_that_does_not_hold(
    codes: list[str], into: MergeTarget, reasons: list[str]
) -> None:
    standing().when(merge(*codes, into=into)).then_refused(*reasons)


def test_an_ended_unit_takes_part_in_nothing() -> None:
    told = standing().and_given(merged(ids("W1"), "W2"))
    told.when(merge("W1", "W3", into=to("W2"))).then_refused("UNIT_HAS_ENDED at units.0")
    told.when(dissolve("W1")).then_refused("UNIT_HAS_ENDED at unit")
    told.when(superior("W1", "P1")).then_refused("UNIT_HAS_ENDED at unit")


def test_a_merger_leaves_no_cycle_on_a_line() -> None:
    """W2 stands under B11 there, and B11 under W1, which comes into W2."""
    told = standing().and_given(set_under(3, "W2", "B11"), set_under(4, "B11", "W1"))
    told.when(merge("W1", "W3", into=to("W2"))).then_refused("CYCLIC_MOVE at into")
    expected = merged(ids("W1", "W3"), "P2", version=5)
    told.when(merge("W1", "W3", into=to("P2"))).then(expected)


def test_a_new_heir_is_no_cycle_with_what_it_inherits() -> None:
    """W1 stands under B21, and B21 under W2: merged, they would stand under B21 and over it."""
    told = standing().and_given(set_under(3, "W1", "B21"), set_under(4, "B21", "W2"))
    told.when(merge("W1", "W2", into=MergeTarget(new=W9))).then_refused("CYCLIC_MOVE at into")


def test_a_unit_is_split_into_parts_of_which_one_keeps_the_seat() -> None:
    part = replace(W9, code="W8", name="Phường Mây")
    part_record = ward_record("new2", "W8", "Phường Mây")
    standing().when(
        split(
            "W1",
            MergeTarget(new=W9),
            MergeTarget(new=part),
            to("W2"),
            seat=2,
            transfers=(PartTransfer(DIRECTIVE, 1),),
            placements=(PartPlacement(unit_id("B12"), 0),),
        )
    ).then(
        UnitSplit(
            **next_place(ORGANISATION, 2, NOW),
            unit_id=unit_id("W1"),
            part_ids=(unit_id("new"), unit_id("new2"), unit_id("W2")),
            seat_id=unit_id("W2"),
            new=(W9_RECORD, part_record),
            transfers=(Transfer(directive_id=DIRECTIVE, to_id=unit_id("new2")),),
            placements=(Placement(unit_id=unit_id("B12"), to_id=unit_id("new")),),
            valid_from=DAY,
        )
    )


@pytest.mark.parametrize(
    ("code", "parts", "more", "reasons"),
    [
        ("W1", [to("W2")], {}, ["TOO_FEW_PARTS at parts"]),
        ("W1", [to("W2")] * (PARTS + 1), {}, ["TOO_MANY_PARTS at parts"]),
        ("W1", [to("W2"), to("W2")], {}, ["REPEATED_UNIT at parts"]),
        ("W1", [to("W2"), to("W1")], {}, ["UNIT_HAS_ENDED at parts.1.standing"]),
        ("W1", [to("W2"), to("B11")], {}, ["SUCCESSOR_BELOW at parts.1.standing"]),
        ("C", [to("W2"), to("W3")], {}, ["ROOT_NEVER_ENDS at unit"]),
        ("W1", [to("W2"), to("W3")], {"seat": 2}, ["UNKNOWN_PART at seat"]),
        ("W1", [to("W2"), to("W3")], {"seat": -1}, ["UNKNOWN_PART at seat"]),
        (
            "W1",
            [to("W2"), to("W3")],
            {"transfers": (PartTransfer(DIRECTIVE, 2),)},
            ["UNKNOWN_PART at transfers.0.part"],
        ),
        (
            "W1",
            [to("W2"), to("W3")],
            {"transfers": (PartTransfer(DIRECTIVE, 1),) * 2},
            ["REPEATED_TRANSFER at transfers"],
        ),
        (
            "W1",
            [to("W2"), to("W3")],
            {"transfers": (PartTransfer(DIRECTIVE, 1),) * (TRANSFERS + 1)},
            ["TOO_MANY_TRANSFERS at transfers"],
        ),
        (
            "W1",
            [to("W2"), to("W3")],
            {"placements": (PartPlacement(unit_id("B11"), 1),) * (PLACEMENTS + 1)},
            ["TOO_MANY_UNITS at placements"],
        ),
        (
            "W1",
            [to("W2"), to("W3")],
            {"placements": (PartPlacement(unit_id("B21"), 1),)},
            ["NOT_UNDER_ENDED at placements.0.unit"],
        ),
        (
            "W1",
            [to("W2"), to("W3")],
            {"placements": (PartPlacement(unit_id("B11"), 1), PartPlacement(unit_id("B11"), 0))},
            ["REPEATED_UNIT at placements"],
        ),
        (
            "W1",
            [to("W2"), to("W3")],
            {"placements": (PartPlacement(unit_id("B11"), 7),)},
            ["UNKNOWN_PART at placements.0.part"],
        ),
        (
            "P1",
            [to("P2"), to("B31")],
            {"placements": (PartPlacement(unit_id("W1"), 1),)},
            ["LEVEL_NOT_BELOW_PARENT at parts"],
        ),
    ],
)
def test_a_split_that_does_not_hold(
    code: str, parts: list[MergeTarget], more: dict[str, Any], reasons: list[str]
) -> None:
    standing().when(split(code, *parts, **more)).then_refused(*reasons)


def dissolved(code: str, successors: tuple[str, ...], heir: str, **more: Any) -> UnitDissolved:
    return UnitDissolved(
        **next_place(ORGANISATION, 2, NOW),
        unit_id=unit_id(code),
        successor_ids=ids(*successors),
        heir_id=unit_id(heir),
        transfers=more.get("transfers", ()),
        placements=more.get("placements", ()),
        valid_from=DAY,
    )


def test_the_unit_above_is_the_heir_of_one_that_is_dissolved() -> None:
    standing().when(dissolve("W1")).then(dissolved("W1", (), "P1"))


def test_the_first_successor_is_the_heir() -> None:
    standing().when(
        dissolve(
            "W1",
            "W3",
            "W2",
            transfers=(TransferTo(directive=DIRECTIVE, to=unit_id("W2")),),
            placements=(PlaceUnder(unit=unit_id("B11"), to=unit_id("W2")),),
        )
    ).then(
        dissolved(
            "W1",
            ("W3", "W2"),
            "W3",
            transfers=(Transfer(directive_id=DIRECTIVE, to_id=unit_id("W2")),),
            placements=(Placement(unit_id=unit_id("B11"), to_id=unit_id("W2")),),
        )
    )


@pytest.mark.parametrize(
    ("code", "successors", "more", "reasons"),
    [
        ("X", [], {}, ["UNIT_NOT_FOUND at unit"]),
        ("C", [], {}, ["ROOT_NEVER_ENDS at unit"]),
        ("W1", ["X"], {}, ["UNIT_NOT_FOUND at successors.0"]),
        ("W1", ["W1"], {}, ["UNIT_HAS_ENDED at successors.0"]),
        ("W1", ["B11"], {}, ["SUCCESSOR_BELOW at successors.0"]),
        ("W1", ["W2", "W2"], {}, ["REPEATED_UNIT at successors"]),
        ("W1", ["W2"] * (PARTS + 1), {}, ["TOO_MANY_PARTS at successors"]),
        (
            "W1",
            ["W2"],
            {"transfers": (TransferTo(directive=DIRECTIVE, to=unit_id("W3")),)},
            ["NOT_A_SUCCESSOR at transfers.0.to"],
        ),
        (
            "W1",
            ["W2"],
            {"placements": (PlaceUnder(unit=unit_id("B11"), to=unit_id("W3")),)},
            ["NOT_A_SUCCESSOR at placements.0.to"],
        ),
        (
            "W1",
            ["W2"],
            {"placements": (PlaceUnder(unit=unit_id("X"), to=unit_id("W2")),)},
            ["UNIT_NOT_FOUND at placements.0.unit"],
        ),
    ],
)
def test_a_dissolution_that_does_not_hold(
    code: str, successors: list[str], more: dict[str, Any], reasons: list[str]
) -> None:
    standing().when(dissolve(code, *successors, **more)).then_refused(*reasons)
