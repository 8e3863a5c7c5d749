"""Ground that several tests share: each engine empties it."""

import itertools
from collections.abc import AsyncIterator

import pytest

from cascade.database import PostgresServer
from tests.harness.ground import Ground

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
async def ground(postgres: PostgresServer) -> AsyncIterator[Ground]:
    """One database for a module's tests."""
    name = f"ground_{next(_numbers)}"
    endpoints = await postgres.create_database(name, template="cascade")
    async with Ground.of(endpoints) as ground:
        yield ground
    await postgres.drop_database(name)
