from collections.abc import AsyncIterator

import pytest

from cascade.database import Database
from tests.harness.fixtures import database, ground
from tests.harness.nation import Nation, small_nation

__all__ = ["database", "ground", "nation"]


@pytest.fixture
async def nation(database: Database) -> AsyncIterator[Nation]:
    async with small_nation(database) as nation:
        yield nation
