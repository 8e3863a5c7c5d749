"""A log in memory, over which an engine decides at once what a log will record in bulk."""

from collections import defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import takewhile
from typing import Any, Final, Self
from uuid import UUID

from cascade.clock import Clock
from cascade.content import Content
from cascade.events import Event
from cascade.log import Append, Appended

EVENT_BYTES: Final = 600
"""About what an event of a year takes."""
FOLLOWED_EVENTS: Final = 1_000
"""States are followed from one command to the next, which may be of as many events."""


@dataclass(frozen=True, slots=True)
class Remembered:
    """An event in the place that it will have."""

    position: int
    recorded_at: datetime
    event: Event

    @property
    def stream_id(self) -> UUID:
        return self.event.originator_id

    @property
    def version(self) -> int:
        return self.event.originator_version

    @property
    def size(self) -> int:
        """As if it had been stored: nobody keeps count here."""
        return EVENT_BYTES

    @property
    def recorded(self) -> Self:
        return self


class MemoryEnd:
    """The log's end, for the states that are followed from it."""

    def __init__(self) -> None:
        self._events: Final[deque[Remembered]] = deque(maxlen=FOLLOWED_EVENTS)
        self.position = 0

    def add(self, event: Remembered) -> None:
        """Tell of an event that decisions may ask for."""
        self._events.append(event)

    def after(self, position: int) -> list[Remembered] | None:
        """What follows a position; null where that was let go."""
        if len(self._events) == FOLLOWED_EVENTS and position < self._events[0].position - 1:
            return None
        newest_first = takewhile(lambda event: event.position > position, reversed(self._events))
        return list(newest_first)[::-1]


class MemoryLog:
    """What an ``Engine`` asks of its log. One command at a time; nothing is checked twice: keys
    are new, and states are what was appended here before.
    """

    def __init__(self, clock: Clock) -> None:
        self._clock: Final = clock
        self._streams: Final[defaultdict[UUID, list[Remembered]]] = defaultdict(list)
        self._taken: list[Append] = []
        self.recent: Final = MemoryEnd()
        self.uploads: Final = None
        """No command of a year names a file."""

    @property
    def position(self) -> int:
        return self.recent.position

    @property
    def recorded_at(self) -> datetime:
        """The latest time at which anything was recorded."""
        return self._clock.now()

    async def append(self, command: Append) -> Appended:
        """Append, as an engine does."""
        first = self.position + 1
        self.remember(command)
        positions = tuple(range(first, self.position + 1))
        return Appended(positions=positions, recorded_at=self._clock.now(), answer=command.answer)

    def remember(self, command: Append) -> None:
        """Append what decisions may ask for later."""
        now = self._clock.now()
        for position, event in enumerate(command.events, self.position + 1):
            remembered = Remembered(position, now, event)
            self._streams[event.originator_id].append(remembered)
            self.recent.add(remembered)
        self.add(command)

    def add(self, command: Append) -> None:
        """Append to streams that no decision will ask for."""
        self._taken.append(command)
        self.recent.position += len(command.events)

    def take(self) -> list[Append]:
        """What was appended since this was asked before."""
        taken, self._taken = self._taken, []
        return taken

    async def find_key(self, principal: str, key: str) -> None:
        """No key was used before."""

    async def read_streams(self, after_versions: Mapping[UUID, int]) -> list[Remembered]:
        """Events of these streams, each beyond its version, in the log's order."""
        found: list[Remembered] = []
        for stream_id, version in after_versions.items():
            if stream_id in self._streams:
                found += self._streams[stream_id][version:]
        found.sort(key=_position)
        return found

    @property
    def last_events(self) -> Sequence[Event]:
        """Those of the last command."""
        return self._taken[-1].events

    def forget(self, stream_id: UUID) -> None:
        """No decision will ask for this stream any more."""
        self._streams.pop(stream_id, None)


def made(
    subject: str,
    event: Event,
    answer: Mapping[str, Any],
    correlation_id: UUID,
    contents: Sequence[Content] = (),
) -> Append:
    """A command of one event that no engine decided, under a key of its own."""
    stream_id, version = event.originator_id, event.originator_version
    key = f"{stream_id}/{version}"
    return Append(
        principal=subject,
        key=key,
        digest=sha256(key.encode()).digest(),
        correlation_id=correlation_id,
        expected={stream_id: version - 1},
        events=(event,),
        answer=answer,
        content=contents,
    )


def _position(remembered: Remembered) -> Any:
    return remembered.position
