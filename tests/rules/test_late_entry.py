"""A letter of the 5th that is entered later: what of its past is owed, and by whom."""

from datetime import date
from uuid import UUID

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    RecurrenceInput,
    TaskInput,
)
from cascade.identifiers import task_id
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene

DATED = date(2026, 1, 5)
DAILY = RecurrenceInput(rrule="FREQ=DAILY;COUNT=4", starts_on=date(2026, 1, 6))


def tasks(owed_from: date | None) -> tuple[TaskInput, ...]:
    """One due on the 7th, one on each day from the 6th to the 9th."""
    return (
        TaskInput(key="1", text="once", due=DueInput(on=date(2026, 1, 7)), owed_from=owed_from),
        TaskInput(key="2", text="daily", due=DueInput(recurring=DAILY), owed_from=owed_from),
    )


async def owed(scene: Scene, directive_id: UUID, *keys: str) -> set[tuple[str, int]]:
    """By unit and day of the due date, of these tasks or of all."""
    codes, wanted = scene.codes, {task_id(directive_id, key) for key in keys}
    return {
        (codes[row.key.unit_id], row.due_at.day)
        for row in await scene.every(directive_id)
        if row.due_at is not None and (not keys or row.key.task_id in wanted)
    }


async def entered_on_the_8th(
    scene: Scene, owed_from: date | None, *, level_by_level: bool = False
) -> UUID:
    scene.clock(at(8))
    return await scene.issue(
        scene.to("W1", "B1"),
        *tasks(owed_from),
        issued_on=DATED,
        level_by_level=level_by_level,
        days=None,
    )


async def test_what_comes_once_is_owed_late_an_occurrence_that_was_over_is_not(
    scene: Scene,
) -> None:
    issued = await entered_on_the_8th(scene, None)
    assert await owed(scene, issued) == {(unit, day) for unit in ("W1", "B1") for day in (7, 8, 9)}


async def test_both_follow_the_day_from_which_the_issuer_has_them_owed(scene: Scene) -> None:
    everything = await entered_on_the_8th(scene, DATED)
    assert await owed(scene, everything) == {
        (unit, day) for unit in ("W1", "B1") for day in (6, 7, 8, 9)
    }
    late = {row.timeliness for row in await scene.every(everything) if row.due_at == end_of(6)}
    assert late == {"OVERDUE"}
    nothing_past = await entered_on_the_8th(scene, date(2026, 1, 8))
    assert await owed(scene, nothing_past) == {
        (unit, day) for unit in ("W1", "B1") for day in (8, 9)
    }


async def test_whom_it_reaches_later_owes_no_occurrence_that_was_over_then(scene: Scene) -> None:
    issued = await entered_on_the_8th(scene, DATED, level_by_level=True)
    scene.clock(at(9))
    await scene.relay(issued, "W1", scene.to("B1"))
    found = await owed(scene, issued)
    assert {day for unit, day in found if unit == "W1"} == {6, 7, 8, 9}
    assert {day for unit, day in found if unit == "B1"} == {7, 9}


async def test_a_due_date_that_an_amendment_gives_is_owed(scene: Scene) -> None:
    issued = await entered_on_the_8th(scene, date(2026, 1, 8))
    changed = ChangeTaskInput(key="1", due=DueInput(on=date(2026, 1, 20)))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(changed,)))
    assert ("W1", 20) in await owed(scene, issued)


async def test_an_added_task_says_for_itself_what_of_the_past_is_owed(scene: Scene) -> None:
    issued = await entered_on_the_8th(scene, None)
    more = TaskInput(key="3", text="x", due=DueInput(recurring=DAILY), owed_from=date(2026, 1, 7))
    await scene.engine.send(AmendDirective(directive=issued, add_tasks=(more,)))
    assert await owed(scene, issued, "3") == {
        (unit, day) for unit in ("W1", "B1") for day in (7, 8, 9)
    }
