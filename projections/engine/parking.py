"""An event that cannot be projected: found, parked at, told of, and tried again.

The group stands still before it. What was projected goes on being read; commands go on being
recorded. It ends when somebody has mended the program, or its surroundings, and says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import asyncpg

from cascade.database import Database
from cascade.log import Log
from cascade.log.records import RecordedEvent
from cascade.logger import Logger
from projections.engine.pages import CheckpointMoved, write_page
from projections.engine.schemas import CHANNEL, LIVE, enter, statements

REASON_CHARACTERS: Final = 2_000

# What another attempt may mend. Anything else is an event that cannot be projected.
PASSING: Final = (
    OSError,
    TimeoutError,
    asyncpg.InterfaceError,
    # What the driver says when it is asked after the server's last words, before the line is shut.
    asyncpg.InternalClientError,
    asyncpg.PostgresConnectionError,
    asyncpg.InsufficientResourcesError,
    asyncpg.OperatorInterventionError,
    asyncpg.TransactionRollbackError,
    asyncpg.ObjectInUseError,
    CheckpointMoved,
)

logger = Logger(__name__)


@dataclass(frozen=True, slots=True)
class Parked:
    """Where the read models stand still, and why."""

    position: int
    topic: str
    reason: str
    """The error's class and its words, which may hold what the event holds."""

    @property
    def in_brief(self) -> str:
        """For whoever may not read the event: without the error's own words."""
        return f"parked at {self.position} ({self.topic}): {self.reason.partition(':')[0]}"


class EventNotProjectable(Exception):
    """The read models cannot take this event; all before it they hold."""

    def __init__(self, parked: Parked) -> None:
        super().__init__(
            f"event {parked.position:,} ({parked.topic}) cannot be projected: {parked.reason}"
        )
        self.parked = parked


async def project_on(connection: Any, log: Log, schema: str, after: int, most: int) -> int:
    """Project the page after a position, of at most so many events; how far it came.

    Raises EventNotProjectable once all before that event is projected; what is PASSING as it comes.
    """
    try:
        # Mostly it is at hand: this process wrote it, or heard of it, a moment ago.
        events = log.recent.page(after, most) or await log.read(after, most)
        if events:
            await write_page(connection, schema, after, events)
        return after + len(events)
    except PASSING:
        raise
    except Exception as error:
        logger.warning("projector.page_failed", after=after, error=repr(error))
    return await _one_by_one(connection, log, schema, after, most)


async def _one_by_one(connection: Any, log: Log, schema: str, after: int, most: int) -> int:
    """A page could not be projected: go on event by event, up to the one to blame."""
    for position in range(after + 1, after + most + 1):
        try:
            events: Sequence[RecordedEvent] = await log.read(position - 1, 1)
            if not events:
                return position - 1
            await write_page(connection, schema, position - 1, events)
        except PASSING:
            raise
        except Exception as error:
            raise EventNotProjectable(await _parked(connection, position, error)) from error
    return after + most


async def _parked(connection: Any, position: int, error: Exception) -> Parked:
    topic = await statements.topic(connection, position=position)
    # Without PostgreSQL's details: they name the place on disk, which is another one every time.
    words = error.args[0] if isinstance(error, asyncpg.PostgresError) else error
    reason = " ".join(f"{type(error).__name__}: {words}".split())
    return Parked(position, topic, reason[:REASON_CHARACTERS])


async def park(connection: Any, schema: str, parked: Parked) -> None:
    """The group stands still, with its alarm, until somebody resumes it."""
    logger.error(
        "projector.parked", position=parked.position, topic=parked.topic, reason=parked.reason
    )
    async with connection.transaction():
        await enter(connection, schema)
        await statements.park(connection, position=parked.position, reason=parked.reason)


async def resume(database: Database) -> None:
    """Try the parked event again, once the program or its surroundings were mended."""
    async with database.pool.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        await statements.resume(connection)
        await statements.announce(connection, channel=CHANNEL, position="0")


async def parked(database: Database) -> Parked | None:
    """Where the read models stand still; null where they do not, or there are none yet."""
    async with database.pool.acquire() as connection:
        if not await statements.exists(connection, schema=LIVE):
            return None
        async with connection.transaction():
            await enter(connection, LIVE)
            row = await statements.parked(connection)
    return None if row is None else Parked(row["position"], row["topic"], row["reason"])
