"""Read models of hand-made events, and for whom they are asked."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import UUID

from cascade.database import Database
from cascade.enums import Classification, Role
from projections.engine.pages import catch_up
from projections.query_args import ReadingGrant, Scope
from projections.reader import Reader
from tests.harness.chronicle import Chronicle, known


def scope(
    unit: str,
    role: Role = Role.READER,
    clearance: Classification = Classification.TOP_SECRET,
) -> Scope:
    """Of one grant at a unit."""
    return Scope((ReadingGrant(known(unit), role, clearance),))


@asynccontextmanager
async def projected(database: Database, chronicle: Chronicle) -> AsyncIterator[Reader]:
    """A reader of all that the chronicle has told."""
    connection = await database.connect()
    await catch_up(connection, chronicle.log)
    await connection.close()
    async with Reader(database.readers, chronicle.log, chronicle.clock) as reader:
        yield reader


def ids(*names: str) -> set[UUID]:
    return set(map(known, names))
