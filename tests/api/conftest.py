"""A server for the tests of the HTTP face, and a client."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from api.graphql.runtime.limits import OperationLimits
from tests.api.serving import Served, serving


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving(OperationLimits(deadline_seconds=1)) as running:
        yield running


@pytest.fixture(scope="module")
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session
