"""Composes the program: database, log, engine, projector, HTTP application. Nobody else does."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

from api.cli.errors import CommandError
from api.http.auth import KEY_FILE, OwnTokens, own_key
from api.settings import Settings
from cascade.clock import Clock
from cascade.commands import Engine, open_engine
from cascade.database import Database
from cascade.database.joining import joined
from cascade.log import Log


@dataclass(frozen=True, slots=True)
class Deployment:
    """The parts that run, below HTTP."""

    settings: Settings
    clock: Clock
    database: Database
    log: Log
    engine: Engine


@asynccontextmanager
async def open_deployment(
    settings: Settings, clock: Clock, *, beside: bool = False
) -> AsyncIterator[Deployment]:
    """Database, log and engine.

    With ``beside`` the embedded PostgreSQL of a running server is entered, where there is one;
    without it this process is to be the server, and another one is an error.
    """
    url, data_dir = settings.dsn, settings.data_dir
    opened = joined if beside else Database.open
    async with AsyncExitStack() as stack:
        database = await stack.enter_async_context(opened(url=url, data_dir=data_dir))
        log = await stack.enter_async_context(Log(database.pool, database.connect, clock))
        yield Deployment(settings, clock, database, log, open_engine(log, clock))


def own_tokens(settings: Settings) -> Ed25519PrivateKey:
    """The deployment's own signing key, made at the first call."""
    settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    return own_key(settings.data_dir)
