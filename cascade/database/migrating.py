"""Bringing a database's schema up to this program: ordered SQL files, each taken once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

import aiosql

from cascade import __version__
from cascade.database.errors import (
    MigrationChanged,
    MigrationMissing,
    MigrationOutOfOrder,
    MigrationUnknown,
)
from cascade.logger import Logger

MIGRATIONS = Path(__file__).parent / "migrations"
_FILE_NAME = re.compile(r"(?P<number>\d{4})_(?P<name>[a-z0-9_]+)\.sql")
_LEDGER = aiosql.from_path(Path(__file__).parent / "queries" / "ledger.sql", "asyncpg")

logger = Logger(__name__)

if TYPE_CHECKING:  # asyncpg's classes are generic in its stubs only
    from asyncpg import Connection, Record
    from asyncpg.pool import PoolConnectionProxy

    AnyConnection: TypeAlias = Connection[Record] | PoolConnectionProxy[Record]


@dataclass(frozen=True, slots=True)
class Migration:
    """One file; its number orders it, its checksum tells whether it is the one that was taken."""

    number: int
    name: str
    sql: str
    sha256: str


def read_migrations(folder: Path = MIGRATIONS) -> tuple[Migration, ...]:
    """The files of a folder in their order. Raises ValueError for a name out of the pattern."""
    migrations = []
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if match is None:
            raise ValueError(f"{path.name} is not called NNNN_name.sql")
        data = path.read_bytes()
        digest = hashlib.sha256(data).hexdigest()
        migrations.append(Migration(int(match["number"]), match["name"], data.decode(), digest))
    numbers = [migration.number for migration in migrations]
    if len(set(numbers)) != len(numbers):
        raise ValueError(f"two migrations in {folder} have one number")
    return tuple(migrations)


async def migrate(
    connection: AnyConnection, *, as_owner: bool, folder: Path = MIGRATIONS
) -> tuple[str, ...]:
    """Apply what is missing, each file in a transaction of its own; return the names applied.

    ``as_owner`` is for a superuser's connection: what is made belongs to ``cascade_owner``.

    Raises:
        MigrationChanged: an applied file is no longer what it was.
        MigrationUnknown: the database is of a newer program.
        MigrationOutOfOrder: a file is new, but its number is not.
    """
    migrations = read_migrations(folder)
    applied: list[str] = []
    while (name := await _apply_next(connection, migrations, as_owner=as_owner)) is not None:
        logger.info("migration_applied", migration=name)
        applied.append(name)
    return tuple(applied)


async def has_ledger(connection: AnyConnection) -> bool:
    """Whether the program was ever here; makes nothing."""
    return bool(await _LEDGER.ledger_exists(connection))


async def refuse_another_release(connection: AnyConnection, folder: Path = MIGRATIONS) -> None:
    """For who enters a database that another process keeps, and migrates nothing there.

    Raises:
        MigrationUnknown: the database is of a newer program.
        MigrationMissing: it is of an older one, or not yet migrated.
    """
    taken = await _taken(connection) if await has_ledger(connection) else {}
    missing = _next(read_migrations(folder), taken)
    if missing is not None:
        raise MigrationMissing(
            f"The running server is of an older release than this program ({__version__}): it has "
            f"not taken migration {missing.number:04}. Restart the server with this release."
        )


async def _taken(connection: AnyConnection) -> dict[int, str]:
    return {row["number"]: row["sha256"] async for row in _LEDGER.applied(connection)}


async def _apply_next(
    connection: AnyConnection, migrations: Sequence[Migration], *, as_owner: bool
) -> str | None:
    # Lock and ledger are read again for every file: a transaction's lock also holds through a
    # pooler that gives each transaction another connection.
    async with connection.transaction():
        await _LEDGER.lock_migrations(connection)
        if as_owner:
            await _LEDGER.become_owner(connection)
        if not await has_ledger(connection):
            await _LEDGER.create_ledger(connection)
        migration = _next(migrations, await _taken(connection))
        if migration is None:
            return None
        await connection.execute(migration.sql)
        await _LEDGER.record(
            connection,
            number=migration.number,
            name=migration.name,
            sha256=migration.sha256,
        )
        return f"{migration.number:04}_{migration.name}"


def _next(migrations: Sequence[Migration], taken: Mapping[int, str]) -> Migration | None:
    unknown = taken.keys() - {migration.number for migration in migrations}
    if unknown:
        raise MigrationUnknown(
            f"The database belongs to a newer release than this program ({__version__}): it has "
            f"taken migration {max(unknown):04}, which this one does not know. "
            "Upgrade this program."
        )
    for migration in migrations:
        if taken.get(migration.number, migration.sha256) != migration.sha256:
            raise MigrationChanged(
                f"migration {migration.number:04}_{migration.name} was applied with other "
                "contents: an applied migration never changes, write a new one"
            )
    missing = [migration for migration in migrations if migration.number not in taken]
    if not missing:
        return None
    if taken and missing[0].number < max(taken):
        raise MigrationOutOfOrder(
            f"migration {missing[0].number:04}_{missing[0].name} is new, but the database has "
            f"already taken {max(taken):04}: give it a higher number"
        )
    return missing[0]
