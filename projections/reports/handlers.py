"""Reports and their decisions."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.content import ContentRef
from cascade.enums import ReportDecision as Decision
from cascade.execution.events import ReportAccepted, ReportReturned, ReportSubmitted
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.query_args import ONCE
from projections.reports.tables import Report, ReportDecision, ReportValue

EVENTS: Final = (ReportSubmitted, ReportAccepted, ReportReturned)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    await copy(connection, [row for each in events for row in _reports(each)])
    await copy(connection, [row for each in events for row in _values(each)])
    await copy(connection, [row for each in events for row in _decisions(each)])


def _reports(recorded: RecordedEvent) -> Iterator[Report]:
    event = recorded.event
    if isinstance(event, ReportSubmitted):
        yield Report(
            report_id=event.report_id,
            position=recorded.position,
            task_id=event.task_id,
            unit_id=event.unit_id,
            occurrence=event.occurrence or ONCE,
            submitted_at=event.arrived_at or recorded.recorded_at,
            text_id=event.text.id,
            quantity=event.quantity,
            arrived_at=event.arrived_at,
        )


def _values(recorded: RecordedEvent) -> Iterator[ReportValue]:
    event = recorded.event
    if isinstance(event, ReportSubmitted):
        for ordinal, each in enumerate(event.values):
            yield ReportValue(
                report_id=event.report_id,
                ordinal=ordinal,
                indicator=each.indicator,
                value=each.value,
            )


def _decisions(recorded: RecordedEvent) -> Iterator[ReportDecision]:
    match recorded.event:
        case ReportSubmitted(accepted=True) as event:
            yield _decision(recorded, event.report_id, Decision.ACCEPTED)
        case ReportAccepted() as event:
            yield _decision(
                recorded, event.report_id, Decision.ACCEPTED, event.remark, event.received_on
            )
        case ReportReturned() as event:
            yield _decision(recorded, event.report_id, Decision.RETURNED, event.remark)


def _decision(
    recorded: RecordedEvent,
    report_id: UUID,
    decision: Decision,
    remark: ContentRef | None = None,
    received_on: date | None = None,
) -> ReportDecision:
    return ReportDecision(
        report_id=report_id,
        position=recorded.position,
        decision=decision.value,
        decided_at=recorded.recorded_at,
        remark_id=remark.id if remark else None,
        received_on=received_on,
    )
