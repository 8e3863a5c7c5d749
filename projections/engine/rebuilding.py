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
from projections.engine.pages import lay
from projections.engine.parking import EventNotProjectable, park, project_on
from projections.engine.schemas import LIVE, NEXT, PREVIOUS, enter, statements

PAGE_EVENTS: Final = 5_000
# Longer than a reading statement may take.
OLD_READERS_SECONDS: Final = 15.0
POLL_SECONDS: Final = 0.02

Digests = dict[str, tuple[int, str | None]]
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
    changed: bool = False,
    page_events: int = PAGE_EVENTS,
) -> Rebuilt:
    """Fill ``read_model_next``, compare, switch. Raises RebuiltDiffers where rows are others, and
    EventNotProjectable where an event cannot be projected: the live ones stay as they are then.

    ``changed`` is for a changed definition: its rows are meant to differ. As this program cannot
    read the old ones, the new ones are switched to as far as they come, and parked there.
    """
    connection = await database.connect()
    try:
        await lay(connection, NEXT)
        filling = _Filling(connection, log, page_events, may_park=changed)
        await filling.up_to((await log.head()).position, on_progress)
        await analyse(connection, NEXT)
        await statements.begin_switching(connection)
        position = await filling.up_to(await _live_position(connection))
        rebuilt = await digests(connection, NEXT)
        if not changed:
            await _compare(connection, rebuilt)
        await _wait_for_old_readers(connection)
        await _switch(connection)
        await statements.end_switching(connection)
        await connection.execute(statements.drop_schema.sql.format(schema=PREVIOUS))
    except EventNotProjectable:
        await connection.execute(statements.drop_schema.sql.format(schema=NEXT))
        raise
    finally:
        connection.terminate()
    return Rebuilt(position, {name: rows for name, (rows, _) in rebuilt.items()})


async def _compare(connection: Any, rebuilt: Digests) -> None:
    live = await digests(connection, LIVE)
    differing = [name for name in rebuilt | live if rebuilt.get(name) != live.get(name)]
    if differing:
        raise RebuiltDiffers(differing)


class _Filling:
    """Projects pages into the new schema; with ``may_park`` what it cannot take only ends it."""

    def __init__(self, connection: Any, log: Log, page_events: int, *, may_park: bool) -> None:
        self._connection: Final = connection
        self._log: Final = log
        self._page_events: Final = page_events
        self._may_park: Final = may_park
        self._position = 0
        self._is_parked = False

    async def up_to(self, goal: int, on_progress: Progress | None = None) -> int:
        """How far it came: up to the goal, or to where it parked."""
        while self._position < goal and not self._is_parked:
            await self._page(goal)
            if on_progress is not None:
                on_progress(self._position, goal)
        return self._position

    async def _page(self, goal: int) -> None:
        most = min(self._page_events, goal - self._position)
        try:
            self._position = await project_on(
                self._connection, self._log, NEXT, self._position, most
            )
        except EventNotProjectable as poison:
            if not self._may_park:
                raise
            await park(self._connection, NEXT, poison.parked)
            self._position, self._is_parked = poison.parked.position - 1, True


async def _live_position(connection: Any) -> int:
    async with connection.transaction():
        await enter(connection, LIVE)
        position: int = (await statements.checkpoint(connection))["position"]
        return position


async def digests(connection: Any, schema: str) -> Digests:
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
