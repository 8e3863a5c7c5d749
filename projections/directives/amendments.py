"""Amendments as they were made."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveAmended
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.json_rows import to_json

EVENTS: Final = (DirectiveAmended,)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, "amendment", [_amendment(recorded) for recorded in events])


def _amendment(recorded: RecordedEvent) -> tuple[Any, ...]:
    event = recorded.event
    assert isinstance(event, DirectiveAmended)
    return (
        event.originator_id, recorded.position, recorded.recorded_at, event.amending_id,
        event.note, [task.task_id for task in event.added_tasks],
        [task.task_id for task in event.changed_tasks], event.withdrawn_task_ids,
        _worded(event.added), _worded(event.withdrawn),
    )  # fmt: skip


def _worded(audience: Audience | None) -> str:
    return to_json(audience.selectors if audience else ())
