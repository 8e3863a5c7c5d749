"""Reports that cite no directive, and the obligations that they were linked to."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from cascade.execution.events import ReportLinked, ReportRecorded
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.query_args import ONCE
from projections.reports.tables import RecordedReport, ReportLink

EVENTS: Final = (ReportRecorded, ReportLinked)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _reports(each)])
    await copy(connection, [row for each in events for row in _links(each)])


def _reports(recorded: RecordedEvent) -> Iterator[RecordedReport]:
    event = recorded.event
    if isinstance(event, ReportRecorded):
        yield RecordedReport(
            report_id=event.originator_id,
            position=recorded.position,
            recorded_at=recorded.recorded_at,
            by_id=event.by_id,
            to_id=event.to_id,
            subject=event.subject,
            text_id=event.text.id,
            quantity=event.quantity,
            occurred_on=event.occurred_on,
        )


def _links(recorded: RecordedEvent) -> Iterator[ReportLink]:
    event = recorded.event
    if isinstance(event, ReportLinked):
        yield ReportLink(
            report_id=event.originator_id,
            position=recorded.position,
            linked_at=recorded.recorded_at,
            task_id=event.task_id,
            unit_id=event.unit_id,
            occurrence=event.occurrence or ONCE,
        )
