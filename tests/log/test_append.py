"""What one process's appends leave in the log."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from uuid import uuid4

import asyncpg
import pytest

from cascade.content import seal
from cascade.database import Endpoints
from cascade.log import Append, Appended, KeyReused, Log, VersionConflict
from cascade.log.leaf import encode_leaf, encode_tail, microseconds
from cascade.log.merkle import EMPTY_ROOT, Frontier, leaf_hash
from tests.log.conftest import OpenLog, RestlessClock
from tests.log.samples import NOON, command, erased, noted


async def test_an_empty_log(log: Log) -> None:
    head = await log.head()
    assert (head.position, head.root_hash) == (0, EMPTY_ROOT)
    assert await log.read(0) == []


async def test_what_was_appended_is_read(log: Log) -> None:
    stream = uuid4()
    first = command(stream, texts=["a", "b"], correlation_id=uuid4())
    appended = await log.append(first)
    assert appended.positions == (1, 2)
    assert not appended.replayed
    second = await log.append(command(stream, 2, causation_position=2))
    assert second.positions == (3,)
    events = await log.read(0)
    assert [e.position for e in events] == [1, 2, 3]
    assert [e.event for e in events[:2]] == list(first.events)
    assert events[0].actor == "clerk"
    assert events[0].correlation_id == first.correlation_id
    assert [e.causation_position for e in events] == [None, None, 2]
    assert [e.event.originator_version for e in await log.read(1, 1)] == [2]


async def test_the_head_covers_every_leaf(log: Log, connection: asyncpg.Connection) -> None:
    await asyncio.gather(*(log.append(command(texts=["x"] * n)) for n in (1, 2, 3, 4)))
    rows = await connection.fetch("SELECT * FROM cascade_log.event ORDER BY position")
    frontier = Frontier()
    for row in rows:
        leaf = encode_leaf(
            row["position"],
            row["stream_id"],
            row["stream_version"],
            microseconds(row["recorded_at"]),
            row["correlation_id"],
            row["causation_position"],
            encode_tail(row["topic"], row["actor"], row["state"]),
        )
        assert leaf_hash(leaf) == row["leaf_hash"]
        frontier.append(row["leaf_hash"])
    head = await log.head()
    assert (head.position, head.root_hash) == (10, frontier.root())
    assert head.recorded_at == rows[-1]["recorded_at"]


async def test_a_conflict_names_the_streams_and_writes_nothing(log: Log) -> None:
    written, read = uuid4(), uuid4()
    await log.append(command(written))
    await log.append(command(read))
    with pytest.raises(VersionConflict) as conflict:
        await log.append(command(written, 0))
    assert conflict.value.stream_ids == (written,)
    with pytest.raises(VersionConflict) as conflict:
        await log.append(command(reads={read: 2, written: 1}))
    assert conflict.value.stream_ids == (read,)
    with pytest.raises(VersionConflict):
        await log.append(command(uuid4(), 1))
    assert (await log.append(command(written, 1, reads={read: 1}))).positions == (3,)


async def test_only_one_of_many_on_one_version_gets_in(log: Log) -> None:
    stream = uuid4()
    outcomes = await asyncio.gather(
        *(log.append(command(stream)) for _ in range(20)), return_exceptions=True
    )
    assert sum(isinstance(o, VersionConflict) for o in outcomes) == 19
    assert (await log.head()).position == 1


async def test_the_same_key_again_gets_the_same_answer(log: Log) -> None:
    once = command(key="k", texts=["a", "b"], answer={"id": "ờ", "n": 1})
    first = await log.append(once)
    again = await log.append(once)
    assert again.replayed
    assert (again.positions, again.answer) == (first.positions, {"id": "ờ", "n": 1})
    assert again.recorded_at == first.recorded_at
    other_principal = await log.append(command(key="k", principal="another"))
    assert not other_principal.replayed
    with pytest.raises(KeyReused):
        await log.append(command(key="k"))
    assert (await log.head()).position == 3
    record = await log.find_key("clerk", "k")
    assert record is not None
    assert record.replay() == again
    assert await log.find_key("clerk", "unknown") is None


async def test_one_key_many_times_in_one_batch(log: Log) -> None:
    once = command(key="k")
    same = [log.append(once) for _ in range(10)]
    other = [log.append(command(key="k")) for _ in range(3)]
    outcomes = await asyncio.gather(*same, *other, return_exceptions=True)
    assert [isinstance(o, Appended) and o.replayed for o in outcomes[:10]].count(False) == 1
    assert all(isinstance(o, KeyReused) for o in outcomes[10:])
    assert (await log.head()).position == 1


async def test_a_refusal_is_not_remembered(log: Log) -> None:
    stream = uuid4()
    with pytest.raises(VersionConflict):
        await log.append(command(stream, 1, key="k"))
    assert (await log.append(command(stream, 0, key="k"))).positions == (1,)


async def test_a_command_without_events_is_remembered(log: Log) -> None:
    nothing = Append(
        principal="clerk",
        key="k",
        digest=bytes(32),
        correlation_id=uuid4(),
        expected={},
        events=[],
        answer={"ids": []},
    )
    assert (await log.append(nothing)).positions == ()
    assert (await log.append(nothing)).replayed
    assert (await log.head()).position == 0


async def test_recorded_time_never_runs_backwards(open_log: OpenLog) -> None:
    steps = [0, 5, 2, -60, 5, 6]
    clock = RestlessClock([NOON + timedelta(microseconds=step) for step in steps])
    async with open_log(clock) as log:
        for _ in steps:
            await log.append(command())
        recorded = [event.recorded_at for event in await log.read(0)]
    assert recorded == [NOON + timedelta(microseconds=step) for step in (0, 5, 5, 5, 5, 6)]
    async with open_log(RestlessClock([NOON - timedelta(days=1)])) as log:
        assert (await log.append(command())).recorded_at == recorded[-1]


async def test_content_is_written_with_its_event_and_can_be_erased(
    log: Log, connection: asyncpg.Connection, endpoints: Endpoints
) -> None:
    reference, content = seal(b"a remark", "text/plain", uuid4(), bytes(range(32)))
    await log.append(command(content=[content]))
    assert await log.content([reference.id, uuid4()]) == {reference.id: content}
    conflicting = command(uuid4(), 1, content=[seal(b"x", "text/plain", uuid4(), bytes(32))[1]])
    with pytest.raises(VersionConflict):
        await log.append(conflicting)
    assert await connection.fetchval("SELECT count(*) FROM cascade_log.content") == 1
    await erased(endpoints, "DELETE FROM cascade_log.content")
    assert await log.content([reference.id]) == {}


async def test_two_poison_commands_among_sixty_fail_alone(log: Log) -> None:
    good = [command() for _ in range(60)]
    poison = [command(principal="nul\x00"), command(key="nul\x00")]
    mixed = [*good[:20], poison[0], *good[20:50], poison[1], *good[50:]]
    outcomes = await asyncio.gather(*map(log.append, mixed), return_exceptions=True)
    failed = [m for m, o in zip(mixed, outcomes, strict=True) if isinstance(o, Exception)]
    assert failed == poison
    assert all(isinstance(o, asyncpg.PostgresError) for o in outcomes if isinstance(o, Exception))
    assert [e.position for e in await log.read(0)] == list(range(1, 61))


async def test_what_cannot_be_stored_is_refused_at_once(log: Log) -> None:
    stream = uuid4()
    gap = Append(
        principal="clerk",
        key="k",
        digest=bytes(32),
        correlation_id=uuid4(),
        expected={stream: 0},
        events=[noted(stream, 2)],
    )
    with pytest.raises(ValueError, match="does not follow"):
        await log.append(gap)


async def test_a_cancelled_caller_loses_nobody_elses_command(log: Log) -> None:
    for _ in range(5):
        tasks = [asyncio.create_task(log.append(command())) for _ in range(20)]
        await asyncio.sleep(0)
        for task in tasks[::2]:
            task.cancel()
        await asyncio.sleep(0.0005)
        for task in tasks[1::4]:
            task.cancel()
        outcomes = await asyncio.gather(*tasks, return_exceptions=True)
        assert not [o for o in outcomes if isinstance(o, Exception)]
    head = await log.head()
    assert [e.position for e in await log.read(0)] == list(range(1, head.position + 1))
    assert head.position >= 25


async def test_closing_writes_what_was_handed_in(open_log: OpenLog) -> None:
    async with open_log() as log:
        tasks = [asyncio.create_task(log.append(command())) for _ in range(50)]
        await asyncio.sleep(0)
    assert len(await asyncio.gather(*tasks)) == 50
