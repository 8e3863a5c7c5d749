"""One connection's writes: batches as transactions, and nothing about waiting or retrying."""

from asyncio import Lock
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import asyncpg

from cascade.clock import Clock
from cascade.log import rows
from cascade.log.batch import Batch, LogEnd, lay_out
from cascade.log.pending import Pending, Settlement, settle
from cascade.log.statements import statements

Connect = Callable[[], Awaitable[Any]]
Wrote = Callable[[Batch], None]
"""Is told of each batch that is committed, before those who wait for it are."""


@dataclass(slots=True)
class PredictedHead:
    """What the stores of a process believe: where the log ends once all they sent is committed.

    A belief that turns out wrong costs a round trip; the database checks it under the head's lock.
    """

    end: LogEnd | None = None
    make_partitions_at: int = 0
    # While one store finds out the truth, the others wait for it: two that found out at once
    # would each prove the other wrong, again and again.
    finding_out: Lock = field(default_factory=Lock)


class BatchStore:
    """Writes batches over one connection."""

    def __init__(
        self,
        connection: Any,
        clock: Clock,
        predicted: PredictedHead,
        wrote: Wrote = lambda _: None,
    ) -> None:
        self._connection: Final = connection
        self._clock: Final = clock
        self._predicted: Final = predicted
        self._tell_written: Final = wrote

    @property
    def is_lost(self) -> bool:
        return bool(self._connection.is_closed())

    async def open(self) -> None:
        await statements.prepare_session(self._connection)
        await self._make_partitions()

    async def close(self) -> None:
        if not self.is_lost:
            await self._connection.close()

    def abandon(self) -> None:
        """Drop a connection that is of no use any more, without a word to the server."""
        self._connection.terminate()

    async def write(self, batch: Sequence[Pending]) -> Settlement:
        """Write what can be written of a batch in one transaction; raises what the database raises.

        Mostly nobody else has moved the head since the last batch: then one round trip does
        everything, checked under the head's lock by the database. Else the truth is read under that
        lock first.
        """
        written = await self._write_foretold(batch)
        if written is not None:
            return written
        async with self._predicted.finding_out:
            written = await self._write_foretold(batch)
            return await self._write_locked(batch) if written is None else written

    async def _write_foretold(self, batch: Sequence[Pending]) -> Settlement | None:
        end, self._predicted.end = self._predicted.end, None
        if end is None:
            return None
        # A refusal may rest on a command that is itself about to be refused: then nothing fits.
        settlement = settle(batch)
        laid_out = lay_out(settlement, end, self._clock.now())
        # The next batch builds on this one while it is still on its way.
        self._predicted.end = laid_out.end
        fits = False
        try:
            fits = await statements.append(self._connection, **laid_out.rows)
        except asyncpg.UniqueViolationError:
            return None
        finally:
            if not fits:
                self._predicted.end = None
        if not fits:
            return None
        await self._wrote(laid_out)
        return settlement

    async def _write_locked(self, batch: Sequence[Pending]) -> Settlement:
        async with self._connection.transaction():
            end = rows.log_end(await statements.lock_head(self._connection))
            settlement = await self._settle_by_truth(batch)
            laid_out = lay_out(settlement, end, self._clock.now())
            if settlement.accepted:
                await self._make_room(laid_out.end.position)
                fits = await statements.append(self._connection, **laid_out.rows)
                assert fits, "the head's lock did not keep streams and head in place"
        self._predicted.end = laid_out.end
        await self._wrote(laid_out)
        return settlement

    async def _settle_by_truth(self, batch: Sequence[Pending]) -> Settlement:
        keys = await self._connection.fetch(statements.keys.sql, [p.command.key for p in batch])
        stream_ids = {stream_id for p in batch for stream_id in p.command.expected}
        versions = await self._connection.fetch(statements.stream_versions.sql, list(stream_ids))
        known = [rows.key_record(row) for row in keys]
        return settle(batch, dict(versions), {(k.principal, k.key): k for k in known})

    async def _wrote(self, laid_out: Batch) -> None:
        """It is committed: answer, then see to the room for the next batches."""
        self._tell_written(laid_out)
        for pending, appended in laid_out.answers:
            pending.succeed(appended)
        await self._make_room(laid_out.end.position)

    async def _make_room(self, position: int) -> None:
        """Partitions are made when half of those ahead are used up."""
        if position >= self._predicted.make_partitions_at:
            await self._make_partitions()

    async def _make_partitions(self) -> None:
        until = await statements.make_partitions(self._connection)
        position = await statements.head_position(self._connection)
        self._predicted.make_partitions_at = position + (until - position) // 2
