"""Group commit: the commands of a whole process go into the log in batches.

    append ──► queue ──► connection: batch ──► transaction ──► answers
                 ▲  └──► connection: batch ──► ...
                 └─────────── postponed (the second use of a key)

While one batch commits, the next is already on its way on the other connection, built on where the
first will end, and a third gathers: the busier the process, the larger its batches. Lingering for
more was measured and only made callers wait.
"""

import asyncio
from collections import deque
from typing import Final

from cascade.clock import Clock
from cascade.log.errors import LogUnavailable
from cascade.log.pending import MAX_EVENTS, Pending
from cascade.log.store import Connect, PredictedHead, Wrote
from cascade.log.writer_connection import RECONNECT_SECONDS, WriterConnection

# The database writes one batch at a time; the second connection keeps it from waiting for us.
CONNECTIONS: Final = 2


class Writer:
    """Takes commands in and answers their futures, from tasks that no caller can cancel."""

    def __init__(
        self,
        connect: Connect,
        clock: Clock,
        wrote: Wrote,
        reconnect_seconds: float = RECONNECT_SECONDS,
    ) -> None:
        predicted = PredictedHead()
        self._connections: Final = [
            WriterConnection(connect, clock, predicted, wrote, reconnect_seconds)
            for _ in range(CONNECTIONS)
        ]
        self._queue: Final[deque[Pending]] = deque()
        self._arrived: Final = asyncio.Event()
        self._idle_connections = CONNECTIONS
        self._closing = False
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """Connect and start; raises what connecting raises."""
        for connection in self._connections:
            await connection.open()
        self._tasks = [
            asyncio.create_task(self._run(connection)) for connection in self._connections
        ]

    async def close(self) -> None:
        """Write what was handed in, then stop."""
        self._closing = True
        self._arrived.set()
        await asyncio.gather(*self._tasks)
        for connection in self._connections:
            await connection.close()

    def submit(self, pending: Pending) -> None:
        """Hand a command in; its future is answered whatever becomes of the caller."""
        if self._closing:
            raise LogUnavailable("the log is closed")
        self._queue.append(pending)
        self._arrived.set()

    async def _run(self, connection: WriterConnection) -> None:
        while self._queue or not self._closing:
            if not self._queue:
                self._arrived.clear()
                await self._arrived.wait()
                continue
            batch = self._take()
            self._idle_connections -= 1
            postponed = await connection.flush(batch)
            self._idle_connections += 1
            self._queue.extendleft(reversed(postponed))

    def _take(self) -> list[Pending]:
        """A fair share for this connection, of at most MAX_EVENTS events and as many commands."""
        share = -(-len(self._queue) // self._idle_connections)
        batch: list[Pending] = []
        events = 0
        while self._queue and len(batch) < min(share, MAX_EVENTS):
            pending = self._queue[0]
            events += len(pending.stored)
            if events > MAX_EVENTS:
                break
            self._queue.popleft()
            if pending.waits:
                batch.append(pending)
        return batch
