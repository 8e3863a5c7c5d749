"""Two processes' logs on one database, each with its own idea of the head."""

from __future__ import annotations

import asyncio
from uuid import UUID, uuid4

import asyncpg

from cascade.log import Log, VersionConflict
from cascade.log.merkle import Frontier
from tests.log.conftest import OpenLog
from tests.log.samples import command


async def test_positions_are_dense(open_log: OpenLog) -> None:
    async def write(log: Log, number: int) -> list[int]:
        appended = [await log.append(command(texts=["x"] * (1 + number % 3))) for _ in range(20)]
        return [position for a in appended for position in a.positions]

    async with open_log() as one, open_log() as other:
        written = await asyncio.gather(*(write((one, other)[n % 2], n) for n in range(16)))
        positions = sorted(position for some in written for position in some)
        head = await one.head()
        events = await other.read(0, 5000)
    assert positions == list(range(1, head.position + 1))
    assert [e.position for e in events] == positions
    assert [e.recorded_at for e in events] == sorted(e.recorded_at for e in events)
    frontier = Frontier()
    frontier.extend(e.leaf_hash for e in events)
    assert frontier.root() == head.root_hash


async def test_streams_take_turns(open_log: OpenLog) -> None:
    """Both processes add to the same few streams, deciding again on each conflict."""
    streams = [uuid4() for _ in range(3)]

    async def add(log: Log, stream: UUID) -> None:
        while True:
            version = len(await log.read_streams({stream: 0}))
            try:
                await log.append(command(stream, version))
            except VersionConflict:
                continue
            return

    async with open_log() as one, open_log() as other:
        await asyncio.gather(
            *(add((one, other)[n % 2], stream) for n in range(8) for stream in streams)
        )
        events = await one.read(0)
    for stream in streams:
        versions = [e.event.originator_version for e in events if e.event.originator_id == stream]
        assert versions == list(range(1, 9))


async def test_a_reader_that_sees_a_position_has_seen_all_before_it(
    open_log: OpenLog, connection: asyncpg.Connection
) -> None:
    done = asyncio.Event()

    async def watch() -> int:
        looks = 0
        while not done.is_set():
            seen = await connection.fetch(
                "SELECT position FROM cascade_log.event ORDER BY position"
            )
            assert [row[0] for row in seen] == list(range(1, len(seen) + 1))
            looks += 1
        return looks

    async with open_log() as one, open_log() as other:
        watching = asyncio.create_task(watch())
        for _ in range(10):
            commands = [command(texts=["x", "y"]) for _ in range(20)]
            await asyncio.gather(*((one, other)[n % 2].append(c) for n, c in enumerate(commands)))
        done.set()
        assert await watching > 3


async def test_one_key_through_two_processes_is_one_command(open_log: OpenLog) -> None:
    async with open_log() as one, open_log() as other:
        for n in range(10):
            once = command(key=f"k{n}")
            appended = await asyncio.gather(one.append(once), other.append(once))
            assert appended[0].positions == appended[1].positions
            assert sorted(a.replayed for a in appended) == [False, True]
        assert (await one.head()).position == 10
