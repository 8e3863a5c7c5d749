"""Batching: what the objects of one page ask for is read in one statement.

The library's own loader runs its batch in a task that nothing cancels: at the deadline its SQL
would run on. This one keeps its tasks, and ``close`` cancels them.
"""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Iterable, Sequence
from typing import Any, Generic, TypeAlias, TypeVar

from api.graphql.runtime.source import Source
from projections.query_args import Moment

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")
W = TypeVar("W")

Fetch: TypeAlias = Callable[[Source, Sequence[K], Moment], Awaitable[Sequence[V]]]
"""Reads one value for each key, in order, as the principal may see it at the moment."""


class Loader(Generic[K, V]):
    """Reads values by key and moment, each once in an operation, many in one call.

    ``fetch`` answers one value for each key, in order.
    """

    def __init__(self, fetch: Callable[[Sequence[K], Moment], Awaitable[Sequence[V]]]) -> None:
        self._fetch = fetch
        self._known: dict[tuple[Moment, K], asyncio.Future[V]] = {}
        self._waiting: dict[Moment, list[K]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def one(self, key: K, at: Moment) -> V:
        """The value of ``key`` at that moment."""
        known = self._known.get((at, key))
        if known is None:
            loop = asyncio.get_running_loop()
            known = self._known[at, key] = loop.create_future()
            if at not in self._waiting:
                self._waiting[at] = []
                task = loop.create_task(self._run(at))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)
            self._waiting[at].append(key)
        # Shielded: one field given up must not cancel the value for the others.
        return await asyncio.shield(known)

    async def optional(self, key: K | None, at: Moment) -> V | None:
        """None also where there is no key."""
        return None if key is None else await self.one(key, at)

    async def required(self: "Loader[K, W | None]", key: K, at: Moment) -> W:
        """For links whose target always exists; its absence is a fault of ours (LookupError)."""
        value = await self.one(key, at)
        if value is None:
            raise LookupError(f"no row for {key} at position {at.position}")
        return value

    async def every(self: "Loader[K, W | None]", keys: Iterable[K], at: Moment) -> list[W]:
        """``required`` for each of several keys, in their order."""
        return list(await asyncio.gather(*(self.required(key, at) for key in keys)))

    async def close(self) -> None:
        """Cancel what is still being read, and wait until it has ended."""
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, at: Moment) -> None:
        # One turn of the loop lets every field of this level leave its key.
        await asyncio.sleep(0)
        keys = self._waiting.pop(at)
        futures = [self._known[at, key] for key in keys]
        try:
            values = await self._fetch(keys, at)
            if len(values) != len(keys):
                raise RuntimeError("a loader answers one value for each key")
        except asyncio.CancelledError:
            for future in futures:
                future.cancel()
            raise
        except Exception as error:
            for future in futures:
                if not future.done():
                    future.set_exception(error)
                    future.exception()  # read here: whoever asked may be gone already
            return
        for future, value in zip(futures, values, strict=True):
            if not future.done():
                future.set_result(value)


class Loaders:
    """The loaders of one request, one for each function that reads."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._made: dict[Fetch[Any, Any], Loader[Any, Any]] = {}

    def __call__(self, fetch: Fetch[K, V]) -> Loader[K, V]:
        """The loader of ``fetch``, made when it is first asked for."""
        if fetch not in self._made:
            self._made[fetch] = Loader(lambda keys, at: fetch(self._source, keys, at))
        return self._made[fetch]

    async def close(self) -> None:
        """Cancel every read that is still under way."""
        for loader in list(self._made.values()):
            await loader.close()
