"""A year goes into the log: from its beginning, or from where it was broken off."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

from api.cli.errors import CommandError
from api.nation.year import Moment, Year
from cascade.log import MAX_EVENTS, Append, EventMapper, Log
from cascade.log.bulk import BulkWriter, InstantBatch
from cascade.log.leaf import encode_leaf, encode_tail, microseconds
from cascade.log.merkle import leaf_hash

EVENTS_OF_A_TRANSACTION: Final = 2_000
OTHER: Final = (
    "The log holds something else than this nation, or more than it: another seed, size or last "
    "day, or what was done since. A nation is made in a database of its own."
)


@dataclass(slots=True)
class Recorded:
    """What was done: events written now, and those that stood before."""

    written: int = 0
    standing: int = 0
    seconds: float = 0.0


async def record(
    year: Year, log: Log, writer: BulkWriter, progress: Callable[[int], None]
) -> Recorded:
    """Append what is missing of a year; raises CommandError where the log holds anything else.

    ``progress`` is told how many more events stand. Broken off at any time, it goes on from where
    the log ends: whole transactions of batches are there or are not.
    """
    started = time.perf_counter()
    end = (await writer.end()).position
    done = Recorded(standing=end)
    position = 0
    async with _Writing(writer) as writing:
        async for batches in _transactions(year):
            events = sum(batch.events for batch in batches)
            beyond = position + events
            if beyond > end:
                if position < end:
                    raise CommandError(OTHER)
                await writing.go_on(batches, position)
                done.written += events
            elif beyond == end:
                await _refuse_other(log, batches, beyond)
            position = beyond
            progress(events)
    if position < end:
        raise CommandError(OTHER)
    done.seconds = time.perf_counter() - started
    return done


class _Writing:
    """One transaction is written while the next one is made: an async context manager."""

    def __init__(self, writer: BulkWriter) -> None:
        self._writer: Final = writer
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            if kind is not None:
                self._task.cancel()
                await asyncio.gather(self._task, return_exceptions=True)
            else:
                await self._task

    async def go_on(self, batches: Sequence[InstantBatch], position: int) -> None:
        """Begin to write these, once those before are there."""
        if self._task is not None:
            await self._task
        self._task = asyncio.create_task(self._writer.write(batches, position))


async def _refuse_other(log: Log, batches: Sequence[InstantBatch], position: int) -> None:
    """The hash of an event is one of all that it says and of the place where it stands: where the
    last one agrees, chance had been drawn just as often.
    """
    [stored] = await log.read(position - 1, 1)
    last = batches[-1]
    command = last.commands[-1]
    if _leaf_hash(command, position, last, log.mapper) != stored.leaf_hash:
        raise CommandError(OTHER)


def _leaf_hash(command: Append, position: int, batch: InstantBatch, mapper: EventMapper) -> bytes:
    event = command.events[-1]
    stored = mapper.to_stored_event(event)
    leaf = encode_leaf(
        position,
        event.originator_id,
        event.originator_version,
        microseconds(batch.recorded_at),
        command.correlation_id,
        command.causation_position,
        encode_tail(stored.topic, command.principal, stored.state),
    )
    return leaf_hash(leaf)


async def _transactions(year: Year) -> AsyncIterator[list[InstantBatch]]:
    """What is written together, always cut at the same events."""
    batches: list[InstantBatch] = []
    events = 0
    async for moment in year.moments():
        for batch in _batches(moment):
            batches.append(batch)
            events += batch.events
            if events >= EVENTS_OF_A_TRANSACTION:
                yield batches
                batches, events = [], 0
        # Making them waits for nothing: what is being written meanwhile is given its turn.
        await asyncio.sleep(0)
    if batches:
        yield batches


def _batches(moment: Moment) -> Iterator[InstantBatch]:
    commands: list[Append] = []
    events = 0
    for command in moment.commands:
        if events + len(command.events) > MAX_EVENTS:
            yield InstantBatch(moment.instant, commands)
            commands, events = [], 0
        commands.append(command)
        events += len(command.events)
    yield InstantBatch(moment.instant, commands)
