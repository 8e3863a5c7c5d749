"""The folded states of a process, kept in memory and followed from the log.

A session takes them as they are, without asking whether they are current: the append checks the
versions of all that was read. What stands here may lag, then, but is never recorded on; and what is
known to lag is read before it is used again.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Iterator, Mapping
from datetime import datetime
from itertools import chain
from typing import Final, Protocol
from uuid import UUID

from cascade.identifiers import ORGANISATION
from cascade.log import EventUnreadable, Log
from cascade.log.recent import RecentEvent
from cascade.log.records import RecordedEvent
from cascade.organisation.state import Organisation
from cascade.recorded import Recorded

KEPT_BYTES: Final = 64 * 2**20
"""Of the events that are folded in the states kept, and what each state costs besides: 40,000
executions, which take 1.2 times that in memory, or letters, which take 3.2 times. The tree is kept
apart.
"""
STATE_BYTES: Final = 1_000
"""What a state takes that is folded from nothing."""
READS_AT_ONCE: Final = 2
"""While the log answers, what others want gathers: the busier the process, the more one brings."""


class State(Protocol):
    """Something folded from one stream."""

    version: int

    def apply(self, recorded: Recorded) -> None: ...


Kind = Callable[[], State]
"""Makes the state of a stream of which nothing is known yet. A caller may give any stream's id
where a directive's is asked for: what is folded from it then is nobody else's state.
"""


class Kept:
    """A state, and what is known of its stream."""

    __slots__ = ("_is_read", "_known_to", "is_held", "size", "state")

    def __init__(self, state: State) -> None:
        self.state: Final = state
        self.size = STATE_BYTES
        self.is_held = True
        """Until it is let go; who still decides on it then goes on, and it is followed no more."""
        self._is_read = False
        self._known_to = 0

    @property
    def is_current(self) -> bool:
        """Whether nothing speaks against it. It may have moved on all the same."""
        return self._is_read and self.is_held and self.state.version >= self._known_to

    def knows_of(self, version: int) -> None:
        """The stream is known to go so far."""
        self._known_to = max(self._known_to, version)

    def doubt(self) -> None:
        """It is not known any more how far the stream goes."""
        self._is_read = False

    def was_read(self) -> None:
        """All that there was has been taken in."""
        self._is_read = True

    def take(self, recorded: Recorded) -> None:
        """Take in the stream's next event; where one before it is missing, that is remembered."""
        version = recorded.event.originator_version
        if version == self.state.version + 1:
            self.state.apply(recorded)
        self.knows_of(version)


class States:
    """By stream; the least recently used are let go."""

    def __init__(self, log: Log, kept_bytes: int = KEPT_BYTES) -> None:
        self._log: Final = log
        self._kept_bytes: Final = kept_bytes
        self._streams: Final[OrderedDict[UUID, dict[Kind, Kept]]] = OrderedDict()
        self._bytes = 0
        self._followed_to = 0
        self.organisation: Final = Organisation()
        """The tree as it was followed last; shared, not to be changed."""
        self.tree: Final = Kept(self.organisation)
        self._reads: Final = Reads(self._read)

    @property
    def recorded_at(self) -> datetime:
        """The latest time at which anything is known to have been recorded."""
        return self._log.recorded_at

    async def head_position(self) -> int:
        """Where the log ends by now."""
        return (await self._log.head()).position

    def kept(self, stream_id: UUID, kind: Kind) -> Kept:
        """The state of a stream, perhaps one of which nothing is known yet."""
        kinds = self._streams.setdefault(stream_id, {})
        self._streams.move_to_end(stream_id)
        if kind not in kinds:
            kinds[kind] = Kept(kind())
            self._bytes += STATE_BYTES
            self._let_go()
        return kinds[kind]

    async def bring_up(self, wanted: Mapping[UUID, Kept]) -> None:
        """Bring these up to the log's present end, in one read."""
        await self._reads.read(wanted)

    def follow(self) -> None:
        """Take in what is known here to have been recorded since the last time."""
        recent = self._log.recent
        events = recent.after(self._followed_to)
        if events is None:  # more was recorded meanwhile than anybody keeps
            for kept in self._all():
                kept.doubt()
        else:
            for event in events:
                for kept in self._of(event.stream_id):
                    self._follow(kept, event)
        self._followed_to = recent.position

    def overtaken(self, versions: Mapping[UUID, int]) -> None:
        """These streams go beyond the versions at which they were read."""
        for stream_id, version in versions.items():
            for kept in self._of(stream_id):
                kept.knows_of(version + 1)

    def _of(self, stream_id: UUID) -> tuple[Kept, ...]:
        kinds = self._streams.get(stream_id)
        of_stream = tuple(kinds.values()) if kinds else ()
        return (*of_stream, self.tree) if stream_id == ORGANISATION else of_stream

    def _all(self) -> Iterator[Kept]:
        return chain((self.tree,), *(kinds.values() for kinds in self._streams.values()))

    def _follow(self, kept: Kept, event: RecentEvent) -> None:
        try:
            self._take(kept, event.recorded)
        except EventUnreadable:  # told to whoever wants this stream, when it is read
            kept.doubt()

    async def _read(self, wanted: Mapping[Kept, UUID]) -> None:
        after: dict[UUID, int] = {}
        for kept, stream_id in wanted.items():
            version = kept.state.version
            after[stream_id] = min(version, after.get(stream_id, version))
        by_stream: dict[UUID, list[Kept]] = {}
        for kept, stream_id in wanted.items():
            by_stream.setdefault(stream_id, []).append(kept)
        for recorded in await self._log.read_streams(after):
            for kept in by_stream[recorded.event.originator_id]:
                self._take(kept, recorded)
        for kept in wanted:
            kept.was_read()
        self._let_go()

    def _take(self, kept: Kept, recorded: RecordedEvent) -> None:
        version = kept.state.version
        kept.take(recorded)
        if kept.state.version > version:
            kept.size += recorded.size
            self._bytes += recorded.size if kept.is_held and kept is not self.tree else 0

    def _let_go(self) -> None:
        while self._bytes > self._kept_bytes and len(self._streams) > 1:
            _, kinds = self._streams.popitem(last=False)
            for kept in kinds.values():
                kept.is_held = False
                self._bytes -= kept.size


class Reads:
    """Reads together what many want at once. Who is cancelled does not take others along."""

    def __init__(self, read: Callable[[Mapping[Kept, UUID]], Awaitable[None]]) -> None:
        self._read: Final = read
        self._turns: Final = asyncio.Semaphore(READS_AT_ONCE)
        self._wanted: dict[Kept, UUID] = {}
        self._next: asyncio.Task[None] | None = None

    async def read(self, wanted: Mapping[UUID, Kept]) -> None:
        """Returns when all of these were read by a read that began after this was called."""
        own = {kept: stream_id for stream_id, kept in wanted.items()}
        self._wanted.update(own)
        if self._next is None:
            self._next = asyncio.create_task(self._take_turn())
        try:
            await asyncio.shield(self._next)
        except Exception:  # it may be for what somebody else wanted
            await self._read(own)

    async def _take_turn(self) -> None:
        async with self._turns:
            wanted, self._wanted, self._next = self._wanted, {}, None
            await self._read(wanted)
