"""What ties a unit to others, and what is to become of it."""

from datetime import date
from typing import Any

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.enums import Role, ScheduledOutcome
from cascade.identifiers import ORGANISATION, policies_id
from cascade.organisation.events import (
    AliasAdded,
    ChangeScheduled,
    ScheduledChangeSettled,
    SuperiorSet,
    UnitsMerged,
)
from cascade.policy.events import PolicySet
from tests.harness.chronicle import known, named, task
from tests.reading.desk import Desk, unit

UNIT = """
query ($unit: ID!, $position: Position) {
  unit(by: {id: $unit}, asOf: {position: $position}) {
    live aliases superiors { line unit { code } }
    predecessors { code live } successors { code }
    scheduledChanges { command effectiveOn outcome reason units { code } }
  }
}
"""


async def seen(desk: Desk, code: str, position: int | None = None) -> dict[str, Any]:
    at = position or desk.chronicle.position
    data: dict[str, Any] = (await desk.ask(UNIT, "an", unit=unit(code), position=at))["unit"]
    return data


async def test_a_unit_shows_its_aliases_and_its_superiors_on_lines(desk: Desk) -> None:
    await desk.grant("an", "C")
    await desk.chronicle.record(
        AliasAdded, ORGANISATION, unit_id=known("W1"), name="Phường Hòa Bình cũ"
    )
    before = desk.chronicle.position
    await desk.chronicle.record(
        SuperiorSet, ORGANISATION, unit_id=known("W1"), line="steering", superior_id=known("P2"),
        valid_from=None,
    )  # fmt: skip
    now = await seen(desk, "W1")
    assert now["aliases"] == ["Phường Hòa Bình cũ"]
    assert now["superiors"] == [{"line": "steering", "unit": {"code": "P2"}}]
    assert (await seen(desk, "W1", before))["superiors"] == []


async def test_merged_units_and_their_heir_know_each_other(desk: Desk) -> None:
    await desk.grant("an", "C")
    before = desk.chronicle.position
    await desk.chronicle.record(
        UnitsMerged, ORGANISATION, unit_ids=(known("W1"), known("W2")), into_id=known("W2"),
        new=None, valid_from=date(2026, 1, 5),
    )  # fmt: skip
    ended, heir = await seen(desk, "W1"), await seen(desk, "W2")
    assert (ended["live"], ended["successors"]) == (False, [{"code": "W2"}])
    assert heir["predecessors"] == [{"code": "W1", "live": False}]
    then = await seen(desk, "W1", before)
    assert (then["live"], then["successors"]) == (True, [])


async def test_a_scheduled_change_is_shown_at_each_unit_that_it_names(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await desk.grant("bo", "P2")
    await desk.grant("ca", "C", Role.ADMINISTRATOR)
    await desk.chronicle.record(
        ChangeScheduled, ORGANISATION, change_id=known("X1"), unit_ids=(known("W1"), known("P1")),
        command="MoveUnit", input={}, effective_on=date(2026, 7, 1),
    )  # fmt: skip
    waiting = desk.chronicle.position
    await desk.chronicle.record(
        ScheduledChangeSettled, ORGANISATION, change_id=known("X1"),
        outcome=ScheduledOutcome.IMPOSSIBLE, reason="It stands there already",
    )  # fmt: skip
    (then,) = (await seen(desk, "W1", waiting))["scheduledChanges"]
    assert (then["command"], then["effectiveOn"], then["outcome"], then["reason"]) == (
        "MoveUnit", "2026-07-01", None, None
    )  # fmt: skip
    (now,) = (await seen(desk, "P1"))["scheduledChanges"]
    assert (now["outcome"], now["reason"]) == ("IMPOSSIBLE", "It stands there already")
    assert now["units"] == [{"code": "W1"}, {"code": "P1"}]
    node = "query ($id: ID!) { node(id: $id) { ... on ScheduledChange { command } } }"
    change = ids.encode(Kind.SCHEDULED_CHANGE, known("X1"))
    assert await desk.ask(node, "an", id=change) == {"node": {"command": "MoveUnit"}}
    assert await desk.ask(node, "bo", id=change) == {"node": None}
    assert await desk.ask(node, "ca", id=change) == {"node": {"command": "MoveUnit"}}


async def test_a_policy_tells_what_it_asks_for(desk: Desk) -> None:
    await desk.grant("an", "P1")
    await desk.chronicle.record(
        PolicySet, policies_id(known("P1")), unit_id=known("P1"), key="prompt", types=(),
        acknowledge_within_working_days=None, pass_on_within_working_days=None,
        valid_from=date(2026, 1, 1), final_report_within_working_days=10,
    )  # fmt: skip
    asked = "query ($unit: ID!) { unit(by: {id: $unit}) { policies { key %s } } }"
    query = asked % "finalReportWithinWorkingDays"
    shown = (await desk.ask(query, "an", unit=unit("P1")))["unit"]["policies"]
    assert shown == [{"key": "prompt", "finalReportWithinWorkingDays": 10}]


async def test_outside_the_slice_the_chart_is_open_and_the_rest_is_not(desk: Desk) -> None:
    await desk.grant("an", "P1")
    shown = await seen(desk, "W2")
    assert (shown["live"], shown["superiors"], shown["successors"]) == (True, [], [])
    assert (shown["aliases"], shown["scheduledChanges"]) == (None, None)


async def test_reports_to_an_ended_unit_go_to_the_one_that_stands_for_it(desk: Desk) -> None:
    await desk.grant("an", "C")
    await desk.chronicle.issue("D1", "P1", named("B1"), task("D1", "go", report_to_id=known("W1")))
    await desk.chronicle.record(
        UnitsMerged, ORGANISATION, unit_ids=(known("W1"),), into_id=known("W2"), new=None,
        valid_from=date(2026, 1, 5),
    )  # fmt: skip
    asked = "query ($unit: ID!) { unit(by: {id: $unit}) { reportsRouted { totalCount } } }"
    for code, routed in (("W2", {"totalCount": 1}), ("P1", {"totalCount": 0}), ("W1", None)):
        assert await desk.ask(asked, "an", unit=unit(code)) == {"unit": {"reportsRouted": routed}}


async def test_a_grant_on_an_ended_unit_opens_nothing_of_earlier_days_either(desk: Desk) -> None:
    await desk.grant("bo", "W1")
    await desk.chronicle.issue("D1", "P1", named("W1"), task("D1", "go"))
    then = desk.chronicle.position
    asked = """
    query ($unit: ID!, $position: Position) {
      unit(by: {id: $unit}, asOf: {position: $position}) { obligations { totalCount } }
    }
    """
    at = {"unit": unit("W1"), "position": then}
    assert await desk.ask(asked, "bo", **at) == {"unit": {"obligations": {"totalCount": 1}}}
    await desk.chronicle.record(
        UnitsMerged, ORGANISATION, unit_ids=(known("W1"),), into_id=known("W2"), new=None,
        valid_from=date(2026, 1, 5),
    )  # fmt: skip
    assert await desk.ask(asked, "bo", **at) == {"unit": {"obligations": None}}
