"""A year stands in the log as it was foretold, also where it was broken off in between."""

from collections.abc import AsyncIterator

import pytest

from api.cli.errors import CommandError
from api.nation import recording
from api.nation.recording import record
from cascade.clock import SystemClock
from cascade.database import Database
from cascade.log import EventMapper, Log
from cascade.log.bulk import BulkWriter
from tests.nation.tiny import foretold_root, tiny_year

pytestmark = pytest.mark.anyio


@pytest.fixture
async def log(database: Database) -> AsyncIterator[Log]:
    async with Log(database.pool, database.connect, SystemClock()) as log:
        yield log


@pytest.fixture
async def writer(database: Database) -> AsyncIterator[BulkWriter]:
    async with BulkWriter(database.connect, EventMapper()) as writer:
        yield writer


async def test_it_stands_in_the_log_as_it_was_foretold(log: Log, writer: BulkWriter) -> None:
    told: list[int] = []
    done = await record(tiny_year(), log, writer, told.append)
    head = await log.head()
    assert head.root_hash == await foretold_root()
    assert (done.written, done.standing, sum(told)) == (head.position, 0, head.position)


async def test_broken_off_it_goes_on_to_the_same_end(
    log: Log, writer: BulkWriter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(recording, "EVENTS_OF_A_TRANSACTION", 200)

    class Broken(Exception):
        """Stands for Ctrl-C."""

    told: list[int] = []

    def break_off(events: int) -> None:
        told.append(events)
        if len(told) % 5 == 0:
            raise Broken

    for _ in range(2):
        with pytest.raises(Broken):
            await record(tiny_year(), log, writer, break_off)
    before = (await log.head()).position
    done = await record(tiny_year(), log, writer, lambda _: None)
    assert before
    assert done.standing == before
    assert (await log.head()).root_hash == await foretold_root()
    again = await record(tiny_year(), log, writer, lambda _: None)
    assert (again.written, again.standing) == (0, done.written + before)


async def test_what_is_not_this_year_is_refused(log: Log, writer: BulkWriter) -> None:
    await record(tiny_year(2), log, writer, lambda _: None)
    head = await log.head()
    with pytest.raises(CommandError, match="something else"):
        await record(tiny_year(), log, writer, lambda _: None)
    assert await log.head() == head
