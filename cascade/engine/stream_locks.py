"""Locks on contended streams: who lost a race there decides again one after the other.

Sixty commands for one number series all read the same version, and one of them is recorded. Were
the others to try again all at once, each round would again record one, and the last would have to
try sixty times. One after the other each tries twice. Streams that are only read need no lock:
those who read them do not hinder each other.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager
from uuid import UUID
from weakref import WeakValueDictionary


class StreamLocks:
    """A lock for each stream that somebody waits for."""

    def __init__(self) -> None:
        self._locks: WeakValueDictionary[UUID, asyncio.Lock] = WeakValueDictionary()

    @asynccontextmanager
    async def on(self, stream_ids: Collection[UUID]) -> AsyncIterator[None]:
        """Hold the locks of these streams; everyone takes them in one order, so nobody is stuck."""
        async with AsyncExitStack() as held:
            for stream_id in sorted(stream_ids):
                await held.enter_async_context(self._lock(stream_id))
            yield

    def _lock(self, stream_id: UUID) -> asyncio.Lock:
        lock = self._locks.get(stream_id)
        if lock is None:
            lock = self._locks[stream_id] = asyncio.Lock()
        return lock
