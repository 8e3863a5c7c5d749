"""kill -9 in the middle of a burst of commands: of the server, of PostgreSQL, of its sessions.

``CASCADE_KILLS=15`` kills each so often: `make kills`.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import re
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from uuid import UUID

import aiohttp
import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from cascade.clock import SystemClock
from cascade.database import Database
from cascade.log import Log
from projections.engine.rebuilding import rebuild
from tests.crashes.offices import NotAnswered, Offices, Sent, by_subject
from tests.crashes.served import Served
from tests.crashes.soundness import Sound, sound

KILLS = int(os.environ.get("CASCADE_KILLS", "3"))
BACKENDS_KILLED = 2
SEED = 411


@pytest.fixture
async def offices(tmp_path: Path) -> AsyncIterator[Offices]:
    """A ward of five branches behind a real server."""
    async with aiohttp.ClientSession() as http:
        served = Served(tmp_path, http)
        try:
            await served.start()
            offices = Offices(served, http)
            founded = re.search(r"[0-9a-f-]{36}", await served.command("init"))
            assert founded is not None
            await offices.establish(ids.encode(Kind.UNIT, UUID(founded.group())))
            yield offices
        finally:
            await asyncio.to_thread(served.end)


async def test_the_server_killed(offices: Offices) -> None:
    served, draw = offices.served, random.Random(SEED)
    for number in range(KILLS):
        sent = await offices.burst(f"server {number}")
        until = len(offices.answers) + draw.randrange(len(sent) // 2)
        working = asyncio.create_task(_until_unanswered(offices, sent))
        await _answered(offices, until, working)
        served.kill()
        await working
        assert not all(each in offices.answers for each in sent)
        await served.start()
        await _stands(offices, sent)
    await _again_changes_nothing(offices)


async def test_postgres_killed(offices: Offices) -> None:
    """The server lives on: whoever insists is answered."""
    served, draw = offices.served, random.Random(SEED)
    for number in range(KILLS + BACKENDS_KILLED):
        sent = await offices.burst(f"postgres {number}")
        until = len(offices.answers) + draw.randrange(len(sent) // 2)
        working = asyncio.create_task(offices.all_insisted(sent))
        await _answered(offices, until, working)
        if number < KILLS:
            await served.kill_postgres()
        else:
            served.kill_backend(draw)
        await working
        await _stands(offices, sent)
    await _again_changes_nothing(offices)


async def _until_unanswered(offices: Offices, sent: Sequence[Sent]) -> None:
    """All subjects at once, each until it gets no answer."""

    async def work(own: list[Sent]) -> None:
        with contextlib.suppress(NotAnswered):
            for each in own:
                await offices.acknowledged(each)

    await asyncio.gather(*map(work, by_subject(sent)))


async def _answered(offices: Offices, count: int, working: asyncio.Task[None]) -> None:
    while len(offices.answers) < count:
        assert not working.done(), working
        await asyncio.sleep(0.001)


async def _stands(offices: Offices, sent: Sequence[Sent]) -> None:
    """What was acknowledged is there and is answered as before, and nothing is missing."""
    async with offices.served.database() as database, database.pool.acquire() as connection:
        _holds(await sound(connection), offices)
        await offices.all_insisted(sent)
        whole = await sound(connection)
        _holds(whole, offices)
        await offices.served.ready()
        await _rebuilds_the_same(database, whole.position)


async def _again_changes_nothing(offices: Offices) -> None:
    """Everything that was ever sent, once more."""
    async with offices.served.database() as database, database.pool.acquire() as connection:
        before = await sound(connection)
        await offices.all_insisted(offices.answers)
        assert await sound(connection) == before


def _holds(found: Sound, offices: Offices) -> None:
    for sent, payload in offices.answers.items():
        positions = found.keys[sent.subject, sent.key].positions
        assert positions[-1] == int(payload["position"])


async def _rebuilds_the_same(database: Database, position: int) -> None:
    """Beside the server, which goes on with the new rows; raises RebuiltDiffers."""
    log = Log(database.pool, database.connect, SystemClock())
    rebuilt = await rebuild(database, log)
    assert rebuilt.position == position
