"""The projector follows the log, alone, over what goes wrong."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import pytest

from cascade.database import Database, Endpoints
from cascade.log import RecordedEvent
from cascade.organisation.events import UnitsEstablished
from projections.engine import pages
from projections.engine import projector as projecting
from projections.engine.notifier import ProjectionNotifier
from projections.engine.parking import Parked, parked, resume
from projections.engine.projector import Projector
from projections.engine.schemas import LIVE
from projections.engine.session import NotProjectedYet
from projections.models import READ_MODELS
from projections.reader import Reader
from tests.conftest import database as database
from tests.harness.chronicle import Chronicle, known

SOON = 20.0


@pytest.fixture(autouse=True)
def _hasty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(projecting, "RETRY_SECONDS", 0.05)


async def until(asked: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SOON):
        while not await asked():
            await asyncio.sleep(0.02)


async def test_it_follows_the_log(database: Database, chronicle: Chronicle) -> None:
    async with Projector(database, chronicle.log), ProjectionNotifier(database) as notifier:
        await chronicle.found()
        assert await notifier.wait_for(chronicle.position, SOON)
        await chronicle.establish(P1="C")
        assert await notifier.wait_for(chronicle.position, SOON)
        async with Reader(database.readers, chronicle.log, chronicle.clock) as reader:
            moment = await reader.live()
            assert moment.position == chronicle.position
            unit = await reader.units.by_code("P1", moment)
            assert unit is not None
            assert unit.ancestor_ids == (known("C"),)


async def test_waiting_ends_at_the_bound(database: Database, chronicle: Chronicle) -> None:
    async with ProjectionNotifier(database) as notifier:
        assert not await notifier.wait_for(1, 0.05)


async def test_nothing_is_read_before_anything_was_projected(
    database: Database, chronicle: Chronicle
) -> None:
    async with Reader(database.readers, chronicle.log, chronicle.clock) as reader:
        for _ in range(2):
            with pytest.raises(NotProjectedYet):
                await reader.live()


async def test_tables_without_their_first_row_are_none_yet(
    database: Database, chronicle: Chronicle
) -> None:
    async with database.pool.acquire() as connection:
        await pages.lay(connection, LIVE)
        await connection.execute("DELETE FROM read_model.checkpoint")
    async with Reader(database.readers, chronicle.log, chronicle.clock) as reader:
        with pytest.raises(NotProjectedYet):
            await reader.live()


async def test_one_leads_and_another_takes_over(database: Database, chronicle: Chronicle) -> None:
    first, second = Projector(database, chronicle.log), Projector(database, chronicle.log)
    async with second, ProjectionNotifier(database) as notifier:
        await until(lambda: _is(second.leads))
        async with first:
            await chronicle.found()
            assert await notifier.wait_for(2, SOON)
            assert not first.leads
            await second.__aexit__(None, None, None)
            await until(lambda: _is(first.leads))
            await chronicle.establish(P1="C")
            assert await notifier.wait_for(3, SOON)


async def test_a_lost_connection_is_replaced(
    database: Database, chronicle: Chronicle, endpoints: Endpoints
) -> None:
    superuser: Any = await endpoints.superuser.connect()
    projector = Projector(database, chronicle.log)
    async with projector, ProjectionNotifier(database) as notifier:
        await chronicle.found()
        assert await notifier.wait_for(2, SOON)
        await superuser.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_locks"
            " WHERE locktype = 'advisory' AND granted AND database ="
            " (SELECT oid FROM pg_database WHERE datname = current_database())"
        )
        await chronicle.establish(P1="C")
        assert await notifier.wait_for(3, SOON)
    await superuser.close()


async def test_a_poison_event_parks_the_group_until_it_is_resumed(
    database: Database, chronicle: Chronicle, monkeypatch: pytest.MonkeyPatch
) -> None:
    await chronicle.found()
    await chronicle.establish(P1="C")
    await chronicle.establish(P2="C")
    with poisoned(monkeypatch, position=4):
        async with Projector(database, chronicle.log), ProjectionNotifier(database) as notifier:
            await until(lambda: _in_trouble(database))
            assert await notifier.wait_for(3, SOON), "what lies before it is projected"
            assert not await notifier.wait_for(4, 0.2)
            topic = UnitsEstablished.TOPIC
            assert await parked(database) == Parked(4, topic, "ValueError: poison")
            monkeypatch.undo()
            monkeypatch.setattr(projecting, "RETRY_SECONDS", 0.05)
            await resume(database)
            assert await notifier.wait_for(4, SOON)
    assert await parked(database) is None


@contextmanager
def poisoned(monkeypatch: pytest.MonkeyPatch, position: int) -> Iterator[None]:
    """A read model that cannot take one event."""

    async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
        if any(recorded.position == position for recorded in events):
            raise ValueError("poison")

    model = SimpleNamespace(EVENTS=(UnitsEstablished,), project=project)
    monkeypatch.setattr(pages, "READ_MODELS", (*READ_MODELS, model))
    yield


async def _is(value: bool) -> bool:
    return value


async def _in_trouble(database: Database) -> bool:
    return await parked(database) is not None
