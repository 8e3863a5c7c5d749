"""One page of events into one schema of read models: all rows and the checkpoint, or nothing."""

from collections.abc import Sequence
from typing import Any

from cascade import __version__
from cascade.log import Log
from cascade.log.records import RecordedEvent
from projections.engine.schemas import CHANNEL, LIVE, enter, statements
from projections.models import READ_MODELS, definition_hash, definition_sql


class CheckpointMoved(Exception):
    """Somebody else projects: the page was not written."""


async def lay(connection: Any, schema: str) -> None:
    """Create the schema, its tables and functions, and a checkpoint at the start of the log."""
    async with connection.transaction():
        await connection.execute(statements.drop_schema.sql.format(schema=schema))
        await connection.execute(statements.create_schema.sql.format(schema=schema))
        await enter(connection, schema)
        await connection.execute(definition_sql())
        await _start(connection)


async def _start(connection: Any) -> None:
    await statements.start(connection, definition=definition_hash(), release=__version__)


async def write_page(
    connection: Any, schema: str, after: int, events: Sequence[RecordedEvent]
) -> None:
    """Project events that follow position ``after``; raises CheckpointMoved where it has moved.

    While schemas are being switched it waits, so that it never writes into one that has gone.
    """
    last = events[-1]
    async with connection.transaction():
        if schema == LIVE:
            await statements.hold_off_switching(connection)
        await enter(connection, schema)
        for model in READ_MODELS:
            share = [e for e in events if isinstance(e.event, model.EVENTS)]
            if share:
                await model.project(connection, share)
        moved = await statements.advance(
            connection, after=after, position=last.position, recorded_at=last.recorded_at
        )
        if moved != 1:
            raise CheckpointMoved(f"the checkpoint is no longer at {after}")
        if schema == LIVE:
            await statements.announce(connection, channel=CHANNEL, position=str(last.position))


async def catch_up(connection: Any, log: Log, page_events: int = 5_000) -> int:
    """Project all that the log holds, laying the read models where there are none; the position.

    For programs that project on their own, without a leader: tests, and tools of one process.
    """
    if not await statements.exists(connection, schema=LIVE):
        await lay(connection, LIVE)
    async with connection.transaction():
        await enter(connection, LIVE)
        checkpoint = await statements.checkpoint(connection)
        if checkpoint is None:
            await _start(connection)
    position: int = checkpoint["position"] if checkpoint else 0
    while events := await log.read(position, page_events):
        await write_page(connection, LIVE, position, events)
        position = events[-1].position
    return position
