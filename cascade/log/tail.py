"""Knows how far the log goes, so that readers can wait for more without asking all the time."""

import asyncio
import contextlib
from datetime import UTC, datetime
from typing import Any, Final

from cascade.log.statements import statements
from cascade.log.store import Connect
from cascade.log.watch import ClockWatch
from cascade.logger import Logger

CHANNEL: Final = "cascade_log"
# A notice can be lost with its connection, and some poolers pass none on.
POLL_SECONDS: Final = 1.0
# A connection that does not answer by then is taken for dead.
ANSWER_SECONDS: Final = 5.0
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)

logger = Logger(__name__)


class Tail:
    """Listens on a connection of its own and polls beside; connects again when it is lost."""

    def __init__(self, connect: Connect, watch: ClockWatch | None = None) -> None:
        self._connect: Final = connect
        self._watch: Final = watch
        self._position = 0
        self.recorded_at = EPOCH
        """The latest time at which anything is known to have been recorded."""
        self._grown = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def position(self) -> int:
        """The last position known to be committed."""
        return self._position

    def open(self) -> None:
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

    def seen(self, recorded_at: datetime) -> None:
        """Somebody knows that something was recorded then."""
        self.recorded_at = max(self.recorded_at, recorded_at)

    async def look(self, connection: Any) -> None:
        """How far the log goes, and what the database's clock shows."""
        asked_at = self._watch.monotonic() if self._watch else 0.0
        pulse = await statements.pulse(connection)
        self.seen(pulse["recorded_at"])
        self.reached(pulse["position"])
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
            await connection.add_listener(CHANNEL, self._heard)
            while True:
                async with asyncio.timeout(ANSWER_SECONDS):
                    await self.look(connection)
                await asyncio.sleep(POLL_SECONDS)
        finally:
            connection.terminate()

    def _heard(self, connection: Any, pid: int, channel: str, payload: object) -> None:
        if isinstance(payload, str) and payload.isdecimal():
            self.reached(int(payload))
