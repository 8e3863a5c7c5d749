"""Reports that cite no directive, and the obligations that they were linked to."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.execution.events import ReportLinked, ReportRecorded
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.tasks.handlers import ONCE

EVENTS: Final = (ReportRecorded, ReportLinked)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    reports: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    for recorded in events:
        event, position, at = recorded.event, recorded.position, recorded.recorded_at
        match event:
            case ReportRecorded():
                reports.append((
                    event.originator_id, position, at, event.by_id, event.to_id, event.subject,
                    event.text.id, event.quantity, event.occurred_on,
                ))  # fmt: skip
            case ReportLinked():
                links.append((
                    event.originator_id, position, at, event.task_id, event.unit_id,
                    event.occurrence or ONCE,
                ))  # fmt: skip
    await copy(connection, "recorded_report", reports)
    await copy(connection, "report_link", links)
