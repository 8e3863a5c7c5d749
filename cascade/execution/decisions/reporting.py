"""Reports on an obligation: handed in, accepted and returned."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import AttachmentRecord, ContentRef
from cascade.days import local_day
from cascade.enums import ReportDecision, TaskKind
from cascade.events import Event, next_place
from cascade.execution.commands import DecideReport, IndicatorValueInput, SubmitReport
from cascade.execution.events import (
    QuotaShareCounted,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AwaitsDecision,
    DateOnlyWithReturn,
    DecidedAlready,
    DueInThePast,
    NothingToExtend,
    NotLatest,
    NotOpenYet,
    NotReportable,
    QuotaForEach,
    ReceivedAfterSubmission,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_asked, require_open
from cascade.execution.rules.values import check_values, indicator_values
from cascade.execution.state import Report
from cascade.identifiers import shared_quota_id
from cascade.quantities import NOTHING, check_quantity, shortest
from cascade.refusals import Problems, Refused


def require_reportable(state: ObligationState, now: datetime) -> None:
    """Raises Refused where the obligation takes no report."""
    obligation = state.obligation
    require_asked(state, "obligation")
    if obligation.kind in (TaskKind.ACKNOWLEDGE, TaskKind.PASS_ON):
        raise Refused(
            NotReportable("This is fulfilled by acknowledging or passing on.", "obligation")
        )
    if state.is_fulfilled and not obligation.on_occurrence and obligation.target is None:
        raise Refused(AlreadyFulfilled("A report on this was accepted.", "obligation"))
    if any(each.awaits_decision() for each in state.acts.declarations):
        reason = "It was declared that it does not apply; take that back first."
        raise Refused(AwaitsDecision(reason, "obligation"))
    if now < obligation.opens_at:
        raise Refused(NotOpenYet("Its period has not begun.", "obligation"))


def check_report(
    state: ObligationState,
    quantity: Decimal | None,
    values: Sequence[IndicatorValueInput],
    now: datetime,
) -> None:
    """Raises Refused where it takes no report, or none of this quantity and these values."""
    require_reportable(state, now)
    problems = Problems()
    check_quantity(problems, quantity, "quantity")
    check_values(values, state.obligation.indicators, problems, "values")
    problems.refuse_if_any()


def check_together(state: ObligationState, now: datetime) -> None:
    """Raises Refused where the obligation takes no report that is one on several."""
    check_report(state, None, (), now)
    if state.obligation.target is not None:
        raise Refused(QuotaForEach("Report on a quota by itself, with its quantity."))


def decide_together(
    state: ObligationState,
    report_id: UUID,
    text: ContentRef,
    files: tuple[AttachmentRecord, ...],
    offset: int,
    now: datetime,
) -> list[Event]:
    """Submit the report, which is one on several, on a checked obligation."""
    return [
        ReportSubmitted(
            **state.next_act(now, offset),
            report_id=report_id,
            text=text,
            quantity=None,
            accepted=not state.obligation.needs_acceptance,
            due_at=state.due_at,
            attachments=files,
        )
    ]


def decide_submit(
    state: ObligationState,
    command: SubmitReport,
    report_id: UUID,
    text: ContentRef,
    files: tuple[AttachmentRecord, ...],
    now: datetime,
) -> list[Event]:
    """Submit a checked report; it is accepted at once where the task needs no acceptance.

    Before a decision it is the correction of the one before.
    """
    submitted = ReportSubmitted(
        **state.next_act(now),
        report_id=report_id,
        text=text,
        quantity=None if command.quantity is None else shortest(command.quantity),
        accepted=not state.obligation.needs_acceptance,
        due_at=state.due_at,
        attachments=files,
        values=indicator_values(command.values),
    )
    return [submitted, *shares_at_once(state, submitted, now)]


def shares_at_once(state: ObligationState, event: ReportSubmitted, now: datetime) -> list[Event]:
    """What a report that is accepted as it comes adds to a quota that a group shares."""
    return count_share(state, event.report_id, event.quantity, now) if event.accepted else []


def count_share(
    state: ObligationState, report_id: UUID, quantity: Decimal | None, now: datetime
) -> list[Event]:
    """What an accepted report adds to a quota that a group shares."""
    if not state.obligation.shares_with_group:
        return []
    ref = state.ref
    quota = state.finder.shared_quota((ref.task, ref.occurrence))
    stream_id = shared_quota_id(ref.task, ref.occurrence)
    return [
        QuotaShareCounted(
            **next_place(stream_id, quota.version, now),
            directive_id=ref.directive,
            unit_id=ref.unit,
            task_id=ref.task,
            occurrence=ref.occurrence,
            report_id=report_id,
            quantity=quantity or NOTHING,
        )
    ]


def check_decision(
    state: ObligationState,
    report: Report,
    command: DecideReport,
    issued_on: date,
    zone: ZoneInfo,
    now: datetime,
) -> bool:
    """Whether there is anything left to decide; raises Refused where it cannot be decided so."""
    require_open(state, "report")
    if report.decision is not None:
        if report.decision is command.decision:
            return False
        raise Refused(DecidedAlready(f"It was {report.decision.lower()} before.", "decision"))
    if state.acts.latest is not report and not state.obligation.on_occurrence:
        raise Refused(NotLatest("A newer report has come; decide that one.", "report"))
    accepted = command.decision is ReportDecision.ACCEPTED
    if accepted and command.due_at is not None:
        raise Refused(DateOnlyWithReturn("A new due date comes with a return.", "due_at"))
    if not accepted and command.received_on is not None:
        raise Refused(DateOnlyWithReturn("A day of arrival is for an acceptance.", "received_on"))
    if command.due_at is not None and state.due_at is None:
        raise Refused(NothingToExtend("What has no due date gets none by a return.", "due_at"))
    if command.due_at is not None and command.due_at <= now:
        raise Refused(DueInThePast("The new due date has passed already.", "due_at"))
    received = command.received_on
    if received and not issued_on <= received <= local_day(report.submitted_at, zone):
        raise Refused(
            ReceivedAfterSubmission(
                "It arrived between the issue and the submission.", "received_on"
            )
        )
    return True


def decide_report(
    state: ObligationState,
    report: Report,
    command: DecideReport,
    judge_id: UUID,
    remark: ContentRef | None,
    now: datetime,
) -> list[Event]:
    """Accept or return a checked report."""
    act, report_id = state.next_act(now), command.report.report
    if command.decision is ReportDecision.ACCEPTED:
        return [
            ReportAccepted(
                **act,
                report_id=report_id,
                decided_by_id=judge_id,
                remark=remark,
                received_on=command.received_on,
            ),
            *count_share(state, report_id, report.quantity, now),
        ]
    due_at = command.due_at.astimezone(UTC) if command.due_at else None
    return [
        ReportReturned(
            **act, report_id=report_id, decided_by_id=judge_id, remark=remark, due_at=due_at
        )
    ]
