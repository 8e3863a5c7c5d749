from collections.abc import AsyncIterator

import pytest

from tests.harness.engine import TestEngine
from tests.harness.fixtures import ground
from tests.harness.ground import Ground
from tests.rules.scene import Scene

__all__ = ["ground", "scene"]


@pytest.fixture
async def scene(ground: Ground) -> AsyncIterator[Scene]:
    """A province with two wards and three branches, and a subject that acts for all of them."""
    async with TestEngine.on(ground) as engine:
        scene = Scene(engine)
        await scene.begin()
        yield scene
