"""What each event is about, so that it can be found."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from cascade.events import Event
from cascade.log.records import RecordedEvent
from cascade.organisation.events import ScheduledChangeSettled
from projections.audit.subjects import Subject, is_of_draft, occurred_on, parties, subject
from projections.engine.copying import copy
from projections.engine.statements import load

EVENTS: Final = (Event,)

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    about = [(recorded, subject(recorded.event)) for recorded in events]
    root = None
    if any(found.is_of_all for _, found in about):
        root = await statements.root(connection)
    await copy(connection, "audit_entry", [_entry(each, found, root) for each, found in about])
    named = await _named_by_changes(connection, events)
    await copy(
        connection,
        "audit_unit",
        [
            (recorded.position, unit_id)
            for recorded in events
            for unit_id in dict.fromkeys(named.get(recorded.position, parties(recorded.event)))
        ],
    )


def _entry(recorded: RecordedEvent, about: Subject, root: UUID | None) -> tuple[Any, ...]:
    event = recorded.event
    return (
        recorded.position, recorded.recorded_at, event.TOPIC, recorded.actor,
        root if about.is_of_all else about.unit_id,
        about.directive_id, about.task_id, about.occurrence, occurred_on(event),
        recorded.correlation_id, recorded.causation_position, recorded.leaf_hash,
        is_of_draft(event),
    )  # fmt: skip


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
