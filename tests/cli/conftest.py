"""A founded organisation behind an engine, on a database of the test's own."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from cascade.clock import SystemClock
from cascade.database import Database
from cascade.engine import Engine, Request, open_engine
from cascade.log import Log
from tests.cli.foundation import FOUNDATION


@pytest.fixture
async def engine(database: Database) -> AsyncIterator[Engine]:
    clock = SystemClock()
    async with Log(database.pool, database.connect, clock) as log:
        engine = open_engine(log, clock)
        await engine.execute(FOUNDATION, Request("cascade init", "init", uuid4()))
        yield engine
