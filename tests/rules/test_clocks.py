"""A clock that was put back: whatever was recorded ahead of it still judges all that follows."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from cascade.clock import SteppedClock
from cascade.directive.commands import DueInput
from cascade.execution.commands import SubmitReport
from tests.harness.engine import START, TestEngine
from tests.harness.ground import Ground
from tests.harness.small_organisation import at, end_of
from tests.oracle.history import Moment
from tests.oracle.obligations import obligations
from tests.rules.scene import Scene


class WallClock(SteppedClock):
    """Anybody may set it."""

    def set_to(self, instant: datetime) -> None:
        self._now = instant


@pytest.fixture
def wall() -> WallClock:
    return WallClock(START)


@pytest.fixture
async def told(ground: Ground, wall: WallClock) -> AsyncIterator[Scene]:
    async with TestEngine.on(ground, clock=wall) as engine:
        scene = Scene(engine)
        await scene.begin()
        yield scene


async def test_what_was_just_asked_for_can_be_reported(told: Scene, wall: WallClock) -> None:
    told.clock(at(5, 12))
    issued = await told.issue(told.to("B1"))
    wall.set_to(at(5))
    report = SubmitReport(obligation=told.ref(issued, "B1/1"), text="done")
    assert await told.refusals(report) == []
    assert told.engine.history.recorded_at(told.engine.history.head) == at(5, 12)
    row = (await told.owed(issued))["B1/1"]
    assert (row.status, row.submitted_at) == ("SUBMITTED", at(5, 12))


async def test_a_day_that_the_log_has_seen_is_over(told: Scene, wall: WallClock) -> None:
    """Commands, read models and model judge by the log's end alike."""
    issued = await told.issue(told.to("B1", "B2"), told.task(due=told.due_on(6)))
    told.clock(at(7, 1))
    await told.issue(told.to("B3"))
    wall.set_to(at(6, 22))
    await told.report(issued, "B1/1")
    rows = await told.owed(issued)
    assert {name: row.timeliness for name, row in rows.items()} == {
        "B1/1": "LATE",
        "B2/1": "OVERDUE",
    }
    head = told.engine.history.head
    model = obligations(told.engine.history, Moment(head, told.engine.history.recorded_at(head)))
    expected = {owed.unit_id: owed.timeliness.value for owed in model}
    assert all(row.timeliness.value == expected[row.key.unit_id] for row in rows.values())
    assert await told.extend(issued, "B2/1", at(6, 23)) == ["DUE_IN_THE_PAST"]
    assert await told.extend(issued, "B2/1", end_of(8)) == []


async def test_receipts_count_from_when_they_were_recorded(told: Scene, wall: WallClock) -> None:
    told.clock(at(7, 1))
    await told.issue(told.to("B3"))
    wall.set_to(at(6, 22))
    issued = await told.issue(told.to("B1"), told.task(due=DueInput(days_after_receipt=1)))
    assert (await told.owed(issued))["B1/1"].due_at == end_of(8)
    assert at(7, 1) - wall.now() == timedelta(hours=3)
