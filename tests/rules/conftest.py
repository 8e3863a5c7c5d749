from collections.abc import AsyncIterator

import pytest

from tests.rules.scene import Scene
from tests.told.fixtures import ground
from tests.told.ground import Ground
from tests.told.tale import Tale

__all__ = ["ground", "scene"]


@pytest.fixture
async def scene(ground: Ground) -> AsyncIterator[Scene]:
    """A province with two wards and three branches, and a subject that acts for all of them."""
    async with Tale.on(ground) as tale:
        scene = Scene(tale)
        await scene.begin()
        yield scene
