"""Knows how far the log goes, so that readers can wait for more without asking all the time."""

import asyncio
import contextlib
from typing import Any, Final

import structlog

from cascade.log.statements import statements
from cascade.log.store import Connect

CHANNEL: Final = "cascade_log"
# A notice can be lost with its connection, and some poolers pass none on.
POLL_SECONDS: Final = 1.0
# A connection that does not answer by then is taken for dead.
ANSWER_SECONDS: Final = 5.0

logger = structlog.get_logger()


class Tail:
    """Listens on a connection of its own and polls beside; connects again when it is lost."""

    def __init__(self, connect: Connect) -> None:
        self._connect: Final = connect
        self._position = 0
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
                    self.reached(await statements.head_position(connection))
                await asyncio.sleep(POLL_SECONDS)
        finally:
            connection.terminate()

    def _heard(self, connection: Any, pid: int, channel: str, payload: object) -> None:
        if isinstance(payload, str) and payload.isdecimal():
            self.reached(int(payload))
