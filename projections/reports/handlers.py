"""Reports and their decisions."""

from collections.abc import Sequence
from typing import Any, Final

from cascade.enums import ReportDecision
from cascade.execution.events import ReportAccepted, ReportReturned, ReportSubmitted
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.tasks.handlers import ONCE

EVENTS: Final = (ReportSubmitted, ReportAccepted, ReportReturned)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    reports: list[tuple[Any, ...]] = []
    decisions: list[tuple[Any, ...]] = []
    for recorded in events:
        event, position, at = recorded.event, recorded.position, recorded.recorded_at
        match event:
            case ReportSubmitted():
                reports.append((
                    event.report_id, position, event.task_id, event.unit_id,
                    event.occurrence or ONCE, event.arrived_at or at, event.text.id,
                    event.quantity, event.arrived_at,
                ))  # fmt: skip
                if event.accepted:
                    decisions.append(_decision(recorded, ReportDecision.ACCEPTED))
            case ReportAccepted():
                decisions.append(_decision(recorded, ReportDecision.ACCEPTED))
            case ReportReturned():
                decisions.append(_decision(recorded, ReportDecision.RETURNED))
    await copy(connection, "report", reports)
    await copy(connection, "report_decision", decisions)


def _decision(recorded: RecordedEvent, decision: ReportDecision) -> tuple[Any, ...]:
    event = recorded.event
    assert isinstance(event, ReportSubmitted | ReportAccepted | ReportReturned)
    remark = None if isinstance(event, ReportSubmitted) else event.remark
    received_on = event.received_on if isinstance(event, ReportAccepted) else None
    return (
        event.report_id, recorded.position, decision.value, recorded.recorded_at,
        remark.id if remark else None, received_on,
    )  # fmt: skip
