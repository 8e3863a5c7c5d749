"""Relays as they were made, and recalled."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, Final, NamedTuple
from uuid import UUID

from cascade.execution.events import DirectiveRelayed, RelayRecalled
from cascade.log.records import RecordedEvent
from projections.engine.copying import arrays, copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.reach.tables import Relay

EVENTS: Final = (DirectiveRelayed, RelayRecalled)

statements = load(__package__, "relays.sql")


class Recall(NamedTuple):
    """A relay that was recalled."""

    directive_id: UUID
    unit_id: UUID
    version: int
    position: int
    recalled_at: datetime
    reason: str | None


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _relays(each)])
    if recalls := [recall for each in events for recall in _recalls(each)]:
        await statements.recall(connection, **arrays(recalls, *Recall._fields))


def _relays(recorded: RecordedEvent) -> Iterator[Relay]:
    event = recorded.event
    if isinstance(event, DirectiveRelayed):
        yield Relay(
            directive_id=event.directive_id,
            unit_id=event.unit_id,
            version=event.originator_version,
            position=recorded.position,
            relayed_at=recorded.recorded_at,
            note_id=event.note.id if event.note else None,
            audience=to_json(event.audience.selectors),
            dues=to_json(event.dues),
        )


def _recalls(recorded: RecordedEvent) -> Iterator[Recall]:
    event = recorded.event
    if isinstance(event, RelayRecalled):
        for version in event.relay_versions:
            yield Recall(
                directive_id=event.directive_id,
                unit_id=event.unit_id,
                version=version,
                position=recorded.position,
                recalled_at=recorded.recorded_at,
                reason=event.reason,
            )
