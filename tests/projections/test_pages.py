"""Rows do not depend on where pages end, and a page is written wholly or not at all."""

from typing import Any

import pytest

from cascade.database import Database
from projections.engine.pages import CheckpointMoved, catch_up, lay, write_page
from projections.engine.rebuilding import digests
from projections.engine.schemas import LIVE, enter, statements
from tests.conftest import database as database
from tests.harness.amendments import befall
from tests.harness.chronicle import Chronicle, tell
from tests.harness.remarks import REMARKS, remark
from tests.harness.reorganisations import reorganise

TRUTH = {
    "act",
    "amended_atom",
    "amended_unit",
    "audience_atom",
    "audience_unit",
    "calendar_day",
    "cause",
    "directive",
    "directive_viewer",
    "group_act",
    "parent_unit",
    "passing",
    "period",
    "policy_version",
    "reach",
    "reach_atom",
    "reach_unit",
    "relay_due",
    "report",
    "staged_unit",
    "standing_group",
    "task",
    "task_member",
    "task_recipient",
    "unit",
    "unit_alias",
    "unit_name",
    "unit_succession",
    "unit_superior",
    "unit_transfer",
    "unit_version",
    "window_dating",
}
"""Tables that the story fills; other tests fill the others."""


@pytest.fixture
async def writing(database: Database) -> Any:
    connection = await database.connect()
    yield connection
    await connection.close()


async def test_rows_are_the_same_whatever_the_pages(chronicle: Chronicle, writing: Any) -> None:
    await tell(chronicle)
    await befall(chronicle)
    await reorganise(chronicle)
    found = []
    for page_events in (1, 7, 5_000):
        await lay(writing, LIVE)
        assert await catch_up(writing, chronicle.log, page_events) == chronicle.position
        found.append(await digests(writing, LIVE))
    assert found[0] == found[1] == found[2]
    assert {name for name, (rows, _) in found[0].items() if rows} >= TRUTH


async def test_what_is_told_beside_the_truth_is_the_same_too(
    chronicle: Chronicle, writing: Any
) -> None:
    await remark(chronicle)
    found = []
    for page_events in (1, 3, 5_000):
        await lay(writing, LIVE)
        assert await catch_up(writing, chronicle.log, page_events) == chronicle.position
        found.append(await digests(writing, LIVE))
    assert found[0] == found[1] == found[2]
    assert {name for name, (rows, _) in found[0].items() if rows} >= REMARKS


async def test_a_page_that_somebody_else_wrote_is_refused(
    chronicle: Chronicle, writing: Any
) -> None:
    await chronicle.found()
    await catch_up(writing, chronicle.log)
    before = await digests(writing, LIVE)
    await chronicle.establish(P1="C")
    events = await chronicle.log.read(2)
    with pytest.raises(CheckpointMoved):
        await write_page(writing, LIVE, 1, events)
    assert await digests(writing, LIVE) == before


async def test_the_checkpoint_tells_when_it_was_recorded(
    chronicle: Chronicle, writing: Any
) -> None:
    await chronicle.found()
    await catch_up(writing, chronicle.log)
    async with writing.transaction():
        await enter(writing, LIVE)
        checkpoint = await statements.checkpoint(writing)
    assert checkpoint["position"] == 2
    assert checkpoint["recorded_at"] == chronicle.clock.now()
