"""What may be done on an obligation. Pure: what it stands on was loaded by the command layer."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import AttachmentRecord, ContentRef
from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveIssued
from cascade.events import Event
from cascade.execution.commands import DecideReport, ObligationRef, SubmitReport
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    ObligationAcknowledged,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.execution.owed import Owed
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AwaitsDecision,
    DateOnlyWithReturn,
    DecidedAlready,
    DueInThePast,
    ExtensionNotLater,
    InvalidQuantity,
    NothingToExtend,
    NotLatest,
    NotReportable,
    ReceivedAfterSubmission,
)
from cascade.execution.state import Acts, Execution, Report
from cascade.identifiers import execution_id
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from cascade.terms import ReportDecision, TaskKind


@dataclass(frozen=True, slots=True)
class Standing:
    """One obligation with everything an act on it is judged by."""

    ref: ObligationRef
    owed: Owed
    execution: Execution
    shared_quantity: float

    @property
    def acts(self) -> Acts:
        return self.execution.acts_on((self.ref.task, self.ref.occurrence))

    @property
    def due_at(self) -> datetime | None:
        return self.owed.due_in_force(self.acts)

    @property
    def is_fulfilled(self) -> bool:
        return self.owed.is_fulfilled(self.acts, self.execution.passed_on, self.shared_quantity)

    @property
    def awaits_decision(self) -> bool:
        return self.acts.latest is not None and self.acts.latest.decision is None

    def stream(self, offset: int) -> tuple[UUID, int]:
        """The execution's stream, and the version of its ``offset``-th next event, from 0."""
        stream_id = execution_id(self.ref.directive, self.ref.unit)
        return stream_id, self.execution.version + 1 + offset


def decide_acknowledge(standing: Standing, offset: int, now: datetime) -> list[Event]:
    """Acknowledge; nothing where it is acknowledged or fulfilled already."""
    ref = standing.ref
    if standing.acts.acknowledged or standing.is_fulfilled:
        return []
    return [
        ObligationAcknowledged(
            *standing.stream(offset),
            now,
            ref.directive,
            ref.unit,
            ref.task,
            ref.occurrence,
            standing.owed.kind is TaskKind.ACKNOWLEDGE,
            standing.due_at,
        )
    ]


def check_report(standing: Standing, command: SubmitReport) -> None:
    """Raises Refused where the obligation takes no report, or not this one."""
    owed = standing.owed
    if owed.kind in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON):
        raise Refused(
            NotReportable("This is fulfilled by acknowledging or passing on.", "obligation")
        )
    if standing.is_fulfilled and not owed.on_occurrence and owed.quota is None:
        raise Refused(AlreadyFulfilled("A report on this was accepted.", "obligation"))
    quantity = command.quantity
    if quantity is not None and not (math.isfinite(quantity) and quantity >= 0):
        raise Refused(InvalidQuantity("A quantity is 0 or more.", "quantity"))


def decide_submit(
    standing: Standing,
    command: SubmitReport,
    report_id: UUID,
    text: ContentRef,
    files: tuple[AttachmentRecord, ...],
    now: datetime,
) -> list[Event]:
    """Submit a checked report; it is accepted at once where the task needs no acceptance."""
    ref = standing.ref
    return [
        ReportSubmitted(
            *standing.stream(0),
            now,
            ref.directive,
            ref.unit,
            ref.task,
            ref.occurrence,
            report_id,
            text,
            command.quantity,
            not standing.owed.needs_acceptance,
            standing.due_at,
            files,
        )
    ]


def check_decision(
    standing: Standing,
    report: Report,
    command: DecideReport,
    issued_on: date,
    zone: ZoneInfo,
    now: datetime,
) -> bool:
    """Whether there is anything left to decide; raises Refused where it cannot be decided so."""
    if report.decision is not None:
        if report.decision is command.decision:
            return False
        raise Refused(DecidedAlready(f"It was {report.decision.lower()} before.", "decision"))
    if standing.acts.latest is not report and not standing.owed.on_occurrence:
        raise Refused(NotLatest("A newer report has come; decide that one.", "report"))
    accepted = command.decision is ReportDecision.ACCEPTED
    if accepted and command.due_at is not None:
        raise Refused(DateOnlyWithReturn("A new due date comes with a return.", "dueAt"))
    if not accepted and command.received_on is not None:
        raise Refused(DateOnlyWithReturn("A day of arrival is for an acceptance.", "receivedOn"))
    if command.due_at is not None and standing.due_at is None:
        raise Refused(NothingToExtend("What has no due date gets none by a return.", "dueAt"))
    if command.due_at is not None and command.due_at <= now:
        raise Refused(DueInThePast("The new due date has passed already.", "dueAt"))
    received = command.received_on
    if received and not issued_on <= received <= report.submitted_at.astimezone(zone).date():
        raise Refused(
            ReceivedAfterSubmission(
                "It arrived between the issue and the submission.", "receivedOn"
            )
        )
    return True


def decide_report(
    standing: Standing, command: DecideReport, remark: ContentRef | None, now: datetime
) -> list[Event]:
    """Accept or return a checked report."""
    ref, report_id = standing.ref, command.report.report
    head = (*standing.stream(0), now, ref.directive, ref.unit, ref.task, ref.occurrence, report_id)
    judge = standing.owed.judge_id
    if command.decision is ReportDecision.ACCEPTED:
        return [ReportAccepted(*head, judge, remark, command.received_on)]
    due_at = command.due_at.astimezone(UTC) if command.due_at else None
    return [ReportReturned(*head, judge, remark, due_at)]


def check_extension(standing: Standing, due_at: datetime, now: datetime) -> bool:
    """Whether there is anything to extend; raises Refused where it cannot be extended so."""
    if standing.is_fulfilled:
        raise Refused(AlreadyFulfilled("It is fulfilled already."))
    if standing.awaits_decision:
        raise Refused(AwaitsDecision("A report is submitted; decide it first."))
    if standing.due_at is None:
        raise Refused(NothingToExtend("It has no due date."))
    if due_at == standing.due_at:
        return False
    if due_at <= now:
        raise Refused(DueInThePast("The new due date has passed already.", "dueAt"))
    if due_at < standing.due_at:
        raise Refused(ExtensionNotLater("It is due later than this already.", "dueAt"))
    return True


def decide_extend(
    standing: Standing, due_at: datetime, reason: ContentRef, offset: int, now: datetime
) -> list[Event]:
    """Extend a checked obligation."""
    ref = standing.ref
    return [
        ObligationExtended(
            *standing.stream(offset),
            now,
            ref.directive,
            ref.unit,
            ref.task,
            ref.occurrence,
            standing.owed.judge_id,
            due_at.astimezone(UTC),
            reason,
        )
    ]


def has_relayed(organisation: Organisation, execution: Execution, audience: Audience) -> bool:
    """Whether the unit has passed the directive on to just these, on the tree as it still is."""
    return any(
        (relay.event.audience.atoms, relay.event.audience.unit_ids)
        == (audience.atoms, audience.unit_ids)
        and relay.position > organisation.position
        for relay in execution.relays
    )


def decide_relay(
    execution: Execution,
    directive_id: UUID,
    by_id: UUID,
    audience: Audience,
    note: ContentRef | None,
    now: datetime,
) -> list[Event]:
    """Relay to a checked audience."""
    stream = execution_id(directive_id, by_id)
    version = execution.version + 1
    return [DirectiveRelayed(stream, version, now, directive_id, by_id, audience, note)]


def pass_on(
    execution: Execution,
    upper: DirectiveIssued,
    unit_id: UUID,
    implementing_id: UUID,
    now: datetime,
) -> Event:
    """The act by which a directive that implements an upper one passes that one on."""
    return DirectivePassedOn(
        execution_id(upper.originator_id, unit_id),
        execution.version + 1,
        now,
        upper.originator_id,
        unit_id,
        implementing_id,
    )
