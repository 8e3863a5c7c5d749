from collections.abc import AsyncIterator

import pytest

from cascade.database import Endpoints
from tests.told.ground import Ground


@pytest.fixture
async def ground(endpoints: Endpoints) -> AsyncIterator[Ground]:
    """The database of a test that tells many tales."""
    async with Ground.of(endpoints) as ground:
        yield ground
