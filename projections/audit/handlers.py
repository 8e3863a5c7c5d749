"""What each event is about, so that it can be found."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.events import Event
from cascade.log.records import RecordedEvent
from cascade.organisation.events import OrganisationFounded
from projections.copying import copy
from projections.tasks.handlers import ONCE

EVENTS: Final = (Event,)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    records = [
        (
            recorded.position, recorded.recorded_at, recorded.event.TOPIC, recorded.actor,
            *_subject(recorded.event), occurred_on(recorded.event),
            recorded.correlation_id, recorded.causation_position, recorded.leaf_hash,
        )
        for recorded in events
    ]  # fmt: skip
    await copy(connection, "audit_entry", records)


def _subject(event: Event) -> tuple[UUID | None, UUID | None, UUID | None, date | None]:
    """Unit, directive, task and occurrence. An event about many units names none."""
    match event:
        case OrganisationFounded():
            return event.root.unit_id, None, None, None
        case DirectiveIssued():
            return event.issuer_id, event.originator_id, None, None
        case DirectiveRecorded():
            return event.recorded_by_id, event.originator_id, None, None
        case WindowDated():
            return None, event.originator_id, None, None
    task_id = getattr(event, "task_id", None)
    return (
        getattr(event, "unit_id", None) or getattr(event, "issuer_id", None),
        getattr(event, "directive_id", None),
        task_id,
        (getattr(event, "occurrence", None) or ONCE) if task_id else None,
    )


def occurred_on(event: Event) -> date | None:
    """The day that the document or the act bears, where it bears one."""
    for name in ("issued_on", "received_on", "valid_from"):
        day = getattr(event, name, None)
        if isinstance(day, date) and not hasattr(day, "hour"):
            return day
    return None
