"""Knows how far the log goes, so that readers can wait for more without asking all the time, and
holds its last events, so that who follows has them at hand.
"""

import asyncio
import contextlib
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from cascade.log.mapper import EventMapper
from cascade.log.recent import RECENT_EVENTS, Recent, RecentEvent
from cascade.log.statements import statements
from cascade.log.store import Connect
from cascade.log.watch import ClockWatch
from cascade.logger import Logger

CHANNEL: Final = "cascade_log"
# A notice can be lost with its connection, and some poolers pass none on.
POLL_SECONDS: Final = 1.0
# A connection that does not answer by then is taken for dead.
ANSWER_SECONDS: Final = 5.0
# A batch of this process is told of by its writer and by the notice, in whatever order: what the
# writer is about to tell need not be read.
OWN_SECONDS: Final = 0.002
PAGE_EVENTS: Final = 1_000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

logger = Logger(__name__)


class Tail:
    """Listens on a connection of its own and polls beside; connects again when it is lost."""

    def __init__(
        self, connect: Connect, mapper: EventMapper, watch: ClockWatch | None = None
    ) -> None:
        self._connect: Final = connect
        self._mapper: Final = mapper
        self._watch: Final = watch
        self.recent: Final = Recent()
        self._position = 0
        self._heard_of = 0
        self._heard: Final = asyncio.Event()
        self.recorded_at = EPOCH
        """The latest time at which anything is known to have been recorded."""
        self._grown = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def position(self) -> int:
        """The last position known to be committed."""
        return self._position

    def open(self) -> None:
        """Go on from where the log was last looked at."""
        self.recent.begin(self._heard_of)
        self.reached(self._heard_of)
        self._task = asyncio.create_task(self._run(), name="log tail")

    async def close(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    def reached(self, position: int) -> None:
        """Somebody knows that the log goes at least so far."""
        if position > self._position:
            self._position = position
            grown, self._grown = self._grown, asyncio.Event()
            grown.set()

    def take_in(self, found: Iterable[Sequence[Any]]) -> None:
        """Rows of events that were recorded, with the columns of a page."""
        events = [RecentEvent(row, self._mapper) for row in found]
        if events:
            self.seen(max(event.recorded_at for event in events))
            self.recent.add(events)

    def seen(self, recorded_at: datetime) -> None:
        """Somebody knows that something was recorded then."""
        self.recorded_at = max(self.recorded_at, recorded_at)

    async def look(self, connection: Any) -> None:
        """How far the log goes, and what the database's clock shows."""
        asked_at = self._watch.monotonic() if self._watch else 0.0
        pulse = await statements.pulse(connection)
        self.seen(pulse["recorded_at"])
        self._heard_of = max(self._heard_of, pulse["position"])
        if self._watch:
            self._watch.read(pulse["database_now"], asked_at)
            self._watch.tell(self.recorded_at)

    async def wait_beyond(self, position: int, timeout_seconds: float) -> int:
        """The log's last known position as soon as it is beyond ``position``, or at the timeout."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(timeout_seconds):
                while self._position <= position:
                    await self._grown.wait()
        return self._position

    async def _run(self) -> None:
        while True:
            try:
                await self._follow()
            except Exception as error:  # whatever it was, readers go on waiting for the next try
                logger.warning("log.tail_lost", error=str(error))
            await asyncio.sleep(POLL_SECONDS)

    async def _follow(self) -> None:
        connection = await self._connect()
        try:
            await connection.add_listener(CHANNEL, self._hear)
            while True:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self.look(connection)
                await self._catch_up(connection)
                await self._listen(connection)
        finally:
            connection.terminate()

    async def _listen(self, connection: Any) -> None:
        """Until it is time to look again."""
        time = asyncio.get_running_loop().time
        until = time() + POLL_SECONDS
        while (left := until - time()) > 0:
            try:
                await asyncio.wait_for(self._heard.wait(), left)
            except TimeoutError:
                return
            self._heard.clear()
            await asyncio.sleep(OWN_SECONDS)
            await self._catch_up(connection)

    async def _catch_up(self, connection: Any) -> None:
        """Read what others recorded; what is too much to keep is left to whoever wants it."""
        if self._heard_of > self.recent.position + RECENT_EVENTS:
            self.recent.begin(self._heard_of)
        while self._heard_of > (after := self.recent.position):
            async with asyncio.timeout(ANSWER_SECONDS):
                page = await connection.fetch(statements.page.sql, after, PAGE_EVENTS)
            self.take_in(page)
            if self.recent.position == after:
                break
        self.reached(self._heard_of)

    def _hear(self, connection: Any, pid: int, channel: str, payload: object) -> None:
        if isinstance(payload, str) and payload.isdecimal():
            self._heard_of = max(self._heard_of, int(payload))
            self._heard.set()
