from collections.abc import AsyncIterator

import pytest

from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.log import Log
from tests.harness.chronicle import START, Chronicle
from tests.harness.fixtures import database, ground
from tests.projections.nation import Nation

__all__ = ["chronicle", "database", "ground", "nation"]


@pytest.fixture
async def chronicle(database: Database) -> AsyncIterator[Chronicle]:
    clock = SteppedClock(START)
    async with Log(database.pool, database.connect, clock) as log:
        yield Chronicle(log, clock)


@pytest.fixture
async def nation(chronicle: Chronicle, database: Database) -> Nation:
    await chronicle.found()
    await chronicle.establish(P1="C", P2="C", W1="P1", W2="P1", W3="P2")
    await chronicle.establish(B1="W1", B2="W1", B3="W2", B4="W3")
    return Nation(chronicle, database)
