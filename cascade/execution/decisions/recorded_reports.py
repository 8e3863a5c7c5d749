"""Reports that cite no directive: recorded as they come, and linked later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import AttachmentRecord, ContentRef
from cascade.days import local_day
from cascade.directive.refusals import ReportsToItself
from cascade.events import Event, next_place
from cascade.execution.commands import LinkReport, ObligationRef, RecordReport
from cascade.execution.decisions.reporting import check_report, shares_at_once
from cascade.execution.events import ReportLinked, ReportRecorded, ReportSubmitted
from cascade.execution.refusals import (
    LinkedAlready,
    ReportedInTheFuture,
    ReportOfAnother,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.values import indicator_values
from cascade.quantities import check_quantity, shortest
from cascade.recorded import Recorded
from cascade.refusals import Problems, Refused


@dataclass(slots=True)
class RecordedReport:
    """``version`` 0: there is none."""

    version: int = 0
    recorded_at: datetime | None = None
    report: ReportRecorded | None = None
    linked: ReportLinked | None = None

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event = recorded.event
        match event:
            case ReportRecorded():
                self.report, self.recorded_at = event, recorded.recorded_at
            case ReportLinked():
                self.linked = event
        self.version = event.originator_version


def check_record(command: RecordReport, zone: ZoneInfo, now: datetime, problems: Problems) -> None:
    """Add what is wrong with a report that cites nothing."""
    check_quantity(problems, command.quantity, "quantity")
    if command.occurred_on > local_day(now, zone):
        problems.add(ReportedInTheFuture("It tells of today or earlier.", "occurred_on"))
    if command.by == command.to:
        problems.add(ReportsToItself("A unit reports to another one.", "to"))


def decide_record_report(
    report_id: UUID,
    command: RecordReport,
    text: ContentRef,
    files: tuple[AttachmentRecord, ...],
    now: datetime,
) -> list[Event]:
    """Record a checked report."""
    return [
        ReportRecorded(
            **next_place(report_id, 0, now),
            by_id=command.by,
            to_id=command.to,
            subject=command.subject,
            text=text,
            quantity=None if command.quantity is None else shortest(command.quantity),
            occurred_on=command.occurred_on,
            attachments=files,
        )
    ]


def decide_link(
    recorded: RecordedReport, command: LinkReport, state: ObligationState, now: datetime
) -> list[Event]:
    """Submit it on an obligation, judged by when it came; nothing where that was done."""
    ref, report = state.ref, recorded.report
    assert report is not None
    if recorded.linked is not None:
        if _linked_to(recorded.linked) == ref:
            return []
        raise Refused(LinkedAlready("It was linked to another obligation.", "report"))
    if report.by_id not in (ref.unit, state.obligation.bearer_id):
        raise Refused(ReportOfAnother("The report is of another unit.", "report"))
    check_report(state, report.quantity, command.values, now)
    linked = ReportLinked(
        **next_place(command.report, recorded.version, now),
        directive_id=ref.directive,
        unit_id=ref.unit,
        task_id=ref.task,
        occurrence=ref.occurrence,
    )
    submitted = ReportSubmitted(
        **state.next_act(now),
        report_id=command.report,
        text=report.text,
        quantity=report.quantity,
        accepted=not state.obligation.needs_acceptance,
        due_at=state.due_at,
        attachments=report.attachments,
        arrived_at=recorded.recorded_at,
        values=indicator_values(command.values),
    )
    return [linked, submitted, *shares_at_once(state, submitted, now)]


def _linked_to(event: ReportLinked) -> ObligationRef:
    return ObligationRef(
        directive=event.directive_id,
        unit=event.unit_id,
        task=event.task_id,
        occurrence=event.occurrence,
    )
