"""What units do with what they owe, and how it is judged."""

from datetime import date

from cascade.directive.commands import DueInput
from cascade.enums import TaskKind
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene


async def test_timeliness_is_judged_by_the_submission_that_is_accepted(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    scene.clock(at(6))
    first = await scene.report(issued, "B1/1")
    await scene.give_back(issued, "B1", first)
    scene.clock(at(7))
    second = await scene.report(issued, "B1/1")
    await scene.accept(issued, "B1", second)
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.status, owed.timeliness) == ("FULFILLED", "LATE")
    assert (owed.submitted_at, owed.due_at) == (at(7), end_of(6))


async def test_it_is_judged_by_the_due_date_in_force_at_the_submission(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    await scene.extend(issued, "B1/1", end_of(8))
    scene.clock(at(8))
    report = await scene.report(issued, "B1/1")
    scene.clock(at(12))
    await scene.accept(issued, "B1", report)
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.timeliness, owed.due_at) == ("ON_TIME", end_of(8))


async def test_a_judgement_stands_for_ever(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1", "B2"), scene.task(due=DueInput(end_of_window="w")), windows=["w"]
    )
    await scene.date_window(issued, "w", 6)
    scene.clock(at(7))
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1"))
    await scene.date_window(issued, "w", 20)
    owed = await scene.owed(issued)
    assert (owed["B1/1"].timeliness, owed["B1/1"].due_at) == ("LATE", end_of(6))
    assert (owed["B2/1"].timeliness, owed["B2/1"].due_at) == ("NOT_YET_DUE", end_of(20))


async def test_while_submitted_it_shows_by_its_submission(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    scene.clock(at(6))
    await scene.report(issued, "B1/1")
    scene.clock(at(20))
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.status, owed.timeliness) == ("SUBMITTED", "ON_TIME")


async def test_a_return_reopens_it_against_the_due_date(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    scene.clock(at(6))
    report = await scene.report(issued, "B1/1")
    scene.clock(at(7))
    await scene.give_back(issued, "B1", report)
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.status, owed.timeliness) == ("RETURNED", "OVERDUE")


async def test_a_return_may_set_a_new_due_date(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    report = await scene.report(issued, "B1/1")
    scene.clock(at(7))
    await scene.give_back(issued, "B1", report, due_at=end_of(9))
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.status, owed.timeliness, owed.due_at) == ("RETURNED", "NOT_YET_DUE", end_of(9))


async def test_what_is_submitted_or_fulfilled_is_not_extended(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    report = await scene.report(issued, "B1/1")
    assert await scene.extend(issued, "B1/1", end_of(9)) == ["AWAITS_DECISION"]
    await scene.accept(issued, "B1", report)
    assert await scene.extend(issued, "B1/1", end_of(9)) == ["ALREADY_FULFILLED"]
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(6)


async def test_an_acceptance_may_name_the_earlier_day_of_arrival_on_paper(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    scene.clock(at(8))
    report = await scene.report(issued, "B1/1")
    assert (await scene.owed(issued))["B1/1"].timeliness == "LATE"
    await scene.accept(issued, "B1", report, received_on=date(2026, 1, 6))
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.timeliness, owed.submitted_at) == ("ON_TIME", at(8))


async def test_overdue_is_a_comparison_with_a_clock(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    position = len(scene.engine.facts)
    scene.clock(end_of(6))
    assert (await scene.owed(issued))["B1/1"].timeliness == "NOT_YET_DUE"
    scene.clock(at(7, 0))
    assert (await scene.owed(issued))["B1/1"].timeliness == "OVERDUE"
    assert len(scene.engine.facts) == position


async def test_acknowledging_fulfils_a_task_that_asks_for_it(scene: Scene) -> None:
    tasks = (scene.task("1", kind=TaskKind.ACKNOWLEDGE, due=scene.due_on(6)), scene.task("2"))
    issued = await scene.issue(scene.to("B1"), *tasks)
    await scene.acknowledge(issued, "B1/1", "B1/2")
    owed = await scene.owed(issued)
    assert (owed["B1/1"].status, owed["B1/1"].timeliness) == ("FULFILLED", "ON_TIME")
    assert (owed["B1/2"].status, owed["B1/2"].timeliness) == ("ACKNOWLEDGED", "UNDATED")


async def test_undated_tasks_are_never_overdue_and_stay_told_apart(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("1"),
        scene.task("2", due=DueInput(continuous=True)),
        scene.task("3", due=DueInput(on_occurrence=True)),
        scene.task("4", due=DueInput(end_of_window="w")),
        windows=["w"],
    )
    scene.clock(at(31))
    owed = await scene.owed(issued)
    assert {row.timeliness for row in owed.values()} == {"UNDATED"}
    kinds = await scene.due_kinds(issued)
    assert kinds == {
        "1": "ABSENT",
        "2": "CONTINUOUS",
        "3": "ON_OCCURRENCE",
        "4": "WINDOW_NOT_DATED",
    }
    await scene.date_window(issued, "w", 31)
    assert (await scene.due_kinds(issued))["4"] == "WINDOW"


async def test_on_occurrence_is_fulfilled_by_the_first_accepted_report(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=DueInput(on_occurrence=True)))
    first = await scene.report(issued, "B1/1")
    await scene.accept(issued, "B1", first)
    fulfilled_at = scene.engine.clock.now()
    scene.clock(at(8))
    later = await scene.report(issued, "B1/1")
    await scene.give_back(issued, "B1", later)
    owed = (await scene.owed(issued))["B1/1"]
    assert (owed.status, owed.fulfilled_at) == ("FULFILLED", fulfilled_at)
    assert await scene.reports(issued, "B1/1") == [later, first]
