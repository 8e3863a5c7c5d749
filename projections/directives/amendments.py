"""Amendments as they were made."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveAmended
from cascade.log.records import RecordedEvent
from projections.directives.tables import Amendment
from projections.engine.copying import copy
from projections.engine.json_rows import to_json

EVENTS: Final = (DirectiveAmended,)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [_amendment(recorded) for recorded in events])


def _amendment(recorded: RecordedEvent) -> Amendment:
    event = recorded.event
    assert isinstance(event, DirectiveAmended)
    return Amendment(
        directive_id=event.originator_id,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        amending_id=event.amending_id,
        note=event.note,
        added_task_ids=[task.task_id for task in event.added_tasks],
        changed_task_ids=[task.task_id for task in event.changed_tasks],
        withdrawn_task_ids=event.withdrawn_task_ids,
        added=_worded(event.added),
        withdrawn=_worded(event.withdrawn),
        expires_on=event.expiry.expires_on if event.expiry else None,
    )


def _worded(audience: Audience | None) -> str:
    return to_json(audience.selectors if audience else ())
