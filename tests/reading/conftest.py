from collections.abc import AsyncIterator

import pytest

from api.services import Services
from cascade.clock import SteppedClock
from cascade.database import Database
from cascade.engine import open_engine
from cascade.log import Log
from projections.engine.notifier import ProjectionNotifier
from tests.harness.chronicle import START, Chronicle
from tests.harness.fixtures import database, ground
from tests.reading.desk import Desk

__all__ = ["database", "desk", "ground"]


@pytest.fixture
async def desk(database: Database) -> AsyncIterator[Desk]:
    """The root C with provinces P1 and P2, a ward in each, and a branch in the first one's."""
    clock = SteppedClock(START)
    async with (
        Log(database.pool, database.connect, clock) as log,
        ProjectionNotifier(database) as notifier,
    ):
        services = Services(
            readers=database.readers,
            log=log,
            engine=open_engine(log, clock),
            clock=clock,
            notifier=notifier,
        )
        chronicle = Chronicle(log, clock)
        await chronicle.found()
        await chronicle.establish(P1="C", P2="C", W1="P1", W2="P2")
        await chronicle.establish(B1="W1")
        yield Desk(chronicle, services, database)
