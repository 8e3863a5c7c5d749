"""The log's end as one process knows it: what it wrote itself, and what it has read of others'.

Whoever follows the log takes it from here, without asking the database again for what was in hand a
moment ago. It never claims to hold more than it does: beyond a gap it tells nothing.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any, Final
from uuid import UUID

from cascade.log import rows
from cascade.log.mapper import EventMapper
from cascade.log.records import RecordedEvent

# As many as a reader takes at once, and a little more for those that lag.
RECENT_EVENTS: Final = 10_000
# An event of a thousand units is some 200 KB: under an import these are dozens, not thousands.
RECENT_BYTES: Final = 16 * 2**20


class RecentEvent:
    """An event as it is stored, made into its class when somebody asks for it, and then kept."""

    __slots__ = ("_mapper", "_recorded", "_row")

    def __init__(self, row: Sequence[Any], mapper: EventMapper) -> None:
        """``row`` has the columns of a page of the log, in their order."""
        self._row: Final = row
        self._mapper: Final = mapper
        self._recorded: RecordedEvent | None = None

    @property
    def position(self) -> int:
        return int(self._row[0])

    @property
    def stream_id(self) -> UUID:
        stream_id: UUID = self._row[1]
        return stream_id

    @property
    def version(self) -> int:
        """Its place in its stream."""
        return int(self._row[2])

    @property
    def recorded_at(self) -> datetime:
        recorded_at: datetime = self._row[5]
        return recorded_at

    @property
    def size(self) -> int:
        return len(self._row[4])

    @property
    def recorded(self) -> RecordedEvent:
        """Raises EventUnreadable."""
        if self._recorded is None:
            self._recorded = rows.recorded_event(self._row, self._mapper)
        return self._recorded


class Recent:
    """The last events without a gap, up to ``position``; bounded by number and by bytes."""

    def __init__(self) -> None:
        self._events: dict[int, RecentEvent] = {}
        self._bytes = 0
        self._begins_after = 0
        self.position = 0

    def begin(self, position: int) -> None:
        """Forget everything, and go on from a position."""
        self._events.clear()
        self._bytes = 0
        self._begins_after = self.position = position

    def add(self, events: Iterable[RecentEvent]) -> None:
        """Take in what was recorded, in whatever order it is heard of."""
        for event in events:
            if event.position > self.position and event.position not in self._events:
                self._events[event.position] = event
                self._bytes += event.size
        while self.position + 1 in self._events:
            self.position += 1
        self._trim()

    def after(self, position: int) -> Sequence[RecentEvent] | None:
        """What follows a position, as far as it is known; null where that was let go, or never was
        here.
        """
        if not self._begins_after <= position <= self.position:
            return None
        return [self._events[at] for at in range(position + 1, self.position + 1)]

    def page(self, position: int, limit: int) -> Sequence[RecordedEvent]:
        """The same, of their classes and at most so many; none where that is not known."""
        return [event.recorded for event in islice(self.after(position) or (), limit)]

    def _trim(self) -> None:
        while len(self._events) > RECENT_EVENTS or self._bytes > RECENT_BYTES:
            if self._begins_after == self.position:  # nobody fills the gap: go on behind it
                self.begin(max(self._events))
                return
            self._begins_after += 1
            self._bytes -= self._events.pop(self._begins_after).size
