"""An event that the read models cannot take: they stand still before it, say so, and go on."""

import asyncio

import pytest

from cascade.database import Database, Endpoints
from cascade.identifiers import ORGANISATION
from cascade.log import Log
from cascade.organisation.events import UnitsEstablished
from projections.engine import projector as projecting
from projections.engine.notifier import ProjectionNotifier
from projections.engine.parking import EventNotProjectable, Parked, parked, resume
from projections.engine.projector import Projector
from projections.engine.rebuilding import digests, rebuild
from projections.engine.schemas import LIVE, NEXT, statements
from projections.reader import Reader
from tests.conftest import database as database
from tests.harness.chronicle import Chronicle, known
from tests.poison import too_wide

SOON = 20.0


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projecting, "RETRY_SECONDS", 0.05)


@pytest.fixture
async def poisoned(chronicle: Chronicle) -> Chronicle:
    """The root, a province, a unit that no index takes, and another province."""
    await chronicle.found()
    await chronicle.establish(P1="C")
    await establish_too_wide(chronicle)
    await chronicle.establish(P2="C")
    return chronicle


async def establish_too_wide(chronicle: Chronicle) -> None:
    units = (too_wide(known("C"), "province"),)
    await chronicle.record(UnitsEstablished, ORGANISATION, units=units, valid_from=None)


async def stands_still(database: Database) -> Parked:
    """Where, once they do."""
    async with asyncio.timeout(SOON):
        while (found := await parked(database)) is None:
            await asyncio.sleep(0.02)
    return found


async def mend(database: Database) -> None:
    """As somebody who knows the fault would: what cannot hold it is taken away."""
    async with database.pool.acquire() as connection:
        for index in ("unit_version_code", "unit_version_parent"):
            await connection.execute(f"DROP INDEX {LIVE}.{index}")


@pytest.mark.parametrize("page_events", [1, 2, 5_000])
async def test_they_say_where_and_why_and_hold_all_before(
    poisoned: Chronicle, database: Database, page_events: int
) -> None:
    at = poisoned.position - 1
    async with (
        Projector(database, poisoned.log, page_events=page_events),
        ProjectionNotifier(database),
    ):
        found = await stands_still(database)
        assert (found.position, found.topic) == (at, UnitsEstablished.TOPIC)
        assert found.reason.startswith("ProgramLimitExceededError: index row size")
        assert "unit_version_code" in found.reason
        assert found.in_brief == f"parked at {at} ({found.topic}): ProgramLimitExceededError"
        async with Reader(database.readers, poisoned.log, poisoned.clock) as reader:
            moment = await reader.live()
            assert (moment.position, await reader.parked_at()) == (at - 1, at)
            assert await reader.units.by_code("P1", moment) is not None


async def test_resumed_they_try_again_and_go_on_once_it_is_mended(
    poisoned: Chronicle, database: Database
) -> None:
    async with Projector(database, poisoned.log), ProjectionNotifier(database) as notifier:
        first = await stands_still(database)
        await resume(database)
        assert await stands_still(database) == first
        await mend(database)
        await resume(database)
        assert await notifier.wait_for(poisoned.position, SOON)
    assert await parked(database) is None


async def test_what_cannot_be_read_is_named_too(
    chronicle: Chronicle, database: Database, endpoints: Endpoints
) -> None:
    await chronicle.found()
    await chronicle.establish(P1="C")
    superuser = await endpoints.superuser.connect()
    await superuser.execute("ALTER TABLE cascade_log.event DISABLE TRIGGER ALL")
    await superuser.execute("ALTER TABLE cascade_log.event_000000 DISABLE TRIGGER ALL")
    await superuser.execute(
        "UPDATE cascade_log.event SET topic = 'cascade.of_tomorrow' WHERE position = $1",
        chronicle.position,
    )
    await superuser.close()
    async with (
        Log(database.pool, database.connect, chronicle.clock) as log,  # it has nothing at hand
        Projector(database, log),
    ):
        found = await stands_still(database)
    assert (found.position, found.topic) == (chronicle.position, "cascade.of_tomorrow")
    assert found.reason.startswith("EventUnreadable: ")


async def test_a_rebuild_that_meets_it_says_so_and_leaves_what_serves(
    poisoned: Chronicle, database: Database
) -> None:
    async with Projector(database, poisoned.log), ProjectionNotifier(database) as notifier:
        await stands_still(database)
        await mend(database)
        await resume(database)
        assert await notifier.wait_for(poisoned.position, SOON)
    async with database.pool.acquire() as connection:
        before = await digests(connection, LIVE)
        with pytest.raises(EventNotProjectable, match=r"event 4 .*unit_version_code") as found:
            await rebuild(database, poisoned.log)
        assert found.value.parked.position == poisoned.position - 1
        assert await digests(connection, LIVE) == before
        assert not await statements.exists(connection, schema=NEXT)
    async with Reader(database.readers, poisoned.log, poisoned.clock) as reader:
        assert (await reader.live()).position == poisoned.position
        assert await reader.parked_at() is None


async def test_a_changed_definition_is_built_as_far_as_it_goes(
    poisoned: Chronicle, database: Database
) -> None:
    """What serves is of a program that is gone: it cannot stay, and the server must start."""
    async with Projector(database, poisoned.log):
        first = await stands_still(database)
    async with database.pool.acquire() as connection:
        await connection.execute(f"UPDATE {LIVE}.checkpoint SET definition = 'of yesterday'")
        await connection.execute(f"UPDATE {LIVE}.checkpoint SET parked_position = NULL")
    async with Projector(database, poisoned.log), ProjectionNotifier(database) as notifier:
        assert await stands_still(database) == first
        async with Reader(database.readers, poisoned.log, poisoned.clock) as reader:
            assert (await reader.live()).position == first.position - 1
        await mend(database)
        await resume(database)
        assert await notifier.wait_for(poisoned.position, SOON)
