"""The log's front door."""

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime
from types import TracebackType
from typing import Any, Final, Self
from uuid import UUID

from cascade.clock import Clock
from cascade.content import Content
from cascade.log import rows
from cascade.log.batch import Batch
from cascade.log.deliveries import Deliveries
from cascade.log.mapper import EventMapper
from cascade.log.pending import prepare
from cascade.log.recent import Recent
from cascade.log.records import Append, Appended, Head, KeyRecord, RecordedEvent
from cascade.log.statements import statements
from cascade.log.store import Connect
from cascade.log.tail import Tail
from cascade.log.uploads import Uploads
from cascade.log.watch import ClockWatch
from cascade.log.writer import Writer
from cascade.log.writer_connection import RECONNECT_SECONDS

# What a reader takes at once: enough to be fast, little enough to hold in memory.
MAX_PAGE: Final = 5_000


class Log:
    """One process's access to the log: an async context manager.

    Reads go through ``pool``, which should plan each statement anew, and so do uploads, for which
    it must write; appending and listening each keep a connection of their own, which ``connect``
    opens, now and whenever it is lost. ``watch`` keeps anything from being recorded while this
    process's wall clock is wrong; a clock that is stepped by hand has none.
    """

    def __init__(
        self,
        pool: Any,
        connect: Connect,
        clock: Clock,
        mapper: EventMapper | None = None,
        reconnect_seconds: float = RECONNECT_SECONDS,
        watch: ClockWatch | None = None,
    ) -> None:
        self._pool: Final = pool
        self.mapper: Final = mapper or EventMapper()
        self.uploads: Final = Uploads(pool)
        self.deliveries: Final = Deliveries(pool)
        self.watch: Final = watch
        self._tail: Final = Tail(connect, self.mapper, watch)
        self._writer: Final = Writer(connect, clock, self._wrote, reconnect_seconds)

    async def __aenter__(self) -> Self:
        await self._writer.open()
        async with self._pool.acquire() as connection:
            await self._tail.look(connection)
        self._tail.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self._writer.close()
        await self._tail.close()

    @property
    def recorded_at(self) -> datetime:
        """The latest time at which anything is known here to have been recorded."""
        return self._tail.recorded_at

    @property
    def recent(self) -> Recent:
        """The log's end as it is known here without asking: what is shown to whoever follows."""
        return self._tail.recent

    def clock_warning(self) -> str | None:
        """What is wrong with the clocks, where they are watched."""
        return self.watch.warning(self.recorded_at) if self.watch else None

    async def append(self, command: Append) -> Appended:
        """Append a command's events, in one transaction with those of concurrent callers.

        Raises VersionConflict and KeyReused, ValueError or TypeError for what cannot be stored,
        LogUnavailable and AppendInDoubt when the database is gone, ClockFault while clocks are
        wrong, and the database's own error where it refuses this command. A caller that is
        cancelled meanwhile does not know whether the command was written: its key tells.
        """
        if self.watch:
            self.watch.check(self.recorded_at)
        outcome: asyncio.Future[Appended] = asyncio.get_running_loop().create_future()
        self._writer.submit(prepare(command, self.mapper, outcome))
        appended = await outcome
        if appended.positions:
            self._tail.seen(appended.recorded_at)
            self._tail.reached(appended.positions[-1])
        return appended

    def _wrote(self, batch: Batch) -> None:
        self._tail.take_in(batch.stored())

    async def find_key(self, principal: str, key: str) -> KeyRecord | None:
        """What an earlier command of this key left, if it was written."""
        async with self._pool.acquire() as connection:
            found = await connection.fetch(statements.keys.sql, [key])
        records = (rows.key_record(row) for row in found)
        return next((record for record in records if record.principal == principal), None)

    async def read(self, after: int, limit: int = MAX_PAGE) -> list[RecordedEvent]:
        """Events beyond position ``after``, in order, at most ``limit`` (up to 5,000)."""
        if not 0 < limit <= MAX_PAGE:
            raise ValueError(f"a page has 1 to {MAX_PAGE} events, not {limit}")
        async with self._pool.acquire() as connection:
            found = await connection.fetch(statements.page.sql, after, limit)
        return [rows.recorded_event(row, self.mapper) for row in found]

    async def read_streams(self, after_versions: Mapping[UUID, int]) -> list[RecordedEvent]:
        """Events of these streams, each beyond its version (0: from its start), in log order."""
        async with self._pool.acquire() as connection:
            found = await connection.fetch(
                statements.events_of.sql, list(after_versions), list(after_versions.values())
            )
        self._tail.seen(found[0]["head_recorded_at"])
        return [rows.recorded_event(row, self.mapper) for row in found if row["position"]]

    async def head(self) -> Head:
        """The committed end of the log, with the root of the Merkle tree over all of it."""
        async with self._pool.acquire() as connection:
            end = rows.log_end(await statements.head(connection))
        self._tail.seen(end.recorded_at)
        self._tail.reached(end.position)
        root = end.frontier.root()
        return Head(position=end.position, recorded_at=end.recorded_at, root_hash=root)

    async def content(self, ids: Iterable[UUID]) -> dict[UUID, Content]:
        """Those of the contents that were not erased."""
        async with self._pool.acquire() as connection:
            found = await connection.fetch(statements.content.sql, list(ids))
        return {row["id"]: rows.content(row) for row in found}

    async def wait_beyond(self, position: int, timeout_seconds: float) -> int:
        """Wait for the log to go beyond ``position``; how far it goes, also at the timeout."""
        return await self._tail.wait_beyond(position, timeout_seconds)
