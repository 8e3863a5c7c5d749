"""Levels that owe a task by rules of their own."""

from datetime import date

import pytest

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    LevelDueInput,
    MovedDueInput,
    MoveDueDates,
    RecurrenceInput,
)
from cascade.enums import OnNonWorkingDay
from cascade.execution.commands import DeclareOccurrence
from cascade.identifiers import task_id
from cascade.refusals import Refused
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene


def by(level: str, day: int) -> LevelDueInput:
    return LevelDueInput(level=level, due=DueInput(on=date(2026, 1, day)))


async def test_each_level_owes_a_task_by_its_own_rule_and_any_other_by_the_tasks(
    scene: Scene,
) -> None:
    task = scene.task(due=scene.due_on(25), level_dues=(by("branch", 15), by("ward", 20)))
    issued = await scene.issue(scene.to("P", under="P"), task, issuer="C")
    dues = {name: row.due_at for name, row in (await scene.owed(issued)).items()}
    assert (dues["B1/1"], dues["W1/1"]) == (end_of(15), end_of(20))
    assert (dues["P/1"], dues["D/1"]) == (end_of(25), end_of(25))


async def test_each_level_has_occurrences_of_its_own(scene: Scene) -> None:
    def monthly(day: int) -> DueInput:
        rrule = f"FREQ=MONTHLY;BYMONTHDAY={day};COUNT=1"
        return DueInput(recurring=RecurrenceInput(rrule=rrule, starts_on=date(2026, 1, 5)))

    branches = LevelDueInput(level="branch", due=monthly(15))
    task = scene.task(due=monthly(20), level_dues=(branches,))
    issued = await scene.issue(scene.to("W1", "B1"), task)
    rows = await scene.every(issued)
    assert {scene.codes[row.key.unit_id]: row.key.occurrence for row in rows} == {
        "B1": date(2026, 1, 15),
        "W1": date(2026, 1, 20),
    }


async def test_where_a_tasks_due_day_moves_off_days_off_that_of_a_level_does_too(
    scene: Scene,
) -> None:
    sunday, saturday = by("branch", 18), by("branch", 17)
    task = scene.task(
        due=scene.due_on(25), level_dues=(sunday,), on_non_working_day=OnNonWorkingDay.NEXT
    )
    issued = await scene.issue(scene.to("W1", "B1"), task)
    owed = await scene.owed(issued)
    assert (owed["B1/1"].due_at, owed["W1/1"].due_at) == (end_of(19), end_of(26))
    change = ChangeTaskInput(key="1", level_dues=(saturday,))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(change,)))
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(19), "the task's way stays"
    stays = ChangeTaskInput(key="1", due=scene.due_on(25), level_dues=(sunday,))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(stays,)))
    owed = await scene.owed(issued)
    assert (owed["B1/1"].due_at, owed["W1/1"].due_at) == (end_of(18), end_of(25))


async def test_the_date_of_a_level_is_moved_apart(scene: Scene) -> None:
    task = scene.task(due=scene.due_on(25), level_dues=(by("branch", 15),))
    issued = await scene.issue(scene.to("W1", "B1"), task)
    moved = MovedDueInput(task_key="1", level="branch", on=date(2026, 1, 17))
    await scene.engine.send(MoveDueDates(directive=issued, reason="a reason", dues=(moved,)))
    owed = await scene.owed(issued)
    assert (owed["B1/1"].due_at, owed["W1/1"].due_at) == (end_of(17), end_of(25))


async def test_an_amendment_of_a_levels_rule_moves_what_is_not_yet_submitted(scene: Scene) -> None:
    task = scene.task(due=scene.due_on(25), level_dues=(by("branch", 15),))
    issued = await scene.issue(scene.to("B1", "B2"), task)
    scene.clock(at(16))
    await scene.report(issued, "B1/1")
    changed = ChangeTaskInput(key="1", level_dues=(by("branch", 18),))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(changed,)))
    owed = await scene.owed(issued)
    assert (owed["B1/1"].due_at, owed["B1/1"].timeliness) == (end_of(15), "LATE")
    assert (owed["B2/1"].due_at, owed["B2/1"].timeliness) == (end_of(18), "NOT_YET_DUE")


async def test_who_owes_by_the_rule_of_its_level_declares_no_occurrence(scene: Scene) -> None:
    task = scene.task(due=DueInput(hours_after_occurrence=24), level_dues=(by("branch", 15),))
    issued = await scene.issue(scene.to("W1", "B1"), task)
    for code in ("W1", "B1"):
        declared = DeclareOccurrence(
            directive=issued,
            unit=scene.ids[code],
            task=task_id(issued, "1"),
            occurred_at=scene.engine.clock.now(),
            label="x",
        )
        if code == "W1":
            await scene.engine.send(declared)
        else:
            with pytest.raises(Refused, match="counts from no occurrence"):
                await scene.engine.send(declared)
    rows = {scene.codes[row.key.unit_id]: row.due_at for row in await scene.every(issued)}
    assert rows == {"W1": at(6, hour=9), "B1": end_of(15)}
