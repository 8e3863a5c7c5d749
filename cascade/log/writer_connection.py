"""One connection that writes batches, one after another, through whatever happens to it."""

import asyncio
from collections.abc import Sequence
from typing import Final

import asyncpg

from cascade.clock import Clock
from cascade.log.errors import AppendInDoubt, LogUnavailable, VersionConflict
from cascade.log.pending import Pending
from cascade.log.store import BatchStore, Connect, PredictedHead, Wrote
from cascade.logger import Logger

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
    # What the driver says when it is asked after the server's last words, before the line is shut.
    asyncpg.InternalClientError,
)
# Trying each command of a batch alone would only wait as often.
_WHOLE_BATCH: Final = (asyncpg.LockNotAvailableError, asyncpg.QueryCanceledError)

logger = Logger(__name__)


class WriterConnection:
    """Answers every command that it is given."""

    def __init__(
        self,
        connect: Connect,
        clock: Clock,
        predicted: PredictedHead,
        wrote: Wrote,
        reconnect_seconds: float,
    ) -> None:
        self._connect: Final = connect
        self._clock: Final = clock
        self._predicted: Final = predicted
        self._wrote: Final = wrote
        self._reconnect_seconds: Final = reconnect_seconds
        self._store: BatchStore | None = None

    async def open(self) -> None:
        """Connect; raises what connecting raises."""
        await self._connected()

    async def close(self) -> None:
        if self._store is not None:
            await self._store.close()

    async def flush(self, batch: list[Pending]) -> list[Pending]:
        """Answer every command of a batch, through lost connections; raises nothing.

        Returns those that must go in with a later batch.
        """
        loop = asyncio.get_running_loop()
        deadline = loop.time() + self._reconnect_seconds
        postponed: list[Pending] = []
        while batch := [p for p in batch if p.waits and p not in postponed]:
            store = None
            try:
                async with asyncio.timeout(SILENCE_SECONDS):
                    store = await self._connected()
                await self._write(store, batch, postponed)
                continue
            except Exception as error:
                if not self._is_loss(error, store):
                    logger.exception("log.batch_failed", commands=len(batch))
                    self._fail(batch, error)
                    break
                self._give_up_connection(batch, error, was_sent=store is not None)
                if loop.time() > deadline:
                    self._fail_lost(batch, error)
                    break
            await asyncio.sleep(RECONNECT_PAUSE_SECONDS)
        return postponed

    async def _write(
        self, store: BatchStore, batch: Sequence[Pending], postponed: list[Pending]
    ) -> None:
        try:
            async with asyncio.timeout(SILENCE_SECONDS):
                settlement = await store.write(batch)
        except Exception as error:
            if self._is_loss(error, store):
                raise
            if isinstance(error, _WHOLE_BATCH):
                self._fail(batch, LogUnavailable(str(error)))
            elif len(batch) == 1:
                batch[0].fail(_told(error, batch[0]))
            else:
                logger.warning("log.batch_split", commands=len(batch), error=str(error))
                await self._write_each(store, batch, postponed)
            return
        for pending, appended in settlement.replayed:
            pending.succeed(appended)
        for pending, refusal in settlement.refused:
            pending.fail(refusal)
        postponed += settlement.postponed

    async def _write_each(
        self, store: BatchStore, batch: Sequence[Pending], postponed: list[Pending]
    ) -> None:
        """One command spoiled the batch: alone, it fails only itself."""
        for pending in batch:
            if pending.waits:
                await self._write(store, [pending], postponed)

    async def _connected(self) -> BatchStore:
        if self._store is None or self._store.is_lost:
            store = BatchStore(await self._connect(), self._clock, self._predicted, self._wrote)
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
        self._predicted.end = None
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


def _told(error: Exception, pending: Pending) -> Exception:
    """A file that was pruned after the decision looked at it is something read that moved on."""
    if isinstance(error, asyncpg.ForeignKeyViolationError):
        return VersionConflict(pending.command.upload_ids)
    return error
