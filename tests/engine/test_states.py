"""States kept in memory: bounded, followed, and read again where they may not be current."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from cascade.access.events import RoleGranted
from cascade.access.state import Access
from cascade.engine.states import STATE_BYTES, Kept, States
from cascade.enums import Classification, Role
from cascade.events import next_place
from cascade.log import EventMapper, EventUnreadable, RecordedEvent
from cascade.log.recent import Recent, RecentEvent

NOW = datetime(2026, 1, 5, tzinfo=UTC)
MAPPER = EventMapper()


def granted(stream_id: UUID, version: int, subject: str = "mai") -> RoleGranted:
    return RoleGranted(
        **next_place(stream_id, version - 1, NOW),
        subject=subject,
        unit_id=UUID(int=version),
        role=Role.READER,
        clearance=Classification.OPEN,
        valid_from=None,
        valid_to=None,
    )


@dataclass
class RememberedLog:
    """A log in memory. What is recorded elsewhere is heard of only where it is told."""

    rows: list[tuple[Any, ...]] = field(default_factory=list)
    recent: Recent = field(default_factory=Recent)
    recorded_at: datetime = NOW
    reads: list[dict[UUID, int]] = field(default_factory=list)
    unreadable: set[UUID] = field(default_factory=set)

    def record(self, stream_id: UUID, *, heard: bool = True, subject: str = "mai") -> None:
        version = sum(row[1] == stream_id for row in self.rows) + 1
        stored = MAPPER.to_stored_event(granted(stream_id, version, subject))
        state = b"{}" if stream_id in self.unreadable else stored.state
        position = len(self.rows) + 1
        ids = (subject, UUID(int=1), None, bytes(32))
        self.rows.append((position, stream_id, version, stored.topic, state, NOW, *ids))
        if heard:
            self.recent.add([RecentEvent(self.rows[-1], MAPPER)])

    async def read_streams(self, after: Mapping[UUID, int]) -> Sequence[RecordedEvent]:
        self.reads.append(dict(after))
        rows = [row for row in self.rows if row[1] in after and row[2] > after[row[1]]]
        return [RecentEvent(row, MAPPER).recorded for row in rows]


@pytest.fixture
def log() -> RememberedLog:
    return RememberedLog()


@pytest.fixture
def states(log: RememberedLog) -> States:
    remembered: Any = log
    return States(remembered)


async def read(states: States, *stream_ids: UUID) -> list[Kept]:
    kept = {stream_id: states.kept(stream_id, Access) for stream_id in stream_ids}
    await states.bring_up(kept)
    return list(kept.values())


async def test_a_state_is_followed_from_what_was_read(log: RememberedLog, states: States) -> None:
    stream_id = uuid4()
    log.record(stream_id)
    (kept,) = await read(states, stream_id)
    log.record(stream_id)
    log.record(uuid4())
    states.follow()
    assert (kept.state.version, kept.is_current) == (2, True)
    assert log.reads == [{stream_id: 0}]


async def test_a_state_of_which_something_was_missed_is_not_current(
    log: RememberedLog, states: States
) -> None:
    stream_id = uuid4()
    (kept,) = await read(states, stream_id)
    log.record(stream_id, heard=False)
    log.recent.begin(1)
    log.record(stream_id)
    states.follow()
    assert not kept.is_current
    await states.bring_up({stream_id: kept})
    assert (kept.state.version, kept.is_current) == (2, True)
    states.overtaken({stream_id: 2})
    assert not kept.is_current


async def test_of_what_nobody_has_read_nothing_is_believed(
    log: RememberedLog, states: States
) -> None:
    stream_id = uuid4()
    kept = states.kept(stream_id, Access)
    assert not kept.is_current
    log.record(stream_id)
    states.follow()
    assert not kept.is_current


async def test_when_more_was_recorded_than_anybody_keeps_all_is_doubted(
    log: RememberedLog, states: States
) -> None:
    stream_id = uuid4()
    (kept,) = await read(states, stream_id)
    states.follow()
    log.record(stream_id, heard=False)
    log.recent.begin(1)
    states.follow()
    assert not kept.is_current
    await states.bring_up({stream_id: kept})
    assert log.reads[-1] == {stream_id: 0}
    assert kept.state.version == 1


async def test_an_event_that_cannot_be_read_is_its_own_streams_trouble(
    log: RememberedLog, states: States
) -> None:
    good, bad = uuid4(), uuid4()
    log.unreadable.add(bad)
    kept, spoilt = await read(states, good, bad)
    log.record(bad)
    log.record(good)
    states.follow()
    assert (kept.is_current, spoilt.is_current) == (True, False)
    with pytest.raises(EventUnreadable):
        await states.bring_up({bad: spoilt})


async def test_the_least_recently_used_are_let_go(log: RememberedLog) -> None:
    remembered: Any = log
    states = States(remembered, kept_bytes=3 * STATE_BYTES)
    first, second, third = ids = [uuid4() for _ in range(3)]
    kept = dict(zip(ids, await read(states, *ids), strict=True))
    states.kept(first, Access)
    states.kept(uuid4(), Access)
    assert states.kept(first, Access) is kept[first]
    assert not kept[second].is_current, "who still decides on it asks for it again"
    assert states.kept(second, Access) is not kept[second]
    assert states.kept(third, Access) is not kept[third]


async def test_what_grows_counts_by_the_bytes_of_its_events(log: RememberedLog) -> None:
    remembered: Any = log
    states = States(remembered, kept_bytes=2 * STATE_BYTES + 400)
    small, growing = uuid4(), uuid4()
    kept, grown = await read(states, small, growing)
    for _ in range(4):
        log.record(growing)
    await states.bring_up({growing: grown})
    assert grown.size > STATE_BYTES + 400
    assert states.kept(growing, Access) is grown
    assert states.kept(small, Access) is not kept


async def test_two_kinds_of_one_stream_are_two_states(log: RememberedLog, states: States) -> None:
    stream_id = uuid4()
    log.record(stream_id)
    access, other = states.kept(stream_id, Access), states.kept(stream_id, Counting)
    assert access is not other
    await states.bring_up({stream_id: other})
    assert other.state.version == 1
    assert not access.is_current


class Counting(Access):
    """Of another kind."""


async def test_what_many_want_at_once_is_one_read(log: RememberedLog, states: States) -> None:
    ids = [uuid4() for _ in range(20)]
    await asyncio.gather(*(read(states, stream_id) for stream_id in ids))
    assert log.reads == [dict.fromkeys(ids, 0)]


async def test_what_spoils_a_read_fails_whoever_wants_it_alone(
    log: RememberedLog, states: States
) -> None:
    good, bad = uuid4(), uuid4()
    log.unreadable.add(bad)
    log.record(bad)
    log.record(good)
    kept, failed = await asyncio.gather(
        read(states, good), read(states, bad), return_exceptions=True
    )
    assert isinstance(failed, EventUnreadable)
    assert not isinstance(kept, BaseException)
    assert kept[0].is_current
