"""The database as the program uses it: started or found, migrated, with its pools open."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Mapping
from pathlib import Path

import aiosql
from asyncpg import Connection, Pool, Record

from cascade.database.embedded import EmbeddedPostgres
from cascade.database.endpoints import Endpoint
from cascade.database.errors import UnsafeSettings, UnsupportedEncoding, UnsupportedVersion
from cascade.database.migrating import migrate
from cascade.database.pools import open_pool
from cascade.database.reaching import enter, explained
from cascade.database.server import assert_safe
from cascade.logger import Logger

OLDEST_VERSION = 15
WRITERS = 8
READERS = 16

_SERVER = aiosql.from_path(Path(__file__).parent / "queries" / "server.sql", "asyncpg")

logger = Logger(__name__)


class Database:
    """A migrated database with two pools of the application's connections.

    ``pool`` writes; ``readers`` reads in REPEATABLE READ, READ ONLY transactions. What listens or
    holds a session lock takes a connection of its own by ``connect``. ``postgres`` is the embedded
    server, or none where a DATABASE_URL names another; ``supervision`` is the task that restarts
    it, and fails once it has given up.
    """

    supervision: asyncio.Task[None] | None = None

    def __init__(
        self,
        endpoint: Endpoint,
        pool: Pool[Record],
        readers: Pool[Record],
        postgres: EmbeddedPostgres | None = None,
    ) -> None:
        self.endpoint = endpoint
        self.pool = pool
        self.readers = readers
        self.postgres = postgres

    async def connect(self, settings: Mapping[str, str] | None = None) -> Connection[Record]:
        """A connection of the application outside the pools; the caller closes it."""
        return await self.endpoint.connect(settings=settings)

    @classmethod
    def open(
        cls, *, url: str | None, data_dir: Path
    ) -> contextlib.AbstractAsyncContextManager[Database]:
        """The database behind ``url``, or else the embedded one in ``data_dir``."""
        return cls.embedded(data_dir) if url is None else cls.external(url)

    @classmethod
    @contextlib.asynccontextmanager
    async def embedded(cls, data_dir: Path) -> AsyncIterator[Database]:
        """Run PostgreSQL in ``data_dir``, restart it when it dies, stop it at the end."""
        postgres = EmbeddedPostgres(data_dir)
        endpoints = await postgres.start()
        try:
            superuser = await endpoints.superuser.connect()
            try:
                await migrate(superuser, as_owner=True)
            finally:
                await superuser.close()
            async with cls.at(endpoints.application, postgres) as database:
                supervision = asyncio.create_task(postgres.keep_running())
                database.supervision = supervision
                try:
                    yield database
                finally:
                    supervision.cancel()
                    await asyncio.gather(supervision, return_exceptions=True)
        finally:
            await postgres.stop()

    @classmethod
    @contextlib.asynccontextmanager
    async def external(cls, url: str) -> AsyncIterator[Database]:
        """Use the PostgreSQL behind a DATABASE_URL, whose one role does everything.

        Raises:
            AddressUnusable: the URL cannot be read.
            DatabaseUnreachable: the server is not there, or does not let us in or work.
            UnsupportedVersion: it is older than PostgreSQL 15.
            UnsupportedEncoding: the database is not of UTF8.
        """
        endpoint = Endpoint(dsn=url)
        connection = await enter(url)
        try:
            await _check_server(connection)
            with explained(url):
                await migrate(connection, as_owner=False)
        finally:
            await connection.close()
        logger.warning(
            "one_role_for_everything",
            meaning="the application owns its tables: that the log is append-only "
            "rests on the triggers alone",
        )
        async with cls.at(endpoint) as database:
            yield database

    @classmethod
    @contextlib.asynccontextmanager
    async def at(
        cls, endpoint: Endpoint, postgres: EmbeddedPostgres | None = None
    ) -> AsyncIterator[Database]:
        """Open the pools of a database that runs and is migrated."""
        pool = await open_pool(endpoint, max_size=WRITERS)
        readers = await open_pool(endpoint, max_size=READERS, read_only=True)
        try:
            yield cls(endpoint, pool, readers, postgres)
        finally:
            await _close(readers)
            await _close(pool)


# A connection that somebody still holds must not keep the program from ending.
CLOSE_SECONDS = 5.0


async def _close(pool: Pool[Record]) -> None:
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await pool.close()
    except TimeoutError:
        pool.terminate()


async def _check_server(connection: Connection[Record]) -> None:
    version = await _SERVER.server_version_number(connection) // 10_000
    if version < OLDEST_VERSION:
        raise UnsupportedVersion(
            f"DATABASE_URL names a PostgreSQL {version}; {OLDEST_VERSION} is the oldest supported."
        )
    encoding = await _SERVER.server_encoding(connection)
    if encoding != "UTF8":
        raise UnsupportedEncoding(
            f"DATABASE_URL names a database of encoding {encoding}, which cannot hold every "
            "letter. Create one with ENCODING 'UTF8' TEMPLATE template0."
        )
    try:
        await assert_safe(connection)
    except UnsafeSettings as error:
        # It is the deployment's server: its operator may know of a battery, we can only tell him.
        logger.warning("unsafe_settings", reason=str(error))
