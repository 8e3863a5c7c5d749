"""Keeps the read models up with the log: one leader, page by page, each page one transaction."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Final, Self

import asyncpg
import structlog

from cascade.database import Database
from cascade.log import Log
from cascade.log.errors import EventUnreadable
from cascade.log.records import RecordedEvent
from projections.checkpoints import rebuilding
from projections.checkpoints.pages import (
    CHANNEL,
    LIVE,
    CheckpointMoved,
    enter,
    lay,
    statements,
    write_page,
)
from projections.models import definition_hash

PAGE_EVENTS: Final = 5_000
# The log tells at once when it grows; this is for a notice that was lost.
IDLE_SECONDS: Final = 5.0
# Another process leads, or the database is gone: how often to try again.
RETRY_SECONDS: Final = 1.0
# Without statistics PostgreSQL plans for empty tables; autovacuum may take a minute to notice.
ANALYSE_GROWTH: Final = 1.2
ANALYSE_AT_LEAST_EVENTS: Final = 20

# What another attempt may mend. Anything else is an event that cannot be projected.
PASSING: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    # What the driver says when it is asked after the server's last words, before the line is shut.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.TransactionRollbackError,
    asyncpg.ObjectInUseError,
    CheckpointMoved,
)

logger = structlog.get_logger(__name__)


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
            while True:
                await self._step(connection)
        finally:
            connection.terminate()

    async def _prepare(self, connection: Any) -> None:
        """Lay the read models where there are none; build them again where the code has changed."""
        if not await statements.exists(connection, schema=LIVE):
            await lay(connection, LIVE)
        elif (await _checkpoint(connection))["definition"] != definition_hash():
            logger.info("projector.rebuilding", reason="the definition of the read models changed")
            await rebuilding.rebuild(
                self._database, self._log, on_progress=self._on_rebuild, compare=False
            )

    async def _step(self, connection: Any) -> None:
        """One page, or a wait for one."""
        checkpoint = await _checkpoint(connection)
        after = checkpoint["position"]
        if checkpoint["parked_position"] is not None:
            await asyncio.sleep(RETRY_SECONDS)
            return
        try:
            events = await self._log.read(after, self._page_events)
            if events:
                await write_page(connection, LIVE, after, events)
        except PASSING:
            raise
        except Exception as error:
            await self._narrow(connection, after, error)
            return
        if len(events) < self._page_events:
            await self._analyse(connection, after + len(events))
            await self._log.wait_beyond(after + len(events), IDLE_SECONDS)

    async def _narrow(self, connection: Any, after: int, error: Exception) -> None:
        """A page could not be projected: go on event by event, up to the one to blame."""
        for _ in range(self._page_events):
            try:
                events: Sequence[RecordedEvent] = await self._log.read(after, 1)
                if not events:
                    return
                await write_page(connection, LIVE, after, events)
            except PASSING:
                raise
            except Exception as single:
                await self._park(connection, after + 1, single)
                return
            after += 1
        logger.warning("projector.page_failed_once", error=repr(error))

    async def _park(self, connection: Any, position: int, error: Exception) -> None:
        """The group stands still, with its alarm, until somebody resumes it."""
        reason = f"{type(error).__name__}: {error}"
        unreadable = isinstance(error, EventUnreadable)
        logger.error("projector.parked", position=position, reason=reason, unreadable=unreadable)
        async with connection.transaction():
            await enter(connection, LIVE)
            await statements.park(connection, position=position, reason=reason[:2000])

    async def _analyse(self, connection: Any, position: int) -> None:
        grown = position - self._analysed_at
        if grown >= ANALYSE_AT_LEAST_EVENTS and position > self._analysed_at * ANALYSE_GROWTH:
            await rebuilding.analyse(connection, LIVE)
            self._analysed_at = position


async def resume(database: Database) -> None:
    """Try the parked event again, once the program or its surroundings were mended."""
    async with database.pool.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        await statements.resume(connection)
        await statements.announce(connection, channel=CHANNEL, position="0")


async def trouble(database: Database) -> str | None:
    """Why the read models stand still, where they do: for /readyz."""
    async with database.pool.acquire() as connection:
        if not await statements.exists(connection, schema=LIVE):
            return None
        checkpoint = await _checkpoint(connection)
    if checkpoint["parked_position"] is None:
        return None
    return f"parked at {checkpoint['parked_position']}: {checkpoint['parked_reason']}"


async def _checkpoint(connection: Any) -> Any:
    async with connection.transaction():
        await enter(connection, LIVE)
        return await statements.checkpoint(connection)
