"""One PostgreSQL for the whole run, and a fresh migrated database for every test that asks."""

import asyncio
import itertools
import logging
import os
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

# A test that needs no database shall not wait for what leads to one.
if TYPE_CHECKING:
    from cascade.database import (
        Database,
        EmbeddedPostgres,
        Endpoint,
        Endpoints,
        PostgresServer,
    )
    from tests.external import ExternalPostgres

_numbers = itertools.count(1)

LONGEST = (
    "tests/crashes/test_killed.py",
    "tests/properties/test_sparse_equals_naive.py",
    "tests/cli/test_main.py",
    "tests/cli/test_standing.py",
    "tests/docs/test_typed.py",
    "tests/demo",
    "tests/api_refusals/test_longest_texts.py",
    "tests/machine",
    "tests/recurring",
    "tests/pairs",
)
"""They begin first: what takes a minute must not be what all others have to wait for."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def pytest_collection_finish(session: pytest.Session) -> None:
    """At the end of a run its plugin imports all of hypothesis, though no test has used it."""
    if "hypothesis" not in sys.modules:
        session.config.pluginmanager.unregister(name="hypothesispytest")


def _turn(item: pytest.Item) -> int:
    return next((n for n, name in enumerate(LONGEST) if item.nodeid.startswith(name)), len(LONGEST))


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """A command run in this process sets logging up for its own standard error, which ends."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield
    if structlog := sys.modules.get("structlog"):
        structlog.reset_defaults()
    root.handlers[:] = handlers
    root.setLevel(level)


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    return "asyncio"


def pytest_addoption(parser: pytest.Parser) -> None:
    # Not by the variable alone: it may name a server that is not for tests.
    parser.addoption("--external", action="store_true", help="on the server behind DATABASE_URL")


@pytest.fixture(scope="session")
def postgres(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[PostgresServer]":
    """The run's server; its first database is migrated and is the template of all others."""
    from cascade.database import EmbeddedPostgres
    from tests.external import ExternalPostgres

    server: EmbeddedPostgres | ExternalPostgres
    if request.config.getoption("--external"):
        server = ExternalPostgres(os.environ["DATABASE_URL"])
    else:
        server = EmbeddedPostgres(tmp_path_factory.mktemp("postgres"))
    asyncio.run(_start_and_migrate(server))
    yield server
    asyncio.run(server.stop())


@pytest.fixture
async def endpoints(postgres: "PostgresServer") -> "AsyncIterator[Endpoints]":
    """A fresh migrated database: the application's way in, and the superuser's."""
    name = f"test_{next(_numbers)}"
    yield await postgres.create_database(name, template="cascade")
    await postgres.drop_database(name)


@pytest.fixture
async def empty_endpoints(postgres: "PostgresServer") -> "AsyncIterator[Endpoints]":
    """A fresh database that nothing has been migrated into."""
    name = f"test_{next(_numbers)}"
    yield await postgres.create_database(name)
    await postgres.drop_database(name)


@pytest.fixture
def endpoint(endpoints: "Endpoints") -> "Endpoint":
    """The application's way into a fresh migrated database."""
    return endpoints.application


@pytest.fixture
async def database(endpoint: "Endpoint") -> "AsyncIterator[Database]":
    """A fresh migrated database with its pools open."""
    from cascade.database import Database

    async with Database.at(endpoint) as database:
        yield database


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """Where a server of the test's own may keep its data."""
    return tmp_path / "data"


async def _start_and_migrate(server: "EmbeddedPostgres | ExternalPostgres") -> None:
    from cascade.database import migrate

    endpoints = await server.start()
    connection = await endpoints.superuser.connect()
    try:
        await migrate(connection, as_owner=True)
    finally:
        await connection.close()
