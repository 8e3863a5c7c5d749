"""What each event is about, so that it can be found."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from cascade.events import Event
from cascade.log.records import RecordedEvent
from cascade.organisation.events import ScheduledChangeSettled
from projections.audit.subjects import Subject, is_of_draft, occurred_on, parties, subject
from projections.audit.tables import AuditEntry, AuditUnit
from projections.engine.copying import copy
from projections.engine.statements import load

EVENTS: Final = (Event,)

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    about = [(recorded, subject(recorded.event)) for recorded in events]
    root = None
    if any(found.is_of_all for _, found in about):
        root = await statements.root(connection)
    await copy(connection, [_entry(each, found, root) for each, found in about])
    named = await _named_by_changes(connection, events)
    await copy(
        connection,
        [
            AuditUnit(position=recorded.position, unit_id=unit_id)
            for recorded in events
            for unit_id in dict.fromkeys(named.get(recorded.position, parties(recorded.event)))
        ],
    )


def _entry(recorded: RecordedEvent, about: Subject, root: UUID | None) -> AuditEntry:
    event = recorded.event
    return AuditEntry(
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        topic=event.TOPIC,
        actor=recorded.actor,
        unit_id=root if about.is_of_all else about.unit_id,
        directive_id=about.directive_id,
        task_id=about.task_id,
        occurrence=about.occurrence,
        occurred_on=occurred_on(event),
        correlation_id=recorded.correlation_id,
        causation_position=recorded.causation_position,
        leaf_hash=recorded.leaf_hash,
        of_draft=is_of_draft(event),
    )


async def _named_by_changes(
    connection: Any, events: Sequence[RecordedEvent]
) -> dict[int, Sequence[UUID]]:
    """By position, the units that a settled change names: its schedule told them."""
    settled = {
        recorded.position: recorded.event.change_id
        for recorded in events
        if isinstance(recorded.event, ScheduledChangeSettled)
    }
    if not settled:
        return {}
    rows = await connection.fetch(statements.named.sql, list(settled.values()))
    named = {row["change_id"]: row["unit_ids"] for row in rows}
    return {position: named.get(change_id, ()) for position, change_id in settled.items()}
