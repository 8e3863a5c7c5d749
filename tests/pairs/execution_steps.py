"""Steps by which directives go on, and what is done with obligations."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from cascade.directive.commands import AudienceInput, GroupInput, MovedDueInput, MoveDueDates
from cascade.enums import ReportDecision
from cascade.execution.commands import (
    Acknowledge,
    AskExtension,
    AssignObligation,
    DecideExtension,
    DecideNotApplicable,
    DecideReport,
    DeclareNotApplicable,
    DeclareOccurrence,
    ExemptGroup,
    ExemptObligations,
    ExtendGroup,
    ExtendObligations,
    IndicatorValueInput,
    InspectObligation,
    LinkReport,
    PlanEntryInput,
    PlanObligation,
    RecallRelay,
    RecordReport,
    RelayDirective,
    Remind,
    RemindOverdue,
    ReportRef,
    RequestRef,
    SubmitReport,
    SubmitReports,
    TakeBackNotApplicable,
    WithdrawOccurrence,
)
from cascade.execution.events import ExtensionAsked, ReportRecorded, ReportSubmitted
from cascade.identifiers import task_id
from tests.pairs.cells import Stand
from tests.pairs.table import words

TWO = Decimal(2)
"""What is reported, where it counts: less than what an amendment asks for."""


def _later(stand: Stand, days: int) -> datetime:
    return stand.now.replace(minute=0, second=0, microsecond=0) + timedelta(days=days)


# ---- passing on


@words(RelayDirective)
def relay(stand: Stand) -> RelayDirective:
    ward = stand.bearer
    audience = AudienceInput(groups=(GroupInput(under=ward),))
    return RelayDirective(directive=stand.directive_id, by=ward, audience=audience)


@words(RecallRelay, relay)
def recall(stand: Stand) -> RecallRelay:
    """By the unit that relayed it, which may have ended."""
    return RecallRelay(directive=stand.directive_id, by=stand.relayer, reason="Nhầm")


# ---- what the unit does


@words(Acknowledge)
def acknowledge(stand: Stand) -> Acknowledge:
    return Acknowledge((stand.ref,))


@words(AskExtension)
def ask(stand: Stand) -> AskExtension:
    return AskExtension(stand.ref, _later(stand, 12), "Mưa lũ")


@words(SubmitReport)
def submit(stand: Stand) -> SubmitReport:
    return SubmitReport(obligation=stand.ref, text="Đã làm", quantity=TWO, values=_values(stand))


def _values(stand: Stand) -> tuple[IndicatorValueInput, ...]:
    """What the task's form requires."""
    indicators = stand.tasks["1"].record.indicators
    return tuple(
        IndicatorValueInput(indicator=each.key, value=TWO) for each in indicators if each.required
    )


@words(SubmitReports)
def submit_several(stand: Stand) -> SubmitReports:
    return SubmitReports(obligations=(stand.ref,), text="Đã làm")


def last_report(stand: Stand) -> ReportSubmitted:
    """Of the target, the one before the last decision or after it."""
    target = stand.target
    *_, report = (
        event
        for _, event in stand.history.of(ReportSubmitted, stand.head)
        if (event.task_id, event.unit_id, event.occurrence) == target.id
    )
    return report


def _report_ref(stand: Stand) -> ReportRef:
    report = last_report(stand)
    return ReportRef(directive=report.directive_id, unit=report.unit_id, report=report.report_id)


@words(DecideReport, submit)
def accept_report(stand: Stand) -> DecideReport:
    return DecideReport(report=_report_ref(stand), decision=ReportDecision.ACCEPTED)


@words(DecideReport, submit, name="DecideReport/returns")
def return_report(stand: Stand) -> DecideReport:
    ref, due_at = _report_ref(stand), _later(stand, 2)
    return DecideReport(
        report=ref,
        decision=ReportDecision.RETURNED,
        remark="Làm lại",
        received_on=None,
        due_at=due_at,
    )


@words(RecordReport)
def record_report(stand: Stand) -> RecordReport:
    by, to = stand.unit("w1"), stand.unit("c")
    return RecordReport(
        by=by, to=to, subject="Họp giao ban", text="Nội dung", occurred_on=stand.today, quantity=TWO
    )


def recorded_report(stand: Stand) -> ReportRecorded:
    """The cell's first one."""
    units = {stand.cell.ids["w1"], stand.unit("w1")}
    return next(e for _, e in stand.history.of(ReportRecorded, stand.head) if e.by_id in units)


@words(LinkReport, record_report)
def link(stand: Stand) -> LinkReport:
    return LinkReport(recorded_report(stand).originator_id, stand.ref, _values(stand))


@words(DeclareOccurrence)
def declare(stand: Stand) -> DeclareOccurrence:
    """Another one each time."""
    return DeclareOccurrence(
        directive=stand.directive_id,
        unit=stand.cell.ids["w1"],
        task=task_id(stand.directive_id, "1"),
        occurred_at=stand.now,
        label=f"Sự cố {stand.head}",
    )


@words(WithdrawOccurrence)
def withdraw_occurrence(stand: Stand) -> WithdrawOccurrence:
    return WithdrawOccurrence(stand.ref, "Nhầm")


@words(AssignObligation)
def assign(stand: Stand) -> AssignObligation:
    return AssignObligation(stand.ref, "Phó trưởng ban")


@words(PlanObligation)
def plan(stand: Stand) -> PlanObligation:
    return PlanObligation(stand.ref, (PlanEntryInput(stand.today, "Bắt đầu"),))


def request(stand: Stand) -> ExtensionAsked:
    """The last one of the target."""
    target = stand.target
    *_, asked = (
        event
        for _, event in stand.history.of(ExtensionAsked, stand.head)
        if (event.task_id, event.unit_id, event.occurrence) == target.id
    )
    return asked


def _request_ref(stand: Stand) -> RequestRef:
    asked = request(stand)
    return RequestRef(directive=asked.directive_id, unit=asked.unit_id, request=asked.request_id)


@words(DecideExtension, ask)
def grant_extension(stand: Stand) -> DecideExtension:
    return DecideExtension(request=_request_ref(stand), grant=True)


@words(DecideExtension, ask, name="DecideExtension/refuses")
def refuse_extension(stand: Stand) -> DecideExtension:
    return DecideExtension(request=_request_ref(stand), grant=False, remark="Không đồng ý")


@words(DeclareNotApplicable)
def declare_not_applicable(stand: Stand) -> DeclareNotApplicable:
    return DeclareNotApplicable((stand.ref,), "Không phát sinh")


@words(TakeBackNotApplicable, declare_not_applicable)
def take_back(stand: Stand) -> TakeBackNotApplicable:
    return TakeBackNotApplicable((stand.ref,))


# ---- what those above do


@words(DecideNotApplicable, declare_not_applicable)
def agree(stand: Stand) -> DecideNotApplicable:
    return DecideNotApplicable(obligations=(stand.ref,), agree=True)


@words(DecideNotApplicable, declare_not_applicable, name="DecideNotApplicable/returns")
def return_declaration(stand: Stand) -> DecideNotApplicable:
    return DecideNotApplicable(obligations=(stand.ref,), agree=False, remark="Vẫn có")


@words(ExtendObligations)
def extend(stand: Stand) -> ExtendObligations:
    return ExtendObligations((stand.ref,), _later(stand, 10), "Mưa lũ")


@words(ExtendGroup)
def extend_group(stand: Stand) -> ExtendGroup:
    return ExtendGroup(
        directive=stand.directive_id,
        under=stand.unit("w1"),
        due_at=_later(stand, 9),
        reason="Mưa lũ",
    )


@words(ExemptObligations)
def exempt(stand: Stand) -> ExemptObligations:
    return ExemptObligations((stand.ref,), "Không còn phù hợp")


@words(ExemptGroup)
def exempt_group(stand: Stand) -> ExemptGroup:
    return ExemptGroup(
        directive=stand.directive_id, under=stand.unit("w1"), reason="Không còn phù hợp"
    )


@words(MoveDueDates)
def move_dues(stand: Stand) -> MoveDueDates:
    moved = MovedDueInput(task_key="1", occurrence=_last_occurrence(stand), on=stand.day(7))
    return MoveDueDates(directive=stand.directive_id, reason="Lùi hạn", dues=(moved,))


def _last_occurrence(stand: Stand) -> date | None:
    occurrences = stand.tasks["1"].record.due.occurrences
    return occurrences[-1].day if occurrences else None


@words(MoveDueDates, name="MoveDueDates/by calendar")
def move_by_calendar(stand: Stand) -> MoveDueDates:
    return MoveDueDates(directive=stand.directive_id, reason="Theo lịch", by_calendar=True)


@words(Remind)
def remind(stand: Stand) -> Remind:
    return Remind((stand.ref,), stand.unit("c"), "Nhắc")


@words(RemindOverdue)
def remind_overdue(stand: Stand) -> RemindOverdue:
    by: UUID = stand.unit("c")
    return RemindOverdue(
        by=by, under=by, directive=stand.directive_id, _counted=stand.overdue_under(by)
    )


@words(InspectObligation)
def inspect(stand: Stand) -> InspectObligation:
    return InspectObligation(
        obligation=stand.ref, by=stand.unit("c"), inspected_on=stand.today, remark="Kiểm tra"
    )
