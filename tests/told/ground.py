"""One database for many examples: emptied before each, which is what a log never allows.

A fresh database for each example would take a third of a second. So the superuser takes the log's
guards away in this one database and deletes; nothing else of the product is bypassed.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Self

from cascade.database import Database, Endpoints

GUARDS = """
    SELECT c.oid::regclass::text AS guarded, t.tgname AS guard
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgparentid = 0
      AND c.relnamespace = 'cascade_log'::regnamespace
"""
EMPTY_LOG = """
    DELETE FROM cascade_log.event;
    DELETE FROM cascade_log.stream;
    DELETE FROM cascade_log.idempotency_key;
    DELETE FROM cascade_log.content;
    UPDATE cascade_log.log_head
    SET position = 0, recorded_at = '1970-01-01T00:00:00Z', frontier = '';
"""


class Ground:
    """The database of one test function, and the superuser's way into it."""

    def __init__(self, database: Database, superuser: Any) -> None:
        self.database = database
        self.superuser = superuser

    @classmethod
    @asynccontextmanager
    async def of(cls, endpoints: Endpoints) -> AsyncIterator[Self]:
        """Its guards gone, and its commits not waited for: no test here pulls the plug."""
        superuser: Any = await endpoints.superuser.connect()
        try:
            for row in await superuser.fetch(GUARDS):
                await superuser.execute(f"DROP TRIGGER {row['guard']} ON {row['guarded']}")
            name = await superuser.fetchval("SELECT current_database()")
            await superuser.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
            async with Database.at(endpoints.application) as database:
                yield cls(database, superuser)
        finally:
            await superuser.close()

    async def empty(self) -> None:
        await self.superuser.execute(EMPTY_LOG)
        for row in await self.superuser.fetch(
            "SELECT oid::regclass::text AS name FROM pg_class"
            " WHERE relnamespace = to_regnamespace('read_model') AND relkind IN ('r', 'p')"
        ):
            await self.superuser.execute(f"DELETE FROM {row['name']}")
