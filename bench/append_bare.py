"""The least that a store could do: group commit of INSERTs, and nothing else."""

import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, Self

import aiosql

from cascade.events import Event
from cascade.log import EventMapper

_STATEMENTS: Final[Any] = aiosql.from_path(Path(__file__).parent / "append_bare.sql", "asyncpg")


class BareStore:
    """Writes what ``make_event`` makes over one connection."""

    def __init__(self, connection: Any, make_event: Callable[[], Event]) -> None:
        self._connection = connection
        self._make_event = make_event
        self._mapper = EventMapper([type(make_event())])
        self._waiting: list[tuple[Event, asyncio.Future[None]]] = []
        self._arrived = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        await _STATEMENTS.create_event(self._connection)
        self._task = asyncio.create_task(self._run())
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        await self._connection.close()

    async def write(self, caller: int) -> None:
        del caller
        done = asyncio.get_running_loop().create_future()
        self._waiting.append((self._make_event(), done))
        self._arrived.set()
        await done

    async def _run(self) -> None:
        while True:
            await self._arrived.wait()
            self._arrived.clear()
            batch, self._waiting = self._waiting, []
            stored = [self._mapper.to_stored_event(event) for event, _ in batch]
            await _STATEMENTS.insert_events(
                self._connection,
                stream_ids=[event.originator_id for event in stored],
                topics=[event.topic for event in stored],
                states=[event.state for event in stored],
            )
            for _, done in batch:
                done.set_result(None)
