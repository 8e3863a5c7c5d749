"""Reading, and waiting for more."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import asyncpg
import pytest

from cascade.database import Endpoints
from cascade.log import MAX_PAGE, Log
from tests.log.conftest import OpenLog
from tests.log.samples import command


async def test_pages_follow_one_another(log: Log) -> None:
    await log.append(command(texts=["x"] * 25))
    seen, after = [], 0
    while page := await log.read(after, 10):
        seen += [event.position for event in page]
        after = seen[-1]
    assert seen == list(range(1, 26))
    for limit in (0, -1, MAX_PAGE + 1):
        with pytest.raises(ValueError, match="a page has"):
            await log.read(0, limit)


async def test_streams_are_read_beyond_a_version_in_log_order(log: Log) -> None:
    a, b, c = uuid4(), uuid4(), uuid4()
    await log.append(command(a, texts=["1", "2"]))
    await log.append(command(b))
    await log.append(command(a, 2))
    await log.append(command(c))
    assert [e.position for e in await log.read_streams({a: 0, b: 0, uuid4(): 0})] == [1, 2, 3, 4]
    assert [e.position for e in await log.read_streams({b: 1, a: 1})] == [2, 4]
    assert await log.read_streams({}) == []


async def test_waiting_ends_with_the_next_event_of_any_process(open_log: OpenLog) -> None:
    async with open_log() as reader, open_log() as writer:
        assert await reader.wait_beyond(0, 0.01) == 0
        waiting = asyncio.create_task(reader.wait_beyond(0, 10))
        await asyncio.sleep(0.05)
        await writer.append(command())
        async with asyncio.timeout(0.9):  # by the notice, before the poll
            assert await waiting == 1
        assert await reader.wait_beyond(0, 10) == 1
        await writer.append(command(texts=["x", "y"]))
        assert await writer.wait_beyond(1, 0.0) == 3


async def test_a_lost_listener_connects_again(open_log: OpenLog, endpoints: Endpoints) -> None:
    async with open_log() as reader, open_log() as writer:
        await writer.append(command())
        await reader.wait_beyond(0, 5)
        superuser = await endpoints.superuser.connect()
        killed = await superuser.fetchval(
            """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
               WHERE datname = current_database() AND pid <> pg_backend_pid()"""
        )
        await superuser.close()
        assert killed >= 4
        await writer.append(command())
        assert await reader.wait_beyond(1, 5) == 2


async def test_reading_many_streams_needs_no_statistics(
    log: Log, connection: asyncpg.Connection
) -> None:
    """Fresh tables have none, and a scan for every stream would take a second here."""
    streams = [uuid4() for _ in range(300)]
    await asyncio.gather(*(log.append(command(s, texts=["x"] * 20)) for s in streams))
    async with asyncio.timeout(2):
        assert len(await log.read_streams(dict.fromkeys(streams, 15))) == 1_500
