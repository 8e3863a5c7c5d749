from collections.abc import AsyncIterator

import pytest

from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.log import Log
from tests.projections.chronicle import START, Chronicle


@pytest.fixture
async def chronicle(database: Database) -> AsyncIterator[Chronicle]:
    clock = SteppedClock(START)
    async with Log(database.pool, database.connect, clock) as log:
        yield Chronicle(log, clock)
