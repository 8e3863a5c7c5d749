"""Where a database is, and as whom to enter it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypedDict

import asyncpg
from asyncpg import Connection, Record


class ConnectArguments(TypedDict, total=False):
    """The keyword arguments of ``asyncpg.connect`` and ``create_pool`` that name a database."""

    dsn: str
    host: str
    port: int
    user: str
    password: str
    database: str


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One role's way into one database: a DSN, or host (a socket's directory) and the rest."""

    database: str | None = None
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    host: str | None = None
    port: int | None = None
    dsn: str | None = field(default=None, repr=False)

    @property
    def arguments(self) -> ConnectArguments:
        """What asyncpg is to be called with."""
        arguments: ConnectArguments = {}
        if self.dsn is not None:
            arguments["dsn"] = self.dsn
        if self.host is not None:
            arguments["host"] = self.host
        if self.port is not None:
            arguments["port"] = self.port
        if self.user is not None:
            arguments["user"] = self.user
        if self.password is not None:
            arguments["password"] = self.password
        if self.database is not None:
            arguments["database"] = self.database
        return arguments

    def to(self, database: str) -> Endpoint:
        """The same role's way into another database of the same server."""
        return replace(self, database=database)

    async def connect(
        self, *, settings: Mapping[str, str] | None = None, timeout_seconds: float = 10.0
    ) -> Connection[Record]:
        """Open one connection; ``settings`` are server settings of that session."""
        return await asyncpg.connect(
            **self.arguments, server_settings=dict(settings or {}), timeout=timeout_seconds
        )


@dataclass(frozen=True, slots=True)
class Endpoints:
    """The two ways into the embedded server; the superuser's is for supervisor and migrations."""

    application: Endpoint
    superuser: Endpoint
