from collections.abc import AsyncIterator

import pytest

from cascade.database import Endpoints
from tests.rules.scene import Scene
from tests.told.ground import Ground
from tests.told.tale import Tale


@pytest.fixture
async def scene(endpoints: Endpoints) -> AsyncIterator[Scene]:
    """A province with two wards and three branches, and a subject that acts for all of them."""
    async with Ground.of(endpoints) as ground, Tale.on(ground) as tale:
        scene = Scene(tale)
        await scene.begin()
        yield scene
