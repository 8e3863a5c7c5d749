"""A PostgreSQL server entered as its superuser: roles and databases are made and removed in it."""

from __future__ import annotations

import contextlib
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from pathlib import Path

import aiosql
from asyncpg import Connection, Record

from cascade.database.endpoints import Endpoint, Endpoints
from cascade.database.errors import UnsafeSettings

DATABASE = "cascade"
APPLICATION = "cascade_app"

_SERVER = aiosql.from_path(Path(__file__).parent / "queries" / "server.sql", "asyncpg")


class PostgresServer(ABC):
    """The embedded server, or another that lets us in as its superuser."""

    @property
    @abstractmethod
    def endpoints(self) -> Endpoints:
        """The ways into the server's first database."""

    @property
    def maintenance(self) -> Endpoint:
        """The superuser's way into a database that is always there, to make others from."""
        return self.endpoints.superuser.to("postgres")

    async def make_roles(self) -> None:
        """The owner of the log, and the application with the password of its endpoint."""
        async with self.superuser() as connection:
            await _SERVER.create_roles(connection)
            statement = await _SERVER.application_password_statement(
                connection, password=self.endpoints.application.password
            )
            await connection.execute(statement)

    async def has_database(self, name: str) -> bool:
        """Whether there is a database of that name."""
        async with self.superuser() as connection:
            return bool(await _SERVER.database_exists(connection, database=name))

    async def create_database(
        self, name: str, *, template: str = "template0", strategy: str = "wal_log"
    ) -> Endpoints:
        """Make another database in this server, owned and granted as the first one is."""
        async with self.superuser() as connection:
            statement = await _SERVER.create_database_statement(
                connection, database=name, template=template, strategy=strategy
            )
            await connection.execute(statement)
            grant = await _SERVER.grant_database_statement(connection, database=name)
            await connection.execute(grant)
        endpoints = self.endpoints
        return Endpoints(endpoints.application.to(name), endpoints.superuser.to(name))

    async def drop_database(self, name: str) -> None:
        """Remove a database, ending the sessions in it."""
        async with self.superuser() as connection:
            statement = await _SERVER.drop_database_statement(connection, database=name)
            await connection.execute(statement)

    @contextlib.asynccontextmanager
    async def superuser(self) -> AsyncIterator[Connection[Record]]:
        """A connection of the superuser, for one piece of work."""
        connection = await self.maintenance.connect()
        try:
            yield connection
        finally:
            await connection.close()


async def assert_safe(connection: Connection[Record]) -> None:
    """Check that a commit, once acknowledged, stays. Raises UnsafeSettings."""
    rows = _SERVER.safety_settings(connection)
    wrong = [f"{row['name']} is {row['setting']}" async for row in rows if row["setting"] != "on"]
    if wrong:
        raise UnsafeSettings(
            f"PostgreSQL would not keep every commit: {', '.join(wrong)}. All must be on."
        )
