"""Tasks that are due so long before or after a window, or after another task was accepted."""

from datetime import date
from uuid import UUID

import pytest

from cascade.calendar.commands import AnnounceHoliday
from cascade.directive.commands import (
    AfterAcceptanceInput,
    AmendDirective,
    ChangeTaskInput,
    DateWindow,
    DueInput,
    MoveDueDates,
    TaskInput,
    WindowOffsetInput,
)
from cascade.enums import OnNonWorkingDay, TaskKind, WindowEdge
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene

CONGRESS = "congress"


def beside(edge: WindowEdge = WindowEdge.START, **count: int) -> DueInput:
    return DueInput(beside_window=WindowOffsetInput(window=CONGRESS, edge=edge, **count))


def after(task: str, **count: int) -> DueInput:
    return DueInput(after_acceptance=AfterAcceptanceInput(task=task, **count))


async def date_congress(scene: Scene, issued: UUID, first: int, last: int) -> None:
    days = {"from_day": date(2026, 1, first), "to_day": date(2026, 1, last)}
    await scene.engine.send(DateWindow(directive=issued, key=CONGRESS, **days))


async def fulfil(scene: Scene, issued: UUID, owed: str) -> None:
    report = await scene.report(issued, owed)
    await scene.accept(issued, owed.split("/")[0], report)


async def test_a_task_is_due_beside_a_window_and_moves_with_it(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1", "B2"),
        scene.task("plan", due=beside(days_before=3)),
        scene.task("list", due=beside(working_days_before=3)),
        scene.task("report", due=beside(WindowEdge.END, working_days_after=2)),
        scene.task("thanks", due=beside(WindowEdge.END, days_after=0)),
        scene.task("moved", due=beside(days_before=2), on_non_working_day=OnNonWorkingDay.PREVIOUS),
        windows=[CONGRESS],
    )
    assert set((await scene.due_kinds(issued)).values()) == {"WINDOW_NOT_DATED"}
    assert {row.due_at for row in (await scene.owed(issued)).values()} == {None}
    await date_congress(scene, issued, 13, 15)
    dues = {name: row.due_at for name, row in (await scene.owed(issued)).items() if "B1" in name}
    assert dues == {
        "B1/plan": end_of(10),
        "B1/list": end_of(8),
        "B1/report": end_of(19),
        "B1/thanks": end_of(15),
        "B1/moved": end_of(9),
    }
    await fulfil(scene, issued, "B1/plan")
    await date_congress(scene, issued, 20, 22)
    owed = await scene.owed(issued)
    assert owed["B2/plan"].due_at == end_of(17)
    assert (owed["B1/plan"].due_at, owed["B1/plan"].timeliness) == (end_of(10), "ON_TIME")


async def test_a_holiday_moves_what_is_due_beside_a_window_only_by_the_calendar(
    scene: Scene,
) -> None:
    issued = await scene.issue(
        scene.to("B1"), scene.task(due=beside(working_days_before=2)), windows=[CONGRESS]
    )
    await date_congress(scene, issued, 15, 16)
    holiday = AnnounceHoliday(stated="a notice", days_off=(date(2026, 1, 14),))
    await scene.engine.send(holiday, ADMINISTRATOR)
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(13)
    await scene.engine.send(MoveDueDates(directive=issued, reason="off", by_calendar=True))
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(12)


async def test_a_task_is_due_after_each_units_own_acceptance_of_another(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1", "B2"),
        scene.task("plan", due=scene.due_on(9)),
        scene.task("report", due=after("plan", days=10)),
        scene.task("list", due=after("plan", working_days=2)),
    )
    assert (await scene.due_kinds(issued))["report"] == "AFTER_TASK"
    report = await scene.report(issued, "B1/plan")
    assert (await scene.owed(issued))["B1/report"].timeliness == "UNDATED"
    scene.clock(at(9))
    await scene.accept(issued, "B1", report)
    owed = await scene.owed(issued)
    assert [owed[name].due_at for name in ("B1/report", "B1/list")] == [end_of(19), end_of(13)]
    assert [owed[name].due_at for name in ("B2/report", "B2/list")] == [None, None]
    scene.clock(at(20))
    assert (await scene.owed(issued))["B1/report"].timeliness == "OVERDUE"


async def test_acknowledging_counts_as_acceptance_where_that_is_asked(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("read", kind=TaskKind.ACKNOWLEDGE),
        scene.task("do", due=after("read", days=1), on_non_working_day=OnNonWorkingDay.NEXT),
    )
    scene.clock(at(9))
    await scene.acknowledge(issued, "B1/read")
    assert (await scene.owed(issued))["B1/do"].due_at == end_of(12)


async def test_it_is_judged_by_the_date_that_it_had_when_it_was_handed_in(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"), scene.task("1"), scene.task("2", due=after("1", days=1))
    )
    early = await scene.report(issued, "B1/2")
    await fulfil(scene, issued, "B1/1")
    scene.clock(at(20))
    await scene.accept(issued, "B1", early)
    owed = (await scene.owed(issued))["B1/2"]
    assert (owed.due_at, owed.timeliness) == (None, "UNDATED")


def amending(issued: UUID, **changes: object) -> AmendDirective:
    return AmendDirective(directive=issued, **changes)  # type: ignore[arg-type]


async def test_no_circle_closes_among_relative_due_dates(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"), scene.task("1"), scene.task("2", due=after("1", days=1))
    )
    closing = ChangeTaskInput(key="1", due=after("3", days=1))
    third = TaskInput(key="3", text="a task", due=after("2", days=1))
    command = amending(issued, change_tasks=(closing,), add_tasks=(third,))
    assert set(await scene.refusals(command)) == {"DUE_CIRCLE"}
    itself = ChangeTaskInput(key="1", due=after("1", days=1))
    assert await scene.refusals(amending(issued, change_tasks=(itself,))) == ["DUE_CIRCLE"]


async def test_a_task_on_which_others_rest_is_withdrawn_with_them(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"), scene.task("0"), scene.task("1"), scene.task("2", due=after("1", days=1))
    )
    assert await scene.refusals(amending(issued, withdraw_tasks=("1",))) == ["TASK_RESTED_ON"]
    recurring = ChangeTaskInput(key="1", quota=scene.task(minimum=2).quota)
    assert await scene.refusals(amending(issued, change_tasks=(recurring,))) == [
        "NOT_ACCEPTED_ONCE"
    ]
    changed = ChangeTaskInput(key="2", due=after("0", days=1))
    both = amending(issued, change_tasks=(changed,), withdraw_tasks=("1",))
    assert await scene.refusals(both) == []
    assert await scene.refusals(amending(issued, withdraw_tasks=("0", "2"))) == ["NO_TASK"]


@pytest.mark.parametrize(
    ("due", "code"),
    [
        (after("9", days=1), "UNKNOWN_TASK"),
        (after("1"), "DUE_NOT_UNDERSTOOD"),
        (after("1", days=1, working_days=1), "DUE_NOT_UNDERSTOOD"),
        (after("1", days=-1), "DUE_NOT_UNDERSTOOD"),
        (beside(days_before=1), "UNKNOWN_WINDOW"),
    ],
)
async def test_what_a_relative_due_date_cannot_rest_on(
    scene: Scene, due: DueInput, code: str
) -> None:
    issued = await scene.issue(scene.to("B1"))
    added = TaskInput(key="2", text="a task", due=due)
    assert await scene.refusals(amending(issued, add_tasks=(added,))) == [code]
