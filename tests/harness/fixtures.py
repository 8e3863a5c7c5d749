"""One database for a module's tests: each new one would cost them a second.

A test that changes the schema itself, or needs the log's guards, imports ``database`` of
``tests.conftest`` in its place: a fresh one.
"""

import itertools
from collections.abc import AsyncIterator

import pytest

from cascade.database import Database, PostgresServer
from tests.harness.ground import Ground

_numbers = itertools.count(1)


@pytest.fixture(scope="module")
async def ground(postgres: PostgresServer) -> AsyncIterator[Ground]:
    """A module's tests take turns on it."""
    name = f"ground_{next(_numbers)}"
    endpoints = await postgres.create_database(name, template="cascade")
    async with Ground.of(endpoints) as ground:
        yield ground
    await postgres.drop_database(name)


@pytest.fixture
async def database(ground: Ground) -> Database:
    """Emptied for this test."""
    await ground.empty()
    return ground.database
