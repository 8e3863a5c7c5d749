"""Quotas: each unit's own, or shared by a lead and its coordinating units."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from cascade.directive.commands import DueInput, TaskInput
from cascade.organisation.commands import EstablishUnits, NewUnit
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene


def _shared(scene: Scene, minimum: int = 1) -> TaskInput:
    return scene.task(lead="W1", coordinating=["W2"], minimum=minimum, due=scene.due_on(6))


def _shared_with_group(scene: Scene, minimum: int = 2, **values: Any) -> TaskInput:
    group = scene.to(under="W1")
    return scene.task(lead="W1", coordinating_groups=group, minimum=minimum, **values)


async def test_a_quota_shared_with_a_group_is_met_by_the_sum_and_fulfils_all(scene: Scene) -> None:
    """B2 has done nothing: it has no row, and is fulfilled all the same."""
    issued = await scene.issue(scene.to("W1"), _shared_with_group(scene, due=scene.due_on(6)))
    await scene.extend(issued, "B2/1", end_of(9))
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1", 1))
    owed = await scene.owed(issued)
    assert {row.status for row in owed.values()} == {"PENDING"}
    assert {row.reported_towards_quota for row in owed.values()} == {Decimal(1)}
    assert {row.quota_met for row in owed.values()} == {False}
    scene.clock(at(8))
    report = await scene.report(issued, "W1/1", 2)
    assert {row.reported_towards_quota for row in (await scene.owed(issued)).values()} == {3}
    scene.clock(at(20))
    await scene.accept(issued, "W1", report)
    owed = await scene.owed(issued)
    assert set(owed) == {"W1/1", "B1/1", "B2/1"}
    assert {(row.status, row.quota_met) for row in owed.values()} == {("FULFILLED", True)}
    assert {row.submitted_at for row in owed.values()} == {at(8)}
    assert {name: row.timeliness for name, row in owed.items()} == {
        "W1/1": "LATE",
        "B1/1": "LATE",
        "B2/1": "ON_TIME",
    }


@pytest.mark.parametrize(
    ("received_on", "timeliness"), [(None, "LATE"), (date(2026, 1, 6), "ON_TIME")]
)
async def test_what_others_met_is_judged_by_the_day_on_which_it_came_on_paper(
    scene: Scene, received_on: date | None, timeliness: str
) -> None:
    """W1 is due on the 6th, B2 on the 9th; what meets it comes on the 8th, or on paper before. W1
    is judged alike once it has a row of its own.
    """
    issued = await scene.issue(scene.to("W1"), _shared_with_group(scene, due=scene.due_on(6)))
    await scene.extend(issued, "B2/1", end_of(9))
    scene.clock(at(8))
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1", 2), received_on)
    for _ in range(2):
        owed = await scene.owed(issued)
        assert (owed["W1/1"].timeliness, owed["B2/1"].timeliness) == (timeliness, "ON_TIME")
        await scene.give_back(issued, "W1", await scene.report(issued, "W1/1", 1))


@pytest.mark.parametrize("acts_first", [False, True])
async def test_a_quota_met_by_a_report_that_nobody_accepts_fulfils_who_is_due_by_its_own_reach(
    scene: Scene, acts_first: bool
) -> None:
    """What meets it is met as it is handed in, and each is judged by the date in force then."""
    due = DueInput(working_days_after_receipt=2)
    task = _shared_with_group(scene, minimum=1, due=due, needs_acceptance=False)
    issued = await scene.issue(scene.to("W1"), task)
    scene.clock(at(20))
    if acts_first:
        await scene.acknowledge(issued, "B2/1")
    await scene.report(issued, "W1/1", 1)
    for _ in range(2):
        owed = await scene.owed(issued)
        assert set(owed) == {"W1/1", "B1/1", "B2/1"}
        assert {(row.status, row.timeliness) for row in owed.values()} == {("FULFILLED", "LATE")}
        await scene.acknowledge(issued, "B1/1", "B2/1")


async def test_what_others_met_is_done_whatever_its_unit_does_later(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1"), _shared_with_group(scene, due=scene.due_on(6)))
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1", 2))
    scene.clock(at(8))
    await scene.acknowledge(issued, "B2/1")
    await scene.give_back(issued, "B2", await scene.report(issued, "B2/1", 1))
    owed = (await scene.owed(issued))["B2/1"]
    assert (owed.status, owed.timeliness) == ("FULFILLED", "ON_TIME")
    assert owed.reported_towards_quota == 2
    assert await scene.extend(issued, "W1/1", at(20)) == ["ALREADY_FULFILLED"]


async def test_who_is_founded_under_the_group_after_it_was_met_has_a_part_in_what_comes(
    scene: Scene,
) -> None:
    everyone = scene.to(under="W1")
    issued = await scene.issue(
        everyone, _shared_with_group(scene, due=scene.due_on(6)), standing=True
    )
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1", 2))
    new = NewUnit(code="B8", name="B8", kind="cell", level="branch", parent=scene.ids["W1"])
    outcome = await scene.engine.send(EstablishUnits((new,)), ADMINISTRATOR)
    scene.ids["B8"] = UUID(outcome.answer["units"][0])
    owed = await scene.owed(issued)
    assert (owed["B2/1"].status, owed["B8/1"].status) == ("FULFILLED", "PENDING")
    assert owed["B8/1"].role.value == "COORDINATING"
    assert await scene.extend(issued, "B8/1", end_of(9)) == []
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1", 1))
    owed = await scene.owed(issued)
    assert {row.status for row in owed.values()} == {"FULFILLED"}
    assert {row.reported_towards_quota for row in owed.values()} == {Decimal(3)}
    assert await scene.extend(issued, "B8/1", end_of(10)) == ["ALREADY_FULFILLED"]


async def test_who_owes_a_led_task_beside_a_group_has_no_part_in_its_quota(scene: Scene) -> None:
    task = _shared_with_group(scene, minimum=1, audience=scene.to("W2"))
    issued = await scene.issue(scene.to("W2"), task)
    await scene.accept(issued, "W2", await scene.report(issued, "W2/1", 5))
    owed = await scene.owed(issued)
    assert (owed["W2/1"].status, owed["W2/1"].quota_met) == ("FULFILLED", None)
    assert {owed[name].status for name in ("W1/1", "B1/1", "B2/1")} == {"PENDING"}
    assert owed["B1/1"].reported_towards_quota == 0
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1", 1))
    assert {row.status for row in (await scene.owed(issued)).values()} == {"FULFILLED"}


@pytest.mark.parametrize("reporter", ["W1", "W2"])
async def test_a_shared_quota_is_met_by_either_and_fulfils_both(
    scene: Scene, reporter: str
) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), _shared(scene))
    report = await scene.report(issued, f"{reporter}/1", 1)
    assert {row.quota_met for row in (await scene.owed(issued)).values()} == {False}
    await scene.accept(issued, reporter, report)
    owed = await scene.owed(issued)
    assert {row.status for row in owed.values()} == {"FULFILLED"}
    assert {row.quota_met for row in owed.values()} == {True}
    assert {row.reported_towards_quota for row in owed.values()} == {1.0}


async def test_sharers_are_judged_by_that_submission_each_by_its_own_due_date(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), _shared(scene))
    await scene.extend(issued, "W2/1", end_of(9))
    scene.clock(at(8))
    report = await scene.report(issued, "W1/1", 1)
    scene.clock(at(20))
    await scene.accept(issued, "W1", report)
    owed = await scene.owed(issued)
    assert (owed["W1/1"].timeliness, owed["W2/1"].timeliness) == ("LATE", "ON_TIME")
    assert {row.submitted_at for row in owed.values()} == {at(8)}


async def test_an_accepted_part_of_a_quota_leaves_it_open(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), _shared(scene, minimum=3))
    await scene.accept(issued, "W1", await scene.report(issued, "W1/1", 1))
    await scene.report(issued, "W2/1", 1)
    owed = await scene.owed(issued)
    assert (owed["W1/1"].status, owed["W2/1"].status) == ("PENDING", "SUBMITTED")
    assert {row.reported_towards_quota for row in owed.values()} == {2.0}


async def test_without_a_lead_a_quota_is_each_units_own(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), scene.task(minimum=1))
    await scene.accept(issued, "W1", await scene.report(issued, "W1/1", 1))
    owed = await scene.owed(issued)
    assert (owed["W1/1"].status, owed["W2/1"].status) == ("FULFILLED", "PENDING")


async def test_who_owes_a_led_task_beside_its_sharers_has_no_quota(scene: Scene) -> None:
    task = scene.task(audience=scene.to("B1"), lead="W1", coordinating=["W2"], minimum=1)
    issued = await scene.issue(scene.to("B1"), task)
    report = await scene.report(issued, "B1/1", 5)
    before = (await scene.owed(issued))["B1/1"]
    assert (before.status, before.quota_met) == ("SUBMITTED", None)
    await scene.accept(issued, "B1", report)
    owed = await scene.owed(issued)
    assert owed["B1/1"].status == "FULFILLED"
    assert (owed["W1/1"].status, owed["W1/1"].reported_towards_quota) == ("PENDING", Decimal(0))


async def test_a_quota_that_is_met_stays_met_and_takes_further_reports(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), _shared(scene))
    await scene.accept(issued, "W1", await scene.report(issued, "W1/1", 1))
    scene.clock(at(8))
    later = await scene.report(issued, "W2/1", 2)
    await scene.give_back(issued, "W2", later)
    owed = await scene.owed(issued)
    assert {row.status for row in owed.values()} == {"FULFILLED"}
    assert {row.timeliness for row in owed.values()} == {"ON_TIME"}
