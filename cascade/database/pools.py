"""Pools of connections: one that writes, one that only reads."""

from __future__ import annotations

from typing import Final

import asyncpg
from asyncpg import Pool, Record

from cascade.database.endpoints import Endpoint

# Beyond this a query would hold back the removal of old row versions for everyone.
READ_TIMEOUT_SECONDS: Final = 10
CONNECT_TIMEOUT_SECONDS: Final = 10.0

_SETTINGS: Final = {
    "application_name": "cascade",
    "timezone": "UTC",
    # Compiling a plan takes longer than any of our statements may run.
    "jit": "off",
}

_READ_SETTINGS: Final = {
    **_SETTINGS,
    "application_name": "cascade reader",
    "default_transaction_isolation": "repeatable read",
    "default_transaction_read_only": "on",
    # A branch's slice and the nation's go through one statement: a plan that suits both is none.
    "plan_cache_mode": "force_custom_plan",
    "statement_timeout": f"{READ_TIMEOUT_SECONDS}s",
}


async def open_pool(
    endpoint: Endpoint, *, min_size: int = 1, max_size: int = 8, read_only: bool = False
) -> Pool[Record]:
    """Open ``min_size`` connections at once and up to ``max_size`` as they are asked for.

    A ``read_only`` pool reads REPEATABLE READ and gives up after ``READ_TIMEOUT_SECONDS``.
    """
    return await asyncpg.create_pool(
        **endpoint.arguments,
        min_size=min_size,
        max_size=max_size,
        timeout=CONNECT_TIMEOUT_SECONDS,
        server_settings=_READ_SETTINGS if read_only else _SETTINGS,
        reset=_leave,
    )


async def _leave(connection: object) -> None:
    """Nothing of ours outlives its statement or transaction on a pool's connection.

    What does (LISTEN, session locks) takes a connection of its own by ``Database.connect``. The
    driver's reset would be one more round trip each time that a command reads the log, and for
    every answer; an open transaction is ended all the same.
    """
