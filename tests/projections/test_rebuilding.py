"""A rebuild gives the same rows, loses nothing, and is noticed by no reader."""

import asyncio
from typing import Any

import pytest

from cascade.database import Database
from projections.engine.notifier import ProjectionNotifier
from projections.engine.pages import catch_up
from projections.engine.projector import Projector
from projections.engine.rebuilding import RebuiltDiffers, rebuild
from projections.query_args import UnitFilter
from projections.reader import Reader
from tests.conftest import database as database
from tests.harness.chronicle import Chronicle, tell


@pytest.fixture
async def told(chronicle: Chronicle, database: Database) -> Chronicle:
    await tell(chronicle)
    connection = await database.connect()
    await catch_up(connection, chronicle.log)
    await connection.close()
    return chronicle


async def test_the_same_rows_again(told: Chronicle, database: Database) -> None:
    seen: list[tuple[int, int]] = []
    rebuilt = await rebuild(
        database, told.log, page_events=7, on_progress=lambda *step: seen.append(step)
    )
    assert rebuilt.position == told.position
    assert rebuilt.rows["directive"] == 4
    assert seen[-1] == (told.position, told.position)
    async with Reader(database.readers, told.log, told.clock) as reader:
        assert await reader.projected_to() == told.position


async def test_other_rows_are_not_switched_to(told: Chronicle, database: Database) -> None:
    async with database.pool.acquire() as connection:
        await connection.execute("UPDATE read_model.directive SET subject = 'tampered'")
    with pytest.raises(RebuiltDiffers) as found:
        await rebuild(database, told.log)
    assert found.value.tables == ["directive"]
    async with database.pool.acquire() as connection:
        subjects = await connection.fetch("SELECT DISTINCT subject FROM read_model.directive")
    assert [row["subject"] for row in subjects] == ["tampered"]


async def test_the_switch_waits_for_readers_of_before(told: Chronicle, database: Database) -> None:
    async with Reader(database.readers, told.log, told.clock) as reader:
        moment = await reader.live()
        rebuilding = asyncio.create_task(rebuild(database, told.log))
        await asyncio.sleep(1.0)
        assert not rebuilding.done()
        assert await reader.units.count(UnitFilter(), moment) == 9
    await asyncio.wait_for(rebuilding, 20)
    async with Reader(database.readers, told.log, told.clock) as reader:
        assert await reader.units.count(UnitFilter(), await reader.live()) == 9


async def test_what_comes_meanwhile_is_there_afterwards(
    told: Chronicle, database: Database
) -> None:
    async with Projector(database, told.log), ProjectionNotifier(database) as notifier:
        rebuilding = asyncio.create_task(rebuild(database, told.log, page_events=3))
        for number in range(5, 15):
            await told.establish(**{f"B{number}": "W2"})
        await rebuilding
        assert await notifier.wait_for(told.position, 20)
        async with Reader(database.readers, told.log, told.clock) as reader:
            assert await reader.units.count(UnitFilter(), await reader.live()) == 19


async def test_a_changed_definition_is_built_at_the_start(
    told: Chronicle, database: Database
) -> None:
    async with database.pool.acquire() as connection:
        await connection.execute("UPDATE read_model.checkpoint SET definition = 'of yesterday'")
        await connection.execute("UPDATE read_model.directive SET subject = 'of yesterday'")
    told_of: list[Any] = []
    async with (
        Projector(database, told.log, on_rebuild=lambda *step: told_of.append(step)),
        ProjectionNotifier(database) as notifier,
    ):
        await told.establish(P3="C")
        assert await notifier.wait_for(told.position, 20)
    async with database.pool.acquire() as connection:
        row = await connection.fetchrow(
            "SELECT count(*) FILTER (WHERE subject = 'of yesterday') FROM read_model.directive"
        )
    assert row is not None
    assert row[0] == 0
    assert told_of
