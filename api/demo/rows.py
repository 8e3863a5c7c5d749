"""Counts the rows of the log and of the read models, so that a cost can be told in rows."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import aiosql

from cascade.database import Database

_ROWS: Final = aiosql.from_path(Path(__file__).parent / "rows.sql", "asyncpg")
LOG_SCHEMA: Final = "cascade_log"


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows in all tables of the log, and in all tables of the read models."""

    log: int
    read_models: int

    def __sub__(self, earlier: "Rows") -> "Rows":
        return Rows(self.log - earlier.log, self.read_models - earlier.read_models)


async def counted_rows(database: Database) -> Rows:
    """Every row, counted one by one."""
    log, read_models = 0, 0
    async with (
        database.pool.acquire() as connection,
        connection.transaction(isolation="repeatable_read", readonly=True),
    ):
        tables = [table async for table in _ROWS.counting_statements(connection)]
        for table in tables:
            count = await connection.fetchval(table["statement"])
            if table["schema"] == LOG_SCHEMA:
                log += count
            else:
                read_models += count
    return Rows(log, read_models)
