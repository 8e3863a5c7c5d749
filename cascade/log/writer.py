"""Group commit: the commands of a whole process share one connection and one transaction at a time.

append ──► queue ──► batch ──► transaction ──► answers
             ▲          │
             └─postponed┘   (the second use of a key)
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from typing import Final

import asyncpg
import structlog

from cascade.clock import Clock
from cascade.log.errors import AppendInDoubt, LogUnavailable
from cascade.log.pending import MAX_EVENTS, Pending, Settlement
from cascade.log.store import BatchStore, Connect

# How long callers wait for a lost database; the API's own deadline is as long.
RECONNECT_SECONDS: Final = 10.0
RECONNECT_PAUSE_SECONDS: Final = 0.1
# A batch takes milliseconds; a server that is silent for so long is gone, even if TCP says nothing.
SILENCE_SECONDS: Final = 20.0

# The server went away or takes no one in, whatever the statement was.
_LOST: Final = (
    OSError,
    asyncpg.PostgresConnectionError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.CannotConnectNowError,
    asyncpg.TooManyConnectionsError,
)
# Trying each command of a batch alone would only wait as often.
_WHOLE_BATCH: Final = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError)

logger = structlog.get_logger()


class Writer:
    """Takes commands in, writes them in batches from a task of its own, answers their futures."""

    def __init__(
        self, connect: Connect, clock: Clock, reconnect_seconds: float = RECONNECT_SECONDS
    ) -> None:
        self._connect: Final = connect
        self._clock: Final = clock
        self._reconnect_seconds: Final = reconnect_seconds
        self._queue: Final[deque[Pending]] = deque()
        self._store: BatchStore | None = None
        self._arrived = asyncio.Event()
        self._closing = False
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        """Connect and start; raises what connecting raises."""
        await self._connected()
        self._task = asyncio.create_task(self._run(), name="log writer")

    async def close(self) -> None:
        """Write what was handed in, then stop."""
        self._closing = True
        self._arrived.set()
        if self._task is not None:
            await self._task
        if self._store is not None:
            await self._store.close()

    def submit(self, pending: Pending) -> None:
        """Hand a command in; its future is answered whatever becomes of the caller."""
        if self._closing:
            raise LogUnavailable("the log is closed")
        self._queue.append(pending)
        self._arrived.set()

    async def _run(self) -> None:
        while self._queue or not self._closing:
            if not self._queue:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            await self._flush(self._take())

    def _take(self) -> list[Pending]:
        batch: list[Pending] = []
        events = 0
        while self._queue:
            pending = self._queue[0]
            events += len(pending.stored)
            # A command without events still is a row of its key.
            if events > MAX_EVENTS or len(batch) >= MAX_EVENTS:
                break
            self._queue.popleft()
            if pending.waits:
                batch.append(pending)
        return batch

    async def _flush(self, batch: list[Pending]) -> None:
        """Answer every command of a batch, through lost connections; raises nothing."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._reconnect_seconds
        while batch := [pending for pending in batch if pending.waits]:
            store = None
            try:
                async with asyncio.timeout(SILENCE_SECONDS):
                    store = await self._connected()
                await self._write(store, batch)
                return
            except Exception as error:
                if not self._is_loss(error, store):
                    logger.exception("log.batch_failed", commands=len(batch))
                    self._fail(batch, error)
                    return
                self._give_up_connection(batch, error, was_sent=store is not None)
                if loop.time() > deadline:
                    self._fail_lost(batch, error)
                    return
            await asyncio.sleep(RECONNECT_PAUSE_SECONDS)

    async def _write(self, store: BatchStore, batch: Sequence[Pending]) -> None:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                settlement = await store.write(batch)
            self._answer(settlement)
        except Exception as error:
            if self._is_loss(error, store):
                raise
            if isinstance(error, _WHOLE_BATCH):
                self._fail(batch, LogUnavailable(str(error)))
            elif len(batch) == 1:
                batch[0].fail(error)
            else:
                await self._write_each(store, batch, error)

    async def _write_each(
        self, store: BatchStore, batch: Sequence[Pending], error: Exception
    ) -> None:
        """One command spoiled the batch: alone, it fails only itself."""
        logger.warning("log.batch_split", commands=len(batch), error=str(error))
        for pending in batch:
            if pending.waits:
                await self._write(store, [pending])

    def _answer(self, settlement: Settlement) -> None:
        for pending, appended in settlement.replayed:
            pending.succeed(appended)
        for pending, refusal in settlement.refused:
            pending.fail(refusal)
        self._queue.extendleft(reversed(settlement.postponed))

    async def _connected(self) -> BatchStore:
        if self._store is None or self._store.is_lost:
            store = BatchStore(await self._connect(), self._clock)
            await store.open()
            self._store = store
        return self._store

    @staticmethod
    def _is_loss(error: Exception, store: BatchStore | None) -> bool:
        return isinstance(error, _LOST) or (store is not None and store.is_lost)

    def _give_up_connection(
        self, batch: Sequence[Pending], error: Exception, was_sent: bool
    ) -> None:
        """Whether a batch that was on its way is committed shows by its keys.

        Writing it again looks there first, under the head's lock. Should the lost session still
        be at work, the lock waits for it; should it only start now, it finds the head moved or
        a key taken, and does nothing.
        """
        logger.warning("log.connection_lost", commands=len(batch), error=str(error))
        store, self._store = self._store, None
        if store is not None:
            store.abandon()
        for pending in batch:
            pending.in_doubt = pending.in_doubt or was_sent

    @staticmethod
    def _fail(batch: Sequence[Pending], error: Exception) -> None:
        for pending in batch:
            pending.fail(error)

    @staticmethod
    def _fail_lost(batch: Sequence[Pending], error: Exception) -> None:
        for pending in batch:
            lost: Exception = AppendInDoubt() if pending.in_doubt else LogUnavailable(str(error))
            lost.__cause__ = error
            pending.fail(lost)
