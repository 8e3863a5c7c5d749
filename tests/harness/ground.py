"""One database for many examples: emptied before each, which is what a log never allows.

A fresh database for each example would take a third of a second. So the superuser takes the log's
guards away in this one database and deletes; nothing else of the product is bypassed. Where tests
need the guards, these sleep while it is emptied: each test then plans the log's statements anew.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final, Self

from cascade.database import Database, Endpoints
from cascade.log import Log
from projections.engine.pages import lay, write_page
from projections.engine.rebuilding import analyse
from projections.engine.schemas import LIVE

GUARDS: Final = """
    SELECT c.oid::regclass::text AS guarded, t.tgname AS guard,
           CASE t.tgenabled WHEN 'A' THEN 'ENABLE ALWAYS' ELSE 'ENABLE' END AS enabling
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
    WHERE NOT t.tgisinternal AND t.tgparentid = 0
      AND c.relnamespace = 'cascade_log'::regnamespace
"""
EMPTY_LOG: Final = """
    DELETE FROM cascade_log.event;
    DELETE FROM cascade_log.stream;
    DELETE FROM cascade_log.idempotency_key;
    DELETE FROM cascade_log.content;
    DELETE FROM cascade_log.upload_use;
    DELETE FROM cascade_log.upload;
    DELETE FROM cascade_log.webhook_progress;
    UPDATE cascade_log.log_head
    SET position = 0, recorded_at = '1970-01-01T00:00:00Z', frontier = '';
"""
TABLES: Final = """
    SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
    WHERE schemaname = $1 AND tablename <> 'checkpoint' ORDER BY tablename
"""
PAGE: Final = 5_000
VACUUM_EVERY: Final = 50
"""Deleted rows stay in the way until then."""


class Ground:
    """One database, with its log and its read models: the live ones, and others once asked for."""

    def __init__(
        self, endpoints: Endpoints, database: Database, superuser: Any, projecting: Any
    ) -> None:
        self.endpoints = endpoints
        self.database = database
        self.superuser = superuser
        self.projecting = projecting
        self.tables: dict[str, list[str]] = {}
        self.projected: dict[str, int] = {}
        self.times_emptied = 0
        self.guards: list[Any] = []
        """Those that are kept."""

    @classmethod
    @asynccontextmanager
    async def of(cls, endpoints: Endpoints, *, guarded: bool = False) -> AsyncIterator[Self]:
        """Its commits are not waited for: no test here pulls the plug. Without guards, unless it
        is to be ``guarded``.
        """
        superuser: Any = await endpoints.superuser.connect()
        try:
            guards = await superuser.fetch(GUARDS)
            for row in [] if guarded else guards:
                await superuser.execute(f"DROP TRIGGER {row['guard']} ON {row['guarded']}")
            name = await superuser.fetchval("SELECT current_database()")
            await superuser.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
            async with Database.at(endpoints.application) as database:
                projecting: Any = await database.connect()
                ground = cls(endpoints, database, superuser, projecting)
                ground.guards = guards if guarded else []
                await ground.lay(LIVE)
                yield ground
                await projecting.close()
        finally:
            await superuser.close()

    async def lay(self, schema: str) -> None:
        await lay(self.projecting, schema)
        tables = [row["name"] for row in await self.projecting.fetch(TABLES, schema)]
        # Whether it comes or not must not make a test fast or slow.
        quiet = [f"ALTER TABLE {table} SET (autovacuum_enabled = off)" for table in tables]
        await self.projecting.execute(";".join(quiet))
        self.tables[schema], self.projected[schema] = tables, 0

    async def empty(self) -> None:
        sleep = [f"ALTER TABLE {g['guarded']} DISABLE TRIGGER {g['guard']}" for g in self.guards]
        wake = [
            f"ALTER TABLE {g['guarded']} {g['enabling']} TRIGGER {g['guard']}" for g in self.guards
        ]
        await self.superuser.execute(";".join([*sleep, EMPTY_LOG, *wake]))
        for schema, tables in self.tables.items():
            self.projected[schema] = 0
            start = f"UPDATE {schema}.checkpoint SET position = 0, recorded_at = to_timestamp(0)"
            deletions = [f"DELETE FROM {table}" for table in tables]
            await self.projecting.execute(";".join([start, *deletions]))
        self.times_emptied += 1
        if self.times_emptied % VACUUM_EVERY == 0:
            await self.superuser.execute("VACUUM")

    async def project(self, log: Log, page: int, schema: str = LIVE) -> None:
        """All that is in the log, in pages of so many events."""
        if schema not in self.tables:
            await self.lay(schema)
        while events := await log.read(self.projected[schema], page):
            await write_page(self.projecting, schema, self.projected[schema], events)
            self.projected[schema] = events[-1].position

    async def settle(self, log: Log) -> None:
        """All that is in the log, and the statistics that the projector would gather over it."""
        await self.project(log, PAGE)
        await analyse(self.projecting, LIVE)

    async def rows(self, schema: str) -> list[tuple[str, str]]:
        """Every row of the read models as text, with its table, in an order of its own."""
        selects = [
            f"SELECT '{table.partition('.')[2]}' AS name, t::text AS row FROM {table} t"
            for table in self.tables[schema]
        ]
        found = await self.projecting.fetch(" UNION ALL ".join(selects))
        return sorted((row["name"], row["row"]) for row in found)
