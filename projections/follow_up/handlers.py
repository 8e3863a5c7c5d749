"""How obligations are carried out: assigned, planned, asked about, inspected, reminded of."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, TypeAlias
from uuid import UUID

from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    ObligationAssigned,
    ObligationInspected,
    ObligationPlanned,
    ObligationReminded,
    OverdueReminded,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.statements import load
from projections.engine.versions import first_of_each, succession
from projections.tasks.handlers import ONCE

EVENTS: Final = (
    ObligationAssigned,
    ObligationPlanned,
    ExtensionAsked,
    ExtensionDecided,
    ObligationInspected,
    ObligationReminded,
    OverdueReminded,
)

Version: TypeAlias = tuple[tuple[UUID, UUID, date], int, Any]
"""Of which obligation, from which position, and what holds from there."""

statements = load(__package__, "handlers.sql")


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await _follow(connection, "assignment", statements.end_assignments, _assignments(events))
    await _follow(connection, "plan", statements.end_plans, _plans(events))
    rows: dict[str, list[tuple[Any, ...]]] = {}
    for recorded in events:
        for table, row in _rows(recorded):
            rows.setdefault(table, []).append(row)
    for table, records in rows.items():
        await copy(connection, table, records)


def _obligation(event: Any) -> tuple[UUID, UUID, date]:
    return event.task_id, event.unit_id, event.occurrence or ONCE


def _assignments(events: Sequence[RecordedEvent]) -> list[Version]:
    return [
        (_obligation(recorded.event), recorded.position, recorded.event.post)
        for recorded in events
        if isinstance(recorded.event, ObligationAssigned)
    ]


def _plans(events: Sequence[RecordedEvent]) -> list[Version]:
    return [
        (_obligation(recorded.event), recorded.position, to_json(recorded.event.entries))
        for recorded in events
        if isinstance(recorded.event, ObligationPlanned)
    ]


async def _follow(connection: Any, table: str, end: Any, versions: Sequence[Version]) -> None:
    if not versions:
        return
    first = first_of_each(versions, lambda v: v[0], lambda v: v[1])
    await end(
        connection,
        task_ids=[key[0] for key in first],
        unit_ids=[key[1] for key in first],
        occurrences=[key[2] for key in first],
        positions=list(first.values()),
    )
    records = [
        (*key, position, to_position, value)
        for (key, position, value), to_position in succession(
            versions, lambda v: v[0], lambda v: v[1]
        )
    ]
    await copy(connection, table, records)


def _rows(recorded: RecordedEvent) -> list[tuple[str, tuple[Any, ...]]]:
    event, position, at = recorded.event, recorded.position, recorded.recorded_at
    match event:
        case ExtensionAsked():
            return [("extension_request", (
                event.request_id, event.directive_id, *_obligation(event), position, at,
                event.due_at, event.reason.id,
            ))]  # fmt: skip
        case ExtensionDecided():
            return [("extension_decision", (
                event.request_id, position, at, event.decided_by_id, event.due_at,
                event.remark.id if event.remark else None,
            ))]  # fmt: skip
        case ObligationInspected():
            return [("inspection", (
                event.inspection_id, *_obligation(event), position, event.by_id,
                event.inspected_on, event.remark.id,
            ))]  # fmt: skip
        case ObligationReminded():
            return [("reminder", (position, *_obligation(event), at, event.by_id, event.note))]
        case OverdueReminded():
            return [("overdue_reminder", (
                position, event.under_id, event.about_id, event.by_id, at, event.note,
            ))]  # fmt: skip
    return []
