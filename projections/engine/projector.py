"""Keeps the read models up with the log: one leader, page by page, each page one transaction."""

import asyncio
import contextlib
from collections.abc import Callable
from types import TracebackType
from typing import Any, Final, Self

from cascade.database import Database
from cascade.log import Log
from cascade.logger import Logger
from projections.engine import rebuilding
from projections.engine.pages import CheckpointMoved, lay
from projections.engine.parking import PASSING, EventNotProjectable, park, project_on
from projections.engine.schemas import LIVE, enter, statements
from projections.models import definition_hash

PAGE_EVENTS: Final = 5_000
# The log tells at once when it grows; this is for a notice that was lost.
IDLE_SECONDS: Final = 5.0
# Another process leads, or the database is gone: how often to try again.
RETRY_SECONDS: Final = 1.0
# Without statistics PostgreSQL plans for empty tables; autovacuum may take a minute to notice.
ANALYSE_GROWTH: Final = 1.2
ANALYSE_AT_LEAST_EVENTS: Final = 20

logger = Logger(__name__)


class Projector:
    """An async context manager that projects in the background while it is entered.

    ``run`` does the same in the foreground. ``leads`` tells whether this process is the one that
    projects; ``page_events`` is for tests alone: rows do not depend on it.
    """

    def __init__(
        self,
        database: Database,
        log: Log,
        *,
        page_events: int = PAGE_EVENTS,
        on_rebuild: Callable[[int, int], None] | None = None,
    ) -> None:
        self._database: Final = database
        self._log: Final = log
        self._page_events: Final = page_events
        self._on_rebuild: Final = on_rebuild
        self._task: asyncio.Task[None] | None = None
        self._analysed_at = 0
        self.leads = False

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self.run(), name="projector")
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

    async def run(self) -> None:
        """Project until cancelled, over lost connections and changes of the leader."""
        while True:
            try:
                await self._lead()
            except PASSING as error:
                logger.warning("projector.interrupted", error=repr(error))
            finally:
                self.leads = False
            await asyncio.sleep(RETRY_SECONDS)

    async def _lead(self) -> None:
        """Leadership is a lock of the very connection that writes: who loses one loses both."""
        connection = await self._database.connect()
        try:
            while not await statements.lead(connection):
                await asyncio.sleep(RETRY_SECONDS)
            self.leads = True
            await self._prepare(connection)
            after: int | None = None
            while True:
                after = await self._step(connection, after)
        finally:
            connection.terminate()

    async def _prepare(self, connection: Any) -> None:
        """Lay the read models where there are none; build them again where the code has changed."""
        if not await statements.exists(connection, schema=LIVE):
            await lay(connection, LIVE)
        elif (await _checkpoint(connection))["definition"] != definition_hash():
            logger.info("projector.rebuilding", reason="the definition of the read models changed")
            await rebuilding.rebuild(
                self._database, self._log, on_progress=self._on_rebuild, changed=True
            )

    async def _step(self, connection: Any, after: int | None) -> int | None:
        """One page, or a wait for one; how far it came.

        ``after`` is where this leader left the checkpoint; null where it has to look. Nobody else
        moves it but who switches schemas, and then the page is not written.
        """
        if after is None:
            checkpoint = await _checkpoint(connection)
            if checkpoint["parked_position"] is not None:
                await asyncio.sleep(RETRY_SECONDS)
                return None
            after = int(checkpoint["position"])
        try:
            reached = await project_on(connection, self._log, LIVE, after, self._page_events)
        except EventNotProjectable as poison:
            await park(connection, LIVE, poison.parked)
            return None
        except CheckpointMoved:
            return None
        if reached < after + self._page_events:
            await self._analyse(connection, reached)
            if await self._log.wait_beyond(reached, IDLE_SECONDS) <= reached:
                return None
        return reached

    async def _analyse(self, connection: Any, position: int) -> None:
        grown = position - self._analysed_at
        if grown >= ANALYSE_AT_LEAST_EVENTS and position > self._analysed_at * ANALYSE_GROWTH:
            await rebuilding.analyse(connection, LIVE)
            self._analysed_at = position


async def _checkpoint(connection: Any) -> Any:
    async with connection.transaction():
        await enter(connection, LIVE)
        return await statements.checkpoint(connection)
