"""A long history that one process writes alone, in given order: many batches a transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Final, Self

from cascade.clock import SteppedClock
from cascade.log import rows
from cascade.log.batch import LogEnd
from cascade.log.errors import LogError
from cascade.log.mapper import EventMapper
from cascade.log.pending import MAX_EVENTS, Pending, prepare
from cascade.log.records import Append
from cascade.log.statements import statements
from cascade.log.store import BatchStore, Connect, PredictedHead

_BEFORE_ALL: Final = datetime.min.replace(tzinfo=UTC)


class WrittenByAnother(LogError):
    """Somebody else has appended meanwhile: what follows would not stand where it was to stand."""


@dataclass(frozen=True, slots=True)
class InstantBatch:
    """Commands that are recorded at one instant, of at most ``MAX_EVENTS`` events."""

    recorded_at: datetime
    commands: Sequence[Append]

    @property
    def events(self) -> int:
        return sum(len(command.events) for command in self.commands)


class BulkWriter:
    """Appends as ``Log`` does, with everything that is stored and checked there: an async context
    manager. Nobody else may append meanwhile.
    """

    def __init__(self, connect: Connect, mapper: EventMapper) -> None:
        self._connect: Final = connect
        self._mapper: Final = mapper
        self._clock: Final = SteppedClock(_BEFORE_ALL)
        self._predicted: Final = PredictedHead()
        self._connection: Any = None

    async def __aenter__(self) -> Self:
        self._connection = await self._connect()
        self._store = BatchStore(self._connection, self._clock, self._predicted)
        await self._store.open()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            await self._store.close()
        else:
            self._store.abandon()

    async def end(self) -> LogEnd:
        """Where the log ends."""
        return rows.log_end(await statements.head(self._connection))

    async def write(self, batches: Iterable[InstantBatch], position: int) -> None:
        """Append the batches, all of them or none, after ``position``; raises WrittenByAnother
        where the log does not end there.
        """
        async with self._connection.transaction():
            for batch in batches:
                assert batch.events <= MAX_EVENTS
                self._clock.step_to(batch.recorded_at)
                settlement = await self._store.write([self._pending(c) for c in batch.commands])
                position += batch.events
                end = self._predicted.end
                if len(settlement.accepted) < len(batch.commands) or (
                    end is None or end.position != position
                ):
                    raise WrittenByAnother

    def _pending(self, command: Append) -> Pending:
        # Nobody waits for the answer: the transaction that these stand in is what is waited for.
        return prepare(command, self._mapper, _NOBODY)


class _Nobody:
    """In the place of a future that nobody asks."""

    def done(self) -> bool:
        return True


_NOBODY: Final[Any] = _Nobody()
