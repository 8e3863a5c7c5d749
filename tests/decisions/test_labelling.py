"""Labels of units, and groups selected by them or less some of theirs."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cascade.directive.audience import Atom, Chosen, Selector
from cascade.directive.commands import AudienceInput, ExceptedGroupInput, GroupInput
from cascade.directive.decisions.issuing import draft_issue
from cascade.directive.events import DirectiveIssued
from cascade.directive.rules.coverage import members
from cascade.directive.rules.membership import selector_covers
from cascade.events import next_place
from cascade.identifiers import ORGANISATION
from cascade.organisation.commands import LabelUnits, UnlabelUnits
from cascade.organisation.decisions.labelling import LABELS, decide_label, decide_unlabel
from cascade.organisation.events import UnitsLabelled, UnitsUnlabelled
from cascade.organisation.state import Organisation
from cascade.refusals import Problems
from tests.decisions.issuing import AROUND, ID, ISSUE, TODAY
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit_id
from tests.decisions.story import NOW, Given, given, told

BORDER, ISLAND = "chi bộ biên giới", "chi bộ hải đảo"
BRANCHES = GroupInput(under=unit_id("P1"), levels=("branch",))


def ids(*codes: str) -> tuple[Any, ...]:
    return tuple(map(unit_id, codes))


def labelled(*codes: str, label: str = BORDER, version: int = 2, **days: Any) -> UnitsLabelled:
    place = next_place(ORGANISATION, version, NOW)
    values = {"from_day": TODAY, "to_day": None, **days}
    return UnitsLabelled(**place, label=label, unit_ids=ids(*codes), **values)


def nation(*more: Any) -> Given[Organisation]:
    return given(Organisation(), FOUNDED, ESTABLISHED, *more)


def drafted(tree: Organisation, *groups: GroupInput, **changed: Any) -> DirectiveIssued | list[str]:
    """What an issue to groups comes to, or for what it is refused."""
    problems = Problems()
    command = replace(ISSUE, audience=AudienceInput(groups=groups), **changed)
    event = draft_issue(replace(AROUND, organisation=tree), command, ID, problems)
    return [told(reason) for reason in problems.found] or event


def covered(tree: Organisation, *groups: GroupInput, **changed: Any) -> list[str]:
    event = drafted(tree, *groups, **changed)
    assert isinstance(event, DirectiveIssued), event
    return sorted(unit.code for unit in members(tree, event.audience))


def test_units_are_labelled_once() -> None:
    command = LabelUnits(units=ids("B11", "B12", "B11"), label=BORDER, to_day=date(2026, 12, 31))
    event = labelled("B11", "B12", to_day=date(2026, 12, 31))
    nation().when(lambda tree: decide_label(tree, command, NOW)).then(event).and_then_nothing()


def test_who_bears_it_on_all_these_days_is_not_labelled_again() -> None:
    whole = nation(labelled("B11"))
    later = LabelUnits(units=ids("B11", "B12"), label=BORDER, from_day=date(2026, 3, 1))
    event = labelled("B12", version=3, from_day=date(2026, 3, 1))
    whole.when(lambda tree: decide_label(tree, later, NOW)).then(event)


def test_a_label_is_taken_from_a_day_on() -> None:
    borne = nation(labelled("B11", "B12"), labelled("B11", label=ISLAND, version=3))
    command = UnlabelUnits(units=ids("B11", "B21"), label=BORDER, from_day=date(2026, 3, 1))
    event = UnitsUnlabelled(
        **next_place(ORGANISATION, 4, NOW),
        label=BORDER,
        unit_ids=ids("B11"),
        from_day=date(2026, 3, 1),
    )
    borne.when(lambda tree: decide_unlabel(tree, command, NOW)).then(event).and_then_nothing()
    unit = borne.state.units[unit_id("B11")]
    assert unit.bears(BORDER, date(2026, 2, 28))
    assert not unit.bears(BORDER, date(2026, 3, 1))
    assert unit.bears(ISLAND, date(2026, 3, 1))


def test_a_label_that_was_to_come_is_taken_wholly() -> None:
    borne = nation(labelled("B11", from_day=date(2026, 6, 1)))
    command = UnlabelUnits(units=ids("B11"), label=BORDER)
    decided = decide_unlabel(borne.state, command, NOW)
    borne.and_given(*decided)
    assert borne.state.units[unit_id("B11")].labels == ()


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (
            LabelUnits(units=ids("B11"), label=BORDER, to_day=date(2026, 1, 4)),
            "DATE_RANGE_BACKWARDS at to_day",
        ),
        (LabelUnits(units=(), label=BORDER), "TOO_MANY_UNITS at units"),
        (LabelUnits(units=ids("B11", "nowhere"), label=BORDER), "UNIT_NOT_FOUND at units.1"),
        (UnlabelUnits(units=ids("nowhere"), label=BORDER), "UNIT_NOT_FOUND at units.0"),
    ],
)
def test_wrong_labels_are_refused(command: Any, reason: str) -> None:
    decide = decide_label if isinstance(command, LabelUnits) else decide_unlabel
    nation().when(lambda tree: decide(tree, command, NOW)).then_refused(reason)


def test_a_unit_has_so_many_labels() -> None:
    every = [labelled("B11", label=f"nhãn {n}", version=2 + n) for n in range(LABELS)]
    command = LabelUnits(units=ids("B11"), label=BORDER)
    full = nation(*every)
    full.when(lambda tree: decide_label(tree, command, NOW)).then_refused(
        "TOO_MANY_LABELS at units.0"
    )


def test_a_group_by_labels_is_a_frozen_list_of_those_that_bear_one_on_the_documents_day() -> None:
    tree = nation(
        labelled("B11", "B31"),
        labelled("B12", version=3, from_day=date(2026, 2, 1)),
        labelled("B21", label=ISLAND, version=4),
    ).state
    border = replace(BRANCHES, labels=(BORDER,))
    event = drafted(tree, border)
    assert isinstance(event, DirectiveIssued)
    assert (event.audience.atoms, event.audience.unit_ids) == ((), ids("B11"))
    [selector] = event.audience.selectors
    assert (selector.labels, selector.labelled_on) == ((BORDER,), TODAY)
    assert covered(tree, replace(BRANCHES, labels=(BORDER, ISLAND))) == ["B11", "B21"]
    assert covered(tree, border, replace(BRANCHES, labels=(ISLAND,))) == ["B11", "B21"]


def test_a_group_less_units_and_groups() -> None:
    tree = nation(labelled("B21")).state
    assert covered(tree, replace(BRANCHES, except_units=ids("B11"))) == ["B12", "B21", "B22"]
    wards = ExceptedGroupInput(under=unit_id("W1"))
    assert covered(tree, replace(BRANCHES, except_groups=(wards,))) == ["B21", "B22"]
    border = ExceptedGroupInput(under=unit_id("P1"), labels=(BORDER,))
    event = drafted(tree, replace(BRANCHES, except_groups=(border,)))
    assert isinstance(event, DirectiveIssued)
    assert event.audience.atoms == (Atom(scope_id=unit_id("W1"), level="branch", kind="cell"),)
    assert event.audience.unit_ids == ids("B22")


def test_what_another_group_covers_is_not_excepted() -> None:
    tree = nation().state
    ward = GroupInput(under=unit_id("W1"))
    assert covered(tree, replace(BRANCHES, except_units=ids("B11", "B21")), ward) == [
        "B11",
        "B12",
        "B22",
    ]


def test_exceptions_of_a_standing_group_hold_for_those_founded_later() -> None:
    tree = nation().state
    group = Selector(
        under_id=unit_id("P1"), exceptions=(Chosen(under_id=unit_id("W1"), levels=("branch",)),)
    )
    assert not selector_covers(tree, group, unit_id("B11"))
    assert selector_covers(tree, group, unit_id("W1"))
    assert selector_covers(tree, group, unit_id("B21"))
    by_label = Selector(under_id=unit_id("P1"), labels=(BORDER,), labelled_on=TODAY)
    assert not selector_covers(tree, by_label, unit_id("B21"))


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (
            {"labels": (BORDER, ISLAND)},
            "NOBODY_BEARS_LABEL at audience.groups.0.labels.1",
        ),
        (
            {"labels": (BORDER,), "levels": ("ward",)},
            "NOBODY_BEARS_LABEL at audience.groups.0.labels.0",
        ),
        (
            {"labels": tuple(f"{n}" for n in range(21))},
            "TOO_MANY at audience.groups.0.labels",
        ),
        (
            {"except_units": ids("B31")},
            "EXCEPTS_NOBODY at audience.groups.0.except_units.0",
        ),
        (
            {"except_units": ids("B11", "W1")},
            "EXCEPTS_NOBODY at audience.groups.0.except_units.1",
        ),
        (
            {"except_units": ids("nowhere")},
            "UNIT_NOT_FOUND at audience.groups.0.except_units.0",
        ),
        (
            {"except_groups": (ExceptedGroupInput(under=unit_id("P2")),)},
            "EXCEPTS_NOBODY at audience.groups.0.except_groups.0",
        ),
        (
            {"except_groups": (ExceptedGroupInput(under=unit_id("nowhere")),)},
            "UNIT_NOT_FOUND at audience.groups.0.except_groups.0.under",
        ),
        (
            {"except_groups": (ExceptedGroupInput(under=unit_id("W1"), levels=("tầng",)),)},
            "UNKNOWN_LEVEL at audience.groups.0.except_groups.0.levels.0",
        ),
        (
            {"except_groups": (ExceptedGroupInput(under=unit_id("C")),)},
            "AUDIENCE_REACHES_NOBODY at audience",
        ),
    ],
)
def test_wrong_words_of_a_group_are_refused(wrong: dict[str, Any], reason: str) -> None:
    tree = nation(labelled("B11")).state
    assert drafted(tree, replace(BRANCHES, **wrong)) == [reason]
