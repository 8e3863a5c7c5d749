from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import asyncpg
import pytest

from cascade.clock import Clock, SystemClock
from cascade.database import Endpoint, Endpoints, open_pool
from cascade.log import Log
from tests.log.samples import sample_mapper


@pytest.fixture
async def connection(endpoints: Endpoints) -> AsyncIterator[asyncpg.Connection[asyncpg.Record]]:
    """The application's own, to look at the tables."""
    connection = await endpoints.application.connect()
    yield connection
    await connection.close()


OpenLog = Callable[..., AbstractAsyncContextManager[Log]]


@pytest.fixture
def open_log(endpoints: Endpoints) -> OpenLog:
    """Opens a log as one more process would."""

    @asynccontextmanager
    async def opening(
        clock: Clock | None = None, endpoint: Endpoint | None = None, **settings: Any
    ) -> AsyncIterator[Log]:
        pool = await open_pool(endpoints.application, max_size=2)
        connect = (endpoint or endpoints.application).connect
        try:
            log = Log(pool, connect, clock or SystemClock(), sample_mapper(), **settings)
            async with log:
                yield log
        finally:
            await pool.close()

    return opening


@pytest.fixture
async def log(open_log: OpenLog) -> AsyncIterator[Log]:
    async with open_log() as log:
        yield log


@dataclass
class RestlessClock:
    """Says the given instants one after another, then the last one again and again."""

    instants: list[Any] = field(default_factory=list)

    def now(self) -> Any:
        return self.instants.pop(0) if len(self.instants) > 1 else self.instants[0]
