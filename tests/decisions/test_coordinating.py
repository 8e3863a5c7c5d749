"""Who leads a task and who coordinates in it, by name and by group."""

from dataclasses import replace
from typing import Any

import pytest

from cascade.directive.audience import Atom, Audience, Selector
from cascade.directive.commands import AudienceInput, GroupInput, PassOnInput
from cascade.directive.rules.coordinating import COORDINATING
from cascade.directive.rules.coverage import count, covers, members, normalise
from cascade.directive.rules.subtraction import without
from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.events import UnitsEstablished
from cascade.organisation.state import Organisation
from tests.decisions.issuing import AROUND, QUOTA, TREE, issued, refused, task
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit, unit_id
from tests.decisions.story import NOW, given

WARDS = GroupInput(under=unit_id("P1"), levels=("ward",))
BRANCHES = GroupInput(under=unit_id("P1"), levels=("branch",))
"""Of wards W1 and W2: B11, B12, B21, B22."""


def ids(*codes: str) -> tuple[Any, ...]:
    return tuple(map(unit_id, codes))


def atom(code: str, level: str = "branch", kind: str = "cell") -> Atom:
    return Atom(scope_id=unit_id(code), level=level, kind=kind)


def codes(audience: Audience | None) -> list[str]:
    assert audience is not None
    return sorted(each.code for each in members(TREE, audience))


def everyone_under(code: str, level: str = "branch") -> Audience:
    return normalise(TREE, (Selector(under_id=unit_id(code), levels=(level,)),))


def test_of_an_atom_what_stands_beside_the_way_down_is_left() -> None:
    left = without(TREE, everyone_under("C"), Audience((), (), ids("B11")))
    assert left.unit_ids == ids("B12")
    assert set(left.atoms) == {atom("P2"), atom("W2")}
    assert codes(left) == ["B12", "B21", "B22", "B31", "B32"]


def test_an_atom_of_which_a_part_is_taken_keeps_the_others_whole() -> None:
    left = without(TREE, everyone_under("C"), Audience((), (atom("W1"),), ()))
    assert (set(left.atoms), left.unit_ids) == ({atom("P2"), atom("W2")}, ())


def test_what_is_wholly_taken_is_gone_and_what_is_not_touched_stays() -> None:
    wards, branches = everyone_under("C", "ward"), everyone_under("P1")
    assert without(TREE, branches, everyone_under("C")).is_empty
    assert without(TREE, wards, branches) == wards
    both = Audience((), (*wards.atoms, *branches.atoms), ids("P1"))
    assert codes(without(TREE, both, Audience((), (), ids("P1", "W3", "B12")))) == [
        "B11", "B21", "B22", "W1", "W2",
    ]  # fmt: skip


def test_a_group_coordinates_less_its_leads_and_owes_once() -> None:
    [led] = issued(
        tasks=task(
            audience=AudienceInput(groups=(BRANCHES,)),
            lead=unit_id("B11"),
            co_leads=ids("W2"),
            coordinating=ids("B12"),
            coordinating_groups=(GroupInput(under=unit_id("W1")), WARDS),
        )
    ).tasks
    assert led.lead_ids == ids("B11", "W2")
    assert led.coordinating_ids == ids("B12")
    assert codes(led.coordinating) == ["W1"]
    assert codes(led.audience) == ["B11", "B12", "B21", "B22"]


def test_who_coordinates_is_not_responsible_beside() -> None:
    [shared] = issued(
        tasks=task(
            audience=AudienceInput(groups=(BRANCHES,)),
            coordinating_groups=(GroupInput(under=unit_id("W1")),),
        )
    ).tasks
    assert codes(shared.coordinating) == ["B11", "B12"]
    assert codes(shared.audience) == ["B21", "B22"]
    assert shared.audience is not None
    assert [s.under_id for s in shared.audience.selectors] == [unit_id("P1")]


def test_many_names_stand_with_the_groups() -> None:
    newcomers = tuple(unit(f"N{n}", "branch", "W1", "cell") for n in range(COORDINATING + 1))
    founding = UnitsEstablished(
        **next_place(ORGANISATION, 2, NOW), units=newcomers, valid_from=None
    )
    grown = given(Organisation(), FOUNDED, ESTABLISHED, founding).state
    around = replace(AROUND, organisation=grown)
    many = tuple(each.unit_id for each in newcomers)
    led = {"lead": unit_id("W1"), "coordinating": many[:COORDINATING]}
    [few] = issued(around=around, tasks=task(**led)).tasks
    assert (few.coordinating_ids, few.coordinating) == (many[:COORDINATING], None)
    [all_] = issued(around=around, tasks=task(**{**led, "coordinating": many})).tasks
    assert all_.coordinating_ids == ()
    assert all_.coordinating is not None
    assert set(all_.coordinating.unit_ids) == set(many)
    assert count(grown, all_.coordinating).total() == COORDINATING + 1


def test_the_topmost_of_a_coordinating_group_are_reached_by_the_issue() -> None:
    event = issued(
        audience=AudienceInput(ids("B11")),
        tasks=task(lead=unit_id("B11"), coordinating_groups=(WARDS, BRANCHES)),
        level_by_level=PassOnInput(),
    )
    assert event.level_by_level is not None
    topmost = event.level_by_level.topmost
    assert covers(TREE, topmost, unit_id("W1"))
    assert not covers(TREE, topmost, unit_id("B11"))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (
            {"co_leads": ids("W1")},
            "CO_LEADS_WITHOUT_LEAD at tasks.0.co_leads",
        ),
        (
            {"lead": unit_id("W1"), "co_leads": ids("W2", "W2")},
            "LEAD_COORDINATES_ITSELF at tasks.0.co_leads.1",
        ),
        (
            {"lead": unit_id("W1"), "co_leads": ids("W1")},
            "LEAD_COORDINATES_ITSELF at tasks.0.co_leads.0",
        ),
        (
            {"lead": unit_id("W1"), "co_leads": ids("W3")},
            "AUDIENCE_BEYOND_AUTHORITY at tasks.0.co_leads.0",
        ),
        (
            {"lead": unit_id("W1"), "co_leads": ids("W2") * 21},
            "TOO_MANY at tasks.0.co_leads",
        ),
        (
            {"coordinating_groups": (WARDS,)},
            "COORDINATES_WITH_NOBODY at tasks.0.coordinating_groups",
        ),
        (
            {
                "lead": unit_id("W1"),
                "co_leads": ids("W2"),
                "coordinating_groups": (WARDS,),
            },
            "COORDINATES_WITH_NOBODY at tasks.0.coordinating_groups",
        ),
        (
            {"lead": unit_id("W1"), "coordinating_groups": (GroupInput(under=unit_id("B11")),)},
            "AUDIENCE_REACHES_NOBODY at tasks.0.coordinating_groups",
        ),
        (
            {"lead": unit_id("W1"), "coordinating_groups": (GroupInput(under=unit_id("P2")),)},
            "AUDIENCE_BEYOND_AUTHORITY at tasks.0.coordinating_groups.0.under",
        ),
        (
            {
                "audience": AudienceInput(ids("W1")),
                "coordinating_groups": (WARDS,),
                "quota": QUOTA,
            },
            "COORDINATING_WITHOUT_LEAD at tasks.0.coordinating_groups",
        ),
    ],
)
def test_wrong_leads_and_groups_are_refused(wrong: dict[str, Any], reason: str) -> None:
    assert refused(tasks=task(**wrong)) == [reason]
