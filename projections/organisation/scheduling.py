"""Changes of the tree that are to take effect on a day to come."""

from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple
from uuid import UUID

from cascade.log.records import RecordedEvent
from cascade.organisation.events import ChangeScheduled, ScheduledChangeSettled
from projections.engine.copying import arrays, copy
from projections.engine.statements import load
from projections.organisation.tables import ScheduledChange

EVENTS: Final = (ChangeScheduled, ScheduledChangeSettled)

statements = load(__package__, "scheduling.sql")


class Settled(NamedTuple):
    """What became of a change."""

    change_id: UUID
    position: int
    outcome: str
    reason: str | None


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _scheduled(each)])
    if settled := [each for recorded in events for each in _settled(recorded)]:
        await statements.settle(connection, **arrays(settled, *Settled._fields))


def _scheduled(recorded: RecordedEvent) -> Iterator[ScheduledChange]:
    event = recorded.event
    if isinstance(event, ChangeScheduled):
        yield ScheduledChange(
            change_id=event.change_id,
            position=recorded.position,
            scheduled_at=recorded.recorded_at,
            unit_ids=event.unit_ids,
            command=event.command,
            effective_on=event.effective_on,
        )


def _settled(recorded: RecordedEvent) -> Iterator[Settled]:
    event = recorded.event
    if isinstance(event, ScheduledChangeSettled):
        yield Settled(event.change_id, recorded.position, event.outcome.value, event.reason)
