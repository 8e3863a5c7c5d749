"""Conflicts inside one batch, settled before anything is written."""

from asyncio import Future, new_event_loop
from uuid import UUID, uuid4

import pytest

from cascade.log import Append, Appended, KeyReused, VersionConflict
from cascade.log.pending import MAX_EVENTS, Pending, prepare, settle
from cascade.log.records import KeyRecord
from tests.log.samples import NOON, command, noted, sample_mapper

MAPPER = sample_mapper()


def pending_of(append: Append) -> Pending:
    loop = new_event_loop()
    try:
        return prepare(append, MAPPER, Future(loop=loop))
    finally:
        loop.close()


def test_the_second_command_on_one_version_of_a_stream_conflicts() -> None:
    stream = uuid4()
    first, second = pending_of(command(stream)), pending_of(command(stream))
    result = settle([first, second])
    assert result.accepted == [first]
    [(refused, error)] = result.refused
    assert refused is second
    assert isinstance(error, VersionConflict)
    assert error.stream_ids == (stream,)


def test_a_command_that_follows_on_goes_in() -> None:
    stream = uuid4()
    batch = [pending_of(command(stream)), pending_of(command(stream, 1, texts=["a", "b"]))]
    result = settle(batch)
    assert result.accepted == batch
    assert result.first_versions == {stream: 0}
    assert result.last_versions == {stream: 3}


def test_who_read_a_stream_before_it_was_written_conflicts() -> None:
    read = uuid4()
    reader, writer = command(reads={read: 4}), command(read, 4)
    assert len(settle([pending_of(reader), pending_of(writer)]).accepted) == 2
    late = settle([pending_of(writer), pending_of(reader)])
    assert [type(error) for _, error in late.refused] == [VersionConflict]


def test_the_second_use_of_a_key_is_postponed() -> None:
    first, second = pending_of(command(key="k")), pending_of(command(key="k"))
    other = pending_of(command(key="k", principal="another"))
    result = settle([first, second, other])
    assert result.accepted == [first, other]
    assert result.postponed == [second]


def test_the_truth_decides() -> None:
    known = KeyRecord(
        principal="clerk",
        key="k",
        digest=bytes(32),
        positions=(7,),
        recorded_at=NOON,
        answer={"id": "x"},
    )
    keys = {("clerk", "k"): known}
    same = pending_of(command(key="k", digest=bytes(32)))
    other = pending_of(command(key="k", digest=b"x" * 32))
    moved = pending_of(command(uuid4(), 3))
    result = settle([same, moved], versions={}, keys=keys)
    assert result.replayed == [
        (same, Appended(positions=(7,), recorded_at=NOON, answer={"id": "x"}, replayed=True))
    ]
    assert [type(error) for _, error in result.refused] == [VersionConflict]
    [(_, error)] = settle([other], versions={}, keys=keys).refused
    assert isinstance(error, KeyReused)


def test_a_command_in_doubt_that_was_written_is_no_replay() -> None:
    known = KeyRecord(
        principal="clerk", key="k", digest=bytes(32), positions=(7,), recorded_at=NOON, answer={}
    )
    doubted = pending_of(command(key="k", digest=bytes(32)))
    doubted.in_doubt = True
    [(_, appended)] = settle([doubted], versions={}, keys={("clerk", "k"): known}).replayed
    assert not appended.replayed


def _append(expected: dict[UUID, int], versions: list[tuple[UUID, int]]) -> Append:
    events = [noted(stream, version) for stream, version in versions]
    return Append(
        principal="clerk",
        key="k",
        digest=bytes(32),
        correlation_id=uuid4(),
        expected=expected,
        events=events,
    )


def test_events_follow_on_without_a_gap() -> None:
    a, b = uuid4(), uuid4()
    assert pending_of(_append({a: 0, b: 2}, [(a, 1), (b, 3), (a, 2)])).written == {a: 2, b: 3}
    for versions in ([(a, 2)], [(a, 1), (a, 3)], [(a, 1), (a, 1)], [(uuid4(), 1)]):
        with pytest.raises(ValueError, match=r"follow|expected"):
            pending_of(_append({a: 0}, versions))


def test_limits() -> None:
    with pytest.raises(ValueError, match="at most"):
        pending_of(command(texts=["x"] * (MAX_EVENTS + 1)))
    with pytest.raises(ValueError, match="32 bytes"):
        pending_of(command(digest=b"short"))
