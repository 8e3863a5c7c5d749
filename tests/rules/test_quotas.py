"""Quotas: each unit's own, or shared by a lead and its coordinating units."""

from decimal import Decimal

import pytest

from cascade.directive.commands import TaskInput
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene


def _shared(scene: Scene, minimum: int = 1) -> TaskInput:
    return scene.task(lead="W1", coordinating=["W2"], minimum=minimum, due=scene.due_on(6))


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
