"""What may become of the tree."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

import pytest

from cascade.events import Event, next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import (
    EstablishUnits,
    FoundOrganisation,
    MoveUnit,
    NewUnit,
    RenameUnit,
)
from cascade.organisation.decisions.units import (
    decide_establish,
    decide_found,
    decide_move,
    decide_rename,
)
from cascade.organisation.events import (
    LevelRecord,
    UnitMoved,
    UnitRenamed,
    UnitsEstablished,
)
from cascade.organisation.state import Organisation
from tests.decisions.organisation import ESTABLISHED, FOUNDED, LEVELS, unit, unit_id
from tests.decisions.story import NOW, Given, given

FOUNDING = FoundOrganisation(
    time_zone="Asia/Ho_Chi_Minh",
    levels=LEVELS,
    root_code="C",
    root_name="Body C",
    root_symbol="SC",
    root_kind="body",
    administrator="an",
)


def standing() -> Given[Organisation]:
    return given(Organisation(), FOUNDED, ESTABLISHED)


def found(command: FoundOrganisation) -> Callable[[Organisation], Sequence[Event]]:
    return lambda tree: decide_found(tree, command, unit_id("C"), NOW)


def establish(*units: NewUnit, on: date | None = None) -> Callable[[Organisation], Sequence[Event]]:
    codes = iter(dict.fromkeys(new.code for new in units))
    ids: dict[str, UUID] = {}

    def next_id() -> UUID:
        code = next(codes, "more")
        return ids.setdefault(code, unit_id(code))

    return lambda tree: decide_establish(tree, EstablishUnits(units, on), next_id, NOW)


def rename(command: RenameUnit, now: datetime = NOW) -> Callable[[Organisation], Sequence[Event]]:
    return lambda tree: decide_rename(tree, command, now)


def move(
    code: str, under: str, on: date | None = None
) -> Callable[[Organisation], Sequence[Event]]:
    return lambda tree: decide_move(
        tree, MoveUnit(unit=unit_id(code), parent=unit_id(under), valid_from=on), NOW
    )


def renamed(name: str, effective: date, version: int = 3, **more: date) -> UnitRenamed:
    return UnitRenamed(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_id=unit_id("D1"),
        name=name,
        symbol=None,
        valid_from=more.get("day"),
        valid_not_before=more.get("first"),
        valid_not_after=more.get("last"),
        effective_on=effective,
    )


def test_an_organisation_is_founded_once() -> None:
    given(Organisation()).when(found(FOUNDING)).then(FOUNDED)
    standing().when(found(FOUNDING)).then_refused("ORGANISATION_ALREADY_FOUNDED")


@pytest.mark.parametrize(
    ("wrong", "reasons"),
    [
        ({"levels": LEVELS[:1]}, ["INVALID_LEVELS at levels"]),
        (
            {"levels": tuple(LevelRecord(rank=n, key=f"l{n}", name="Cấp") for n in range(1, 10))},
            ["INVALID_LEVELS at levels"],
        ),
        ({"levels": (LEVELS[0], LEVELS[0])}, ["INVALID_LEVELS at levels"]),
        ({"levels": (LEVELS[0], LEVELS[2])}, ["INVALID_LEVELS at levels"]),
        ({"time_zone": "Asia/Nowhere"}, ["UNKNOWN_TIME_ZONE at time_zone"]),
        ({"time_zone": "../etc"}, ["UNKNOWN_TIME_ZONE at time_zone"]),
    ],
)
def test_a_foundation_that_does_not_hold(wrong: dict[str, object], reasons: list[str]) -> None:
    command = replace(FOUNDING, **wrong)  # type: ignore[arg-type]
    given(Organisation()).when(found(command)).then_refused(*reasons)


def test_units_are_established_under_standing_ones_and_under_each_other() -> None:
    ward = NewUnit(
        code="W4",
        name="Committee W4",
        kind="committee",
        level="ward",
        symbol="SW4",
        parent=unit_id("P2"),
    )
    branch = NewUnit(
        code="B41", name="Cell B41", kind="cell", level="branch", symbol="SB41", parent_code="W4"
    )
    office = NewUnit(
        code="D4",
        name="Department D4",
        kind="department",
        level="ward",
        symbol="SD4",
        parent_code="W4",
        addresses_under_code="W4",
    )
    expected = (
        unit("W4", "ward", "P2"),
        unit("B41", "branch", "W4", "cell"),
        unit("D4", "ward", "W4", "department", under="W4"),
    )
    standing().when(establish(ward, branch, office, on=date(2026, 1, 5))).then(
        UnitsEstablished(
            **next_place(ORGANISATION, 2, NOW),
            units=expected,
            valid_from=date(2026, 1, 5),
        )
    )


NEW = NewUnit(code="N", name="Đảng ủy mới", kind="committee", level="ward", parent=unit_id("P1"))


@pytest.mark.parametrize(
    ("units", "reasons"),
    [
        ([replace(NEW, code="W1")], ["CODE_TAKEN at units.0.code"]),
        ([NEW, NEW], ["CODE_TAKEN at units.1.code"]),
        ([replace(NEW, parent=None)], ["PARENT_MISSING at units.0.parent"]),
        ([replace(NEW, parent=UUID(int=9))], ["UNIT_NOT_FOUND at units.0.parent"]),
        ([NEW, replace(NEW, code="M", parent_code="N")], ["GIVEN_TWICE at units.1.parent"]),
        (
            [replace(NEW, parent=None, parent_code="M"), replace(NEW, code="M")],
            ["UNIT_NOT_FOUND at units.0.parent_code"],
        ),
        ([replace(NEW, level="village")], ["UNKNOWN_LEVEL at units.0.level"]),
        ([replace(NEW, level="centre")], ["LEVEL_NOT_BELOW_PARENT at units.0.level"]),
        (
            [NEW, replace(NEW, code="M", level="province", parent=None, parent_code="N")],
            ["LEVEL_NOT_BELOW_PARENT at units.1.level"],
        ),
        (
            [replace(NEW, addresses_under=unit_id("P2"))],
            ["ADDRESSES_BEYOND_ITS_BODY at units.0.addresses_under"],
        ),
        (
            [replace(NEW, addresses_under=UUID(int=9))],
            ["UNIT_NOT_FOUND at units.0.addresses_under"],
        ),
        (
            [replace(NEW, level="village"), replace(NEW, code="W1")],
            ["UNKNOWN_LEVEL at units.0.level", "CODE_TAKEN at units.1.code"],
        ),
        ([], ["TOO_MANY_UNITS at units"]),
        ([replace(NEW, code=str(n)) for n in range(1_001)], ["TOO_MANY_UNITS at units"]),
    ],
)
def test_units_that_are_not_established(units: list[NewUnit], reasons: list[str]) -> None:
    standing().when(establish(*units)).then_refused(*reasons)


def test_units_are_established_as_of_a_day_up_to_today() -> None:
    """It is the fifth in Hanoi."""
    tomorrow = date(2026, 1, 6)
    standing().when(establish(NEW, on=tomorrow)).then_refused("FOUNDED_IN_THE_FUTURE at valid_from")


def test_a_unit_is_renamed_on_a_day_in_a_range_or_today() -> None:
    unit, name = unit_id("D1"), "Ban Tổ chức"
    first, last, today = date(2025, 3, 1), date(2025, 3, 31), date(2026, 1, 5)
    standing().when(rename(RenameUnit(unit=unit, name=name, valid_from=first))).then(
        renamed(name, first, day=first)
    ).and_then_nothing()
    within = RenameUnit(unit=unit, name=name, valid_not_before=first, valid_not_after=last)
    standing().when(rename(within)).then(
        renamed(name, last, first=first, last=last)
    ).and_then_nothing()
    standing().when(rename(RenameUnit(unit=unit, name=name))).then(
        renamed(name, today)
    ).and_then_nothing()


def test_a_name_that_came_back_is_a_new_renaming() -> None:
    first, second = renamed("Ban A", date(2025, 3, 1)), renamed("Ban B", date(2025, 6, 1), 4)
    third = renamed("Ban A", date(2025, 9, 1), 5, day=date(2025, 9, 1))
    back = RenameUnit(unit=unit_id("D1"), name="Ban A", valid_from=date(2025, 9, 1))
    standing().and_given(first, second).when(rename(back)).then(third).and_then_nothing()


def test_a_new_symbol_alone_is_a_change() -> None:
    day = date(2025, 3, 1)
    command = RenameUnit(unit=unit_id("D1"), name="Ban A", symbol="BA", valid_from=day)
    story = standing().and_given(renamed("Ban A", day, day=day))
    expected = UnitRenamed(
        **next_place(ORGANISATION, 3, NOW),
        unit_id=unit_id("D1"),
        name="Ban A",
        symbol="BA",
        valid_from=day,
        valid_not_before=None,
        valid_not_after=None,
        effective_on=day,
    )
    story.when(rename(command)).then(expected).and_then_nothing()


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"unit": UUID(int=9)}, "UNIT_NOT_FOUND at unit"),
        (
            {"valid_from": date(2025, 1, 1), "valid_not_after": date(2025, 1, 2)},
            "DATE_AND_RANGE at valid_from",
        ),
        (
            {"valid_not_before": date(2025, 1, 2), "valid_not_after": date(2025, 1, 1)},
            "DATE_RANGE_BACKWARDS at valid_not_after",
        ),
    ],
)
def test_a_renaming_that_is_refused(wrong: dict[str, object], reason: str) -> None:
    command = replace(RenameUnit(unit=unit_id("D1"), name="Ban A"), **wrong)  # type: ignore[arg-type]
    standing().when(rename(command)).then_refused(reason)


def test_a_unit_moves_once() -> None:
    moved = UnitMoved(
        **next_place(ORGANISATION, 2, NOW),
        unit_id=unit_id("W1"),
        parent_id=unit_id("P2"),
        valid_from=date(2026, 1, 1),
    )
    standing().when(move("W1", "P2", date(2026, 1, 1))).then(moved).and_then_nothing()
    standing().when(move("W1", "P1")).then_nothing()


@pytest.mark.parametrize(
    ("code", "under", "reason"),
    [
        ("W1", "W1", "CYCLIC_MOVE at parent"),
        ("P1", "W1", "CYCLIC_MOVE at parent"),
        ("P1", "B11", "CYCLIC_MOVE at parent"),
        ("C", "P1", "CYCLIC_MOVE at parent"),
        ("P2", "W1", "LEVEL_NOT_BELOW_PARENT at parent"),
        ("X", "P1", "UNIT_NOT_FOUND at unit"),
        ("W1", "X", "UNIT_NOT_FOUND at parent"),
    ],
)
def test_a_move_that_is_refused(code: str, under: str, reason: str) -> None:
    standing().when(move(code, under)).then_refused(reason)
