"""For a process beside a server: the way into the embedded PostgreSQL that the server runs."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import asyncpg

from cascade.database.database import Database
from cascade.database.directory import CLUSTER, DataDirectory, used_as_data_directory
from cascade.database.embedded import PORT
from cascade.database.endpoints import Endpoint
from cascade.database.errors import DataDirectoryInUse, MigrationMissing
from cascade.database.migrating import has_ledger, refuse_another_release
from cascade.database.reaching import enter, explained
from cascade.database.server import APPLICATION, DATABASE

JOIN_SECONDS: Final = 5.0
START_PATIENCE_SECONDS: Final = 10.0
"""A server that is just starting holds the directory before its PostgreSQL answers, and answers
before it has migrated."""
RETRY_SECONDS: Final = 0.1


async def is_deployed(*, url: str | None, data_dir: Path) -> bool:
    """Whether there is a database of this program to enter; looks only, and makes nothing.

    Raises DatabaseError where that cannot be known.
    """
    if url is None:
        with used_as_data_directory(data_dir):
            return (data_dir / CLUSTER).exists()
    connection = await enter(url)
    try:
        with explained(url):
            return await has_ledger(connection)
    finally:
        await connection.close()


async def running_endpoint(data_dir: Path) -> Endpoint | None:
    """The application's way into the PostgreSQL that runs in ``data_dir``; none where none answers.

    What a crashed server left in the folder is no proof that anything runs, so it is tried.
    """
    directory = DataDirectory(data_dir)
    try:
        host = directory.runtime_note.read_text()
        if not directory.passwords_file.exists():
            return None
        endpoint = Endpoint(DATABASE, APPLICATION, directory.passwords().application, host, PORT)
        connection = await endpoint.connect(timeout_seconds=JOIN_SECONDS)
    except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return None
    await connection.close()
    return endpoint


@contextlib.asynccontextmanager
async def joined(*, url: str | None, data_dir: Path) -> AsyncIterator[Database]:
    """The database behind ``url``, or the embedded one: the running one, else one of our own.

    Raises DataDirectoryInUse where another process holds the folder and its PostgreSQL does not
    come to answer, and MigrationUnknown or MigrationMissing where that is of another release.
    """
    if url is not None:
        async with Database.external(url) as database:
            yield database
        return
    async with contextlib.AsyncExitStack() as stack:
        yield await _entered(stack, data_dir)


async def _entered(stack: contextlib.AsyncExitStack, data_dir: Path) -> Database:
    deadline = time.monotonic() + START_PATIENCE_SECONDS
    while True:
        try:
            if endpoint := await running_endpoint(data_dir):
                await _refuse_another_release(endpoint)
                return await stack.enter_async_context(Database.at(endpoint))
            return await stack.enter_async_context(Database.embedded(data_dir))
        except (DataDirectoryInUse, MigrationMissing):
            if time.monotonic() > deadline:
                raise
        await asyncio.sleep(RETRY_SECONDS)


async def _refuse_another_release(endpoint: Endpoint) -> None:
    connection = await endpoint.connect(timeout_seconds=JOIN_SECONDS)
    try:
        await refuse_another_release(connection)
    finally:
        await connection.close()
