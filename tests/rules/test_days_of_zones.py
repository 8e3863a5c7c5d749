"""A deployment where clocks are put back at midnight: commands, read models and model agree."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from uuid import UUID

import pytest

from cascade.calendar.commands import AnnounceHoliday
from cascade.directive.commands import (
    DateWindow,
    DueInput,
    MovedDueInput,
    MoveDueDates,
    RecurrenceInput,
)
from cascade.execution.commands import ObligationRef, RelayDirective, RelayDueInput, SubmitReport
from cascade.identifiers import task_id
from tests.harness.engine import ADMINISTRATOR, TestEngine
from tests.harness.ground import Ground
from tests.oracle.history import Moment
from tests.oracle.obligations import obligations
from tests.rules.scene import Scene

SATURDAY = date(2026, 4, 4)
END_OF_SATURDAY = datetime(2026, 4, 5, 3, 59, 59, 999_999, tzinfo=UTC)
FIRST_HALF_PAST_ELEVEN = datetime(2026, 4, 5, 2, 30, tzinfo=UTC)
SECOND_HALF_PAST_ELEVEN = datetime(2026, 4, 5, 3, 30, tzinfo=UTC)
SUNDAY = datetime(2026, 4, 5, 4, tzinfo=UTC)
REPORTED_AT = (FIRST_HALF_PAST_ELEVEN, SECOND_HALF_PAST_ELEVEN, SUNDAY)
EVERY_BRANCH = ("B1", "B2", "B3")

RULES = {
    "on": DueInput(on=SATURDAY),
    "days_after_issue": DueInput(days_after_issue=2),
    "days_after_receipt": DueInput(days_after_receipt=2),
    "recurring": DueInput(
        recurring=RecurrenceInput(rrule="FREQ=DAILY;COUNT=1", starts_on=SATURDAY)
    ),
}


@pytest.fixture
async def santiago(ground: Ground) -> AsyncIterator[Scene]:
    """Thursday 2 April 2026, noon in UTC."""
    async with TestEngine.on(ground) as engine:
        scene = Scene(engine)
        scene.clock(datetime(2026, 4, 2, 12, tzinfo=UTC))
        await scene.begin("America/Santiago")
        yield scene


async def agreed(scene: Scene, directive_id: UUID) -> dict[str, tuple[datetime | None, str]]:
    """What is owed by "unit/task", when and how it stands, of which the model must say the same."""
    rows = await scene.owed(directive_id)
    told = {(row.key.unit_id, row.key.task_id): row for row in rows.values()}
    moment = Moment(scene.engine.history.head, scene.engine.clock.now())
    for expected in obligations(scene.engine.history, moment):
        row = told.pop((expected.unit_id, expected.task_id))
        assert (row.due_at, row.opens_at) == (expected.due_at, expected.opens_at)
        assert row.timeliness.value == expected.timeliness.value
    assert not told
    return {name: (row.due_at, row.timeliness) for name, row in rows.items()}


@pytest.mark.parametrize("rule", RULES)
async def test_what_is_due_on_a_day_with_two_last_hours(santiago: Scene, rule: str) -> None:
    task = santiago.task(due=RULES[rule])
    issued = await santiago.issue(santiago.to(*EVERY_BRANCH), task)
    day = SATURDAY if rule == "recurring" else None
    for branch, at in zip(EVERY_BRANCH, REPORTED_AT, strict=True):
        santiago.clock(at)
        await santiago.engine.send(
            SubmitReport(obligation=owed(issued, santiago.ids[branch], day), text="done")
        )
    assert await agreed(santiago, issued) == {
        "B1/1": (END_OF_SATURDAY, "ON_TIME"),
        "B2/1": (END_OF_SATURDAY, "ON_TIME"),
        "B3/1": (END_OF_SATURDAY, "LATE"),
    }


async def test_it_is_overdue_when_the_day_is_over(santiago: Scene) -> None:
    issued = await santiago.issue(santiago.to("B1"), santiago.task(due=RULES["on"]))
    santiago.clock(END_OF_SATURDAY)
    assert (await agreed(santiago, issued))["B1/1"] == (END_OF_SATURDAY, "NOT_YET_DUE")
    santiago.clock(SUNDAY)
    assert (await agreed(santiago, issued))["B1/1"] == (END_OF_SATURDAY, "OVERDUE")


async def test_windows_relays_and_moves_end_with_the_day(santiago: Scene) -> None:
    scene = santiago
    dated = await scene.issue(
        scene.to("B1"), scene.task(due=DueInput(end_of_window="w")), windows=["w"]
    )
    await scene.engine.send(
        DateWindow(directive=dated, key="w", from_day=date(2026, 4, 3), to_day=SATURDAY)
    )
    assert (await agreed(scene, dated))["B1/1"][0] == END_OF_SATURDAY
    moved = MoveDueDates(
        directive=dated,
        reason="by mistake",
        dues=(MovedDueInput(task_key="1", occurrence=None, on=date(2026, 4, 6)),),
    )
    back = MoveDueDates(
        directive=dated,
        reason="back",
        dues=(MovedDueInput(task_key="1", occurrence=None, on=SATURDAY),),
    )
    assert await scene.refusals(moved) == await scene.refusals(back) == []
    assert (await agreed(scene, dated))["B1/1"][0] == END_OF_SATURDAY


async def test_relays_bring_forward_to_the_end_of_the_day(santiago: Scene) -> None:
    scene = santiago
    issued = await scene.issue(
        scene.to("W1", "B1"), scene.task(due=DueInput(on=date(2026, 4, 9))), level_by_level=True
    )
    forward = (RelayDueInput("1", SATURDAY),)
    await scene.engine.send(
        RelayDirective(directive=issued, by=scene.ids["W1"], audience=scene.to("B1"), dues=forward)
    )
    assert (await agreed(scene, issued))["B1/1"][0] == END_OF_SATURDAY


async def test_a_day_off_moves_an_end_of_day_to_an_end_of_day(santiago: Scene) -> None:
    """From the Friday before, with one last hour, to the Saturday with two."""
    scene = santiago
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("1", due=DueInput(on=date(2026, 4, 3))),
        scene.task("2", due=DueInput(at=datetime(2026, 4, 4, 2, 30, tzinfo=UTC))),
    )
    swapped = AnnounceHoliday(
        stated="a swapped day", days_off=(date(2026, 4, 3),), working_days=(SATURDAY,)
    )
    assert await scene.refusals(swapped, ADMINISTRATOR) == []
    assert (
        await scene.refusals(
            MoveDueDates(directive=issued, reason="as announced", by_calendar=True)
        )
        == []
    )
    assert await agreed(scene, issued) == {
        "B1/1": (END_OF_SATURDAY, "NOT_YET_DUE"),
        "B1/2": (FIRST_HALF_PAST_ELEVEN, "NOT_YET_DUE"),
    }


def owed(directive_id: UUID, unit_id: UUID, day: date | None) -> ObligationRef:
    return ObligationRef(
        directive=directive_id, unit=unit_id, task=task_id(directive_id, "1"), occurrence=day
    )
