"""For a process beside a server: the way into the embedded PostgreSQL that the server runs."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

import asyncpg

from cascade.database.database import Database
from cascade.database.directory import DataDirectory
from cascade.database.embedded import PORT
from cascade.database.endpoints import Endpoint
from cascade.database.errors import DataDirectoryInUse
from cascade.database.server import APPLICATION, DATABASE

JOIN_SECONDS: Final = 5.0
START_PATIENCE_SECONDS: Final = 10.0
"""A server that is just starting holds the directory before its PostgreSQL answers."""
RETRY_SECONDS: Final = 0.1


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
    come to answer.
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
        if endpoint := await running_endpoint(data_dir):
            return await stack.enter_async_context(Database.at(endpoint))
        try:
            return await stack.enter_async_context(Database.embedded(data_dir))
        except DataDirectoryInUse:
            if time.monotonic() > deadline:
                raise
        await asyncio.sleep(RETRY_SECONDS)
