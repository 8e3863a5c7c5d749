"""Tells readers when the read models have reached a position."""

import asyncio
import contextlib
from types import TracebackType
from typing import Any, Final, Self

from cascade.database import Database
from cascade.logger import Logger
from projections.engine.schemas import CHANNEL, LIVE, enter, statements

# A notice can be lost with its connection.
POLL_SECONDS: Final = 1.0

logger = Logger(__name__)


class ProjectionNotifier:
    """One for the process: listens on a connection of its own while it is entered."""

    def __init__(self, database: Database) -> None:
        self._database: Final = database
        self._position = 0
        self._moved = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="projection notifier")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    @property
    def position(self) -> int:
        """The last position known to be projected."""
        return self._position

    async def wait_for(self, position: int, bound_seconds: float) -> bool:
        """Whether the read models hold the position, within the bound."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(bound_seconds):
                while self._position < position:
                    await self._moved.wait()
        return self._position >= position

    def _reached(self, position: int) -> None:
        if position > self._position:
            self._position = position
            moved, self._moved = self._moved, asyncio.Event()
            moved.set()

    async def _run(self) -> None:
        while True:
            try:
                await self._listen()
            except Exception as error:  # whatever it was, whoever waits waits on
                logger.warning("arrivals.lost", error=repr(error))
            await asyncio.sleep(POLL_SECONDS)

    async def _listen(self) -> None:
        connection = await self._database.connect()
        try:
            await connection.add_listener(CHANNEL, self._heard)
            while not await statements.exists(connection, schema=LIVE):
                await asyncio.sleep(0.05)
            while True:
                async with asyncio.timeout(5 * POLL_SECONDS), connection.transaction():
                    await enter(connection, LIVE)
                    self._reached((await statements.checkpoint(connection))["position"])
                await asyncio.sleep(POLL_SECONDS)
        finally:
            connection.terminate()

    def _heard(self, connection: Any, pid: int, channel: str, payload: object) -> None:
        if isinstance(payload, str) and payload.isdecimal():
            self._reached(int(payload))
