"""The read models once more from the log, beside the live ones, and the switch to them.

Readers go on all the while. They read in REPEATABLE READ transactions that name the schema anew in
each statement, so the switch waits until no snapshot is left that is older than the last row of the
new schema: such a reader would find tables without their rows.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from cascade.database import Database
from cascade.log import Log
from projections.checkpoints.pages import (
    LIVE,
    NEXT,
    PREVIOUS,
    enter,
    lay,
    statements,
    write_page,
)

PAGE_EVENTS: Final = 5_000
# Longer than a reading statement may take.
OLD_READERS_SECONDS: Final = 15.0
POLL_SECONDS: Final = 0.02

Progress = Callable[[int, int], None]
"""Told how many events of how many are done."""


class RebuiltDiffers(Exception):
    """The new rows are not the old ones; nothing was switched. The new schema stays for a look."""

    def __init__(self, tables: list[str]) -> None:
        super().__init__(f"rebuilt tables differ: {', '.join(tables)}")
        self.tables = tables


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What was compared: rows by table, both times the same."""

    position: int
    rows: dict[str, int]


async def rebuild(
    database: Database,
    log: Log,
    *,
    on_progress: Progress | None = None,
    compare: bool = True,
    page_events: int = PAGE_EVENTS,
) -> Rebuilt:
    """Fill ``read_model_next``, compare, switch. Raises RebuiltDiffers where rows are others.

    ``compare`` false is for a changed definition: its rows are meant to differ.
    """
    connection = await database.connect()
    try:
        await lay(connection, NEXT)
        await _fill(connection, log, page_events, on_progress)
        await analyse(connection, NEXT)
        await statements.begin_switching(connection)
        position = await _fill(connection, log, page_events, None, await _live_position(connection))
        rebuilt = await digests(connection, NEXT)
        if compare:
            live = await digests(connection, LIVE)
            differing = [name for name in rebuilt | live if rebuilt.get(name) != live.get(name)]
            if differing:
                raise RebuiltDiffers(differing)
        await _wait_for_old_readers(connection)
        await _switch(connection)
        await statements.end_switching(connection)
        await connection.execute(statements.drop_schema.sql.format(schema=PREVIOUS))
    finally:
        connection.terminate()
    return Rebuilt(position, {name: rows for name, (rows, _) in rebuilt.items()})


async def _fill(
    connection: Any,
    log: Log,
    page_events: int,
    on_progress: Progress | None,
    up_to: int | None = None,
) -> int:
    """Project pages into the new schema up to a position, or to the end of the log."""
    async with connection.transaction():
        await enter(connection, NEXT)
        position: int = (await statements.checkpoint(connection))["position"]
    goal = up_to if up_to is not None else (await log.head()).position
    while position < goal:
        events = await log.read(position, min(page_events, goal - position))
        await write_page(connection, NEXT, position, events)
        position = events[-1].position
        if on_progress is not None:
            on_progress(position, goal)
    return position


async def _live_position(connection: Any) -> int:
    async with connection.transaction():
        await enter(connection, LIVE)
        position: int = (await statements.checkpoint(connection))["position"]
        return position


async def digests(connection: Any, schema: str) -> dict[str, tuple[int, str | None]]:
    """Rows of each table, and a digest over them whatever their order on disk."""
    found = {}
    for row in await connection.fetch(statements.tables.sql, schema):
        table = f"{schema}.{row['tablename']}"
        count, digest = await connection.fetchrow(statements.digest.sql.format(table=table))
        found[row["tablename"]] = count, digest
    return found


async def _wait_for_old_readers(connection: Any) -> None:
    xid = await statements.current_xid(connection)
    async with asyncio.timeout(OLD_READERS_SECONDS):
        while await statements.older_snapshots(connection, xid=xid):
            await asyncio.sleep(POLL_SECONDS)


async def _switch(connection: Any) -> None:
    async with connection.transaction():
        rename = statements.rename_schema.sql
        await connection.execute(statements.drop_schema.sql.format(schema=PREVIOUS))
        await connection.execute(rename.format(schema=LIVE, other=PREVIOUS))
        await connection.execute(rename.format(schema=NEXT, other=LIVE))


async def analyse(connection: Any, schema: str) -> None:
    """Tell PostgreSQL what the tables hold, so that it plans for it."""
    for row in await connection.fetch(statements.tables.sql, schema):
        table = f"{schema}.{row['tablename']}"
        await connection.execute(statements.analyse.sql.format(table=table))
