"""Whom an audience comes to: disjoint atoms, units by name beside them, and the topmost."""

from collections import Counter

import pytest

from cascade.directive.audience import Atom, Audience, Selector
from cascade.directive.commands import AudienceInput, GroupInput
from cascade.directive.rules.addressing import UNITS_BY_NAME, Authority, resolve
from cascade.directive.rules.coverage import (
    count,
    covers,
    has_others_under,
    members,
    normalise,
    topmost,
    union,
)
from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.events import SuperiorSet, UnitMoved
from cascade.organisation.state import Organisation
from cascade.refusals import Problems
from tests.decisions.organisation import ESTABLISHED, FOUNDED, nation, unit_id
from tests.decisions.story import NOW, given, told


def group(under: str, levels: str = "", kinds: str = "") -> Selector:
    return Selector(
        unit_id=None,
        under_id=unit_id(under),
        levels=tuple(levels.split()),
        kinds=tuple(kinds.split()),
    )


def named(*codes: str) -> tuple[Selector, ...]:
    return tuple(Selector(unit_id=unit_id(code)) for code in codes)


def atom(scope: str, level: str, kind: str) -> Atom:
    return Atom(scope_id=unit_id(scope), level=level, kind=kind)


def codes(tree: Organisation, audience: Audience) -> list[str]:
    return sorted(unit.code for unit in members(tree, audience))


def test_a_group_becomes_an_atom_for_each_level_and_kind_under_it() -> None:
    audience = normalise(nation(), (group("P1"),))
    assert set(audience.atoms) == {
        atom("P1", "province", "department"),
        atom("P1", "ward", "committee"),
        atom("P1", "branch", "cell"),
    }
    assert audience.unit_ids == ()
    assert list(audience.atoms) == sorted(audience.atoms)


def test_a_group_does_not_hold_the_unit_that_it_is_under() -> None:
    tree = nation()
    audience = normalise(tree, (group("W1"),))
    assert codes(tree, audience) == ["B11", "B12"]
    assert not covers(tree, audience, unit_id("W1"))


def test_levels_and_kinds_narrow_a_group() -> None:
    tree = nation()
    assert codes(tree, normalise(tree, (group("P1", "ward branch"),))) == [
        *("B11", "B12", "B21", "B22", "W1", "W2"),
    ]
    assert codes(tree, normalise(tree, (group("P1", "", "department"),))) == ["D1"]
    assert normalise(tree, (group("P1", "centre"),)).is_empty


def test_overlapping_groups_leave_disjoint_atoms() -> None:
    tree = nation()
    audience = normalise(tree, (group("W1"), group("C", "branch"), group("P1", "branch")))
    assert audience.atoms == (atom("C", "branch", "cell"),)
    assert count(tree, audience) == Counter(branch=6)


def test_units_by_name_are_those_that_no_atom_covers() -> None:
    tree = nation()
    audience = normalise(tree, (*named("B31", "B11", "W3", "B31"), group("P1", "branch")))
    assert audience.unit_ids == (unit_id("B31"), unit_id("W3"))
    assert codes(tree, audience) == ["B11", "B12", "B21", "B22", "B31", "W3"]
    assert count(tree, audience) == Counter(branch=5, ward=1)


def test_a_union_is_disjoint_again() -> None:
    tree = nation()
    one, other = normalise(tree, (group("P1", "branch"),)), normalise(tree, named("B11", "W3"))
    both = union(tree, [one, other, one])
    assert (both.atoms, both.unit_ids) == (one.atoms, (unit_id("W3"),))


@pytest.mark.parametrize(
    ("selectors", "expected"),
    [
        ((group("C"),), ["P1", "P2"]),
        ((group("C", "ward branch"),), ["W1", "W2", "W3"]),
        ((group("C", "branch"), *named("W1")), ["B21", "B22", "B31", "B32", "W1"]),
        ((group("P1", "branch"), *named("B31")), ["B11", "B12", "B21", "B22", "B31"]),
        (named("P1", "B11", "D1"), ["P1"]),
        ((group("P1"), group("W3")), ["B31", "B32", "D1", "W1", "W2"]),
        ((group("C", "branch"), group("P1", "ward")), ["B31", "B32", "W1", "W2"]),
        (
            (group("C", "branch"), group("P1", "province")),
            ["B11", "B12", "B21", "B22", "B31", "B32", "D1"],
        ),
    ],
)
def test_the_topmost_have_no_other_of_the_audience_above_them(
    selectors: tuple[Selector, ...], expected: list[str]
) -> None:
    tree = nation()
    assert codes(tree, topmost(tree, normalise(tree, selectors))) == expected


def test_an_atom_that_is_topmost_as_a_whole_stays_an_atom() -> None:
    tree = nation()
    first = topmost(tree, normalise(tree, (group("C", "ward branch"),)))
    assert (first.atoms, first.unit_ids) == ((atom("C", "ward", "committee"),), ())
    branches, wards = atom("C", "branch", "cell"), atom("P1", "ward", "committee")
    first = topmost(tree, normalise(tree, (group("C", "branch"), group("P1", "ward"))))
    assert (first.atoms, set(first.unit_ids)) == ((wards,), {unit_id("B31"), unit_id("B32")})
    first = topmost(tree, normalise(tree, (group("C", "branch"),)))
    assert (first.atoms, first.unit_ids) == ((branches,), ())


def test_an_audience_is_judged_on_the_tree_of_its_own_position() -> None:
    moved = UnitMoved(
        **next_place(ORGANISATION, 2, NOW),
        unit_id=unit_id("W1"),
        parent_id=unit_id("P2"),
        valid_from=None,
    )
    tree = given(Organisation(), FOUNDED, ESTABLISHED, moved).state
    audience = Audience((), (atom("P1", "branch", "cell"),), ())
    assert covers(tree, audience, unit_id("B11"), 2)
    assert not covers(tree, audience, unit_id("B11"), 3)
    assert not covers(tree, audience, unit_id("B11"), 1)
    assert has_others_under(tree, audience, unit_id("P1"), 2)
    assert has_others_under(tree, audience, unit_id("W1"), 2)
    assert not has_others_under(tree, audience, unit_id("P2"), 2)


@pytest.mark.parametrize(
    ("wanted", "reasons"),
    [
        (AudienceInput(), ["AUDIENCE_REACHES_NOBODY at audience"]),
        (
            AudienceInput(groups=(GroupInput(under=unit_id("B11")),)),
            ["AUDIENCE_REACHES_NOBODY at audience"],
        ),
        (
            AudienceInput(groups=(GroupInput(under=unit_id("P1"), kinds=("club",)),)),
            ["AUDIENCE_REACHES_NOBODY at audience"],
        ),
        (
            AudienceInput((unit_id("W1"), unit_id("nowhere"))),
            ["UNIT_NOT_FOUND at audience.units.1"],
        ),
        (AudienceInput((unit_id("W3"),)), ["AUDIENCE_BEYOND_AUTHORITY at audience.units.0"]),
        (AudienceInput((unit_id("C"),)), ["AUDIENCE_BEYOND_AUTHORITY at audience.units.0"]),
        (
            AudienceInput(
                groups=(GroupInput(under=unit_id("C")), GroupInput(under=unit_id("nowhere")))
            ),
            [
                "AUDIENCE_BEYOND_AUTHORITY at audience.groups.0.under",
                "UNIT_NOT_FOUND at audience.groups.1.under",
            ],
        ),
        (
            AudienceInput(groups=(GroupInput(under=unit_id("P1"), levels=("ward", "village")),)),
            ["UNKNOWN_LEVEL at audience.groups.0.levels.1"],
        ),
        (
            AudienceInput((unit_id("W1"),) * (UNITS_BY_NAME + 1)),
            ["AUDIENCE_TOO_LARGE at audience"],
        ),
        (
            AudienceInput(groups=(GroupInput(under=unit_id("P1")),) * 201),
            ["AUDIENCE_TOO_LARGE at audience"],
        ),
    ],
)
def test_an_audience_that_is_refused(wanted: AudienceInput, reasons: list[str]) -> None:
    problems = Problems()
    assert resolve(Authority.of(nation(), unit_id("P1")), wanted, problems, "audience").is_empty
    assert [told(reason) for reason in problems.found] == reasons


def set_superior(version: int, code: str, superior: str) -> SuperiorSet:
    above = unit_id(superior)
    return SuperiorSet(
        **next_place(ORGANISATION, version - 1, NOW),
        unit_id=unit_id(code),
        line="chỉ đạo",
        superior_id=above,
        valid_from=None,
    )


def steering() -> Organisation:
    """On the line of steering, W3 and D1 stand under W1, and B31 under W3."""
    lines = (
        set_superior(3, "W3", "W1"),
        set_superior(4, "D1", "W1"),
        set_superior(5, "B31", "W3"),
    )
    return given(Organisation(), FOUNDED, ESTABLISHED, *lines).state


def addressed(*groups: GroupInput, units: tuple[str, ...] = ()) -> tuple[Audience, list[str]]:
    problems = Problems()
    wanted = AudienceInput(tuple(map(unit_id, units)), groups)
    audience = resolve(Authority.of(steering(), unit_id("W1")), wanted, problems, "audience")
    return audience, [told(reason) for reason in problems.found]


def test_a_group_on_a_line_is_a_frozen_list_of_those_who_stand_under_it_there() -> None:
    audience, problems = addressed(GroupInput(under=unit_id("W1"), line="chỉ đạo"))
    assert problems == []
    assert set(audience.unit_ids) == {unit_id("W3"), unit_id("D1"), unit_id("B31")}
    assert audience.atoms == ()
    assert audience.selectors[0].line == "chỉ đạo"
    wards, _ = addressed(GroupInput(under=unit_id("W1"), levels=("ward",), line="chỉ đạo"))
    assert wards.unit_ids == (unit_id("W3"),)


def test_whoever_stands_under_the_author_on_a_line_may_be_addressed() -> None:
    assert addressed(units=("W3", "B31"))[1] == []
    assert addressed(GroupInput(under=unit_id("W3"), line="chỉ đạo"))[1] == []
    assert addressed(units=("W2",))[1] == ["AUDIENCE_BEYOND_AUTHORITY at audience.units.0"]
    assert addressed(GroupInput(under=unit_id("W3")))[1] == [
        "AUDIENCE_BEYOND_AUTHORITY at audience.groups.0.under"
    ]


def test_a_line_on_which_nobody_stands_is_refused() -> None:
    assert addressed(GroupInput(under=unit_id("W1"), line="khác"))[1] == [
        "NOBODY_ON_LINE at audience.groups.0.line"
    ]
