"""Steps by which directives go on, and what is done with obligations."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

from cascade.calendar.commands import MovedDueInput, MoveDueDates
from cascade.directive.commands import AudienceInput, GroupInput
from cascade.enums import ReportDecision
from cascade.execution.commands import (
    Acknowledge,
    AskExtension,
    AssignObligation,
    DecideExtension,
    DecideReport,
    ExemptGroup,
    ExemptObligations,
    ExtendGroup,
    ExtendObligations,
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
)
from cascade.execution.events import ExtensionAsked, ReportRecorded, ReportSubmitted
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
    audience = AudienceInput(groups=(GroupInput(ward),))
    return RelayDirective(stand.directive_id, ward, audience)


@words(RecallRelay, relay)
def recall(stand: Stand) -> RecallRelay:
    """By the unit that relayed it, which may have ended."""
    return RecallRelay(stand.directive_id, stand.relayer, "Nhầm")


# ---- what the unit does


@words(Acknowledge)
def acknowledge(stand: Stand) -> Acknowledge:
    return Acknowledge((stand.ref,))


@words(AskExtension)
def ask(stand: Stand) -> AskExtension:
    return AskExtension(stand.ref, _later(stand, 12), "Mưa lũ")


@words(SubmitReport)
def submit(stand: Stand) -> SubmitReport:
    return SubmitReport(stand.ref, "Đã làm", TWO)


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
    return ReportRef(report.directive_id, report.unit_id, report.report_id)


@words(DecideReport, submit)
def accept_report(stand: Stand) -> DecideReport:
    return DecideReport(_report_ref(stand), ReportDecision.ACCEPTED)


@words(DecideReport, submit, name="DecideReport/returns")
def return_report(stand: Stand) -> DecideReport:
    ref, due_at = _report_ref(stand), _later(stand, 2)
    return DecideReport(ref, ReportDecision.RETURNED, "Làm lại", None, due_at)


@words(RecordReport)
def record_report(stand: Stand) -> RecordReport:
    by, to = stand.unit("w1"), stand.unit("c")
    return RecordReport(by, to, "Họp giao ban", "Nội dung", stand.today, TWO)


def recorded_report(stand: Stand) -> ReportRecorded:
    """The cell's first one."""
    units = {stand.cell.ids["w1"], stand.unit("w1")}
    return next(e for _, e in stand.history.of(ReportRecorded, stand.head) if e.by_id in units)


@words(LinkReport, record_report)
def link(stand: Stand) -> LinkReport:
    return LinkReport(recorded_report(stand).originator_id, stand.ref)


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
    return RequestRef(asked.directive_id, asked.unit_id, asked.request_id)


@words(DecideExtension, ask)
def grant_extension(stand: Stand) -> DecideExtension:
    return DecideExtension(_request_ref(stand), True)


@words(DecideExtension, ask, name="DecideExtension/refuses")
def refuse_extension(stand: Stand) -> DecideExtension:
    return DecideExtension(_request_ref(stand), False, remark="Không đồng ý")


# ---- what those above do


@words(ExtendObligations)
def extend(stand: Stand) -> ExtendObligations:
    return ExtendObligations((stand.ref,), _later(stand, 10), "Mưa lũ")


@words(ExtendGroup)
def extend_group(stand: Stand) -> ExtendGroup:
    return ExtendGroup(stand.directive_id, stand.unit("w1"), _later(stand, 9), "Mưa lũ")


@words(ExemptObligations)
def exempt(stand: Stand) -> ExemptObligations:
    return ExemptObligations((stand.ref,), "Không còn phù hợp")


@words(ExemptGroup)
def exempt_group(stand: Stand) -> ExemptGroup:
    return ExemptGroup(stand.directive_id, stand.unit("w1"), "Không còn phù hợp")


@words(MoveDueDates)
def move_dues(stand: Stand) -> MoveDueDates:
    moved = MovedDueInput("1", _last_occurrence(stand), on=stand.day(7))
    return MoveDueDates(stand.directive_id, "Lùi hạn", (moved,))


def _last_occurrence(stand: Stand) -> date | None:
    occurrences = stand.tasks["1"].record.due.occurrences
    return occurrences[-1].day if occurrences else None


@words(MoveDueDates, name="MoveDueDates/by calendar")
def move_by_calendar(stand: Stand) -> MoveDueDates:
    return MoveDueDates(stand.directive_id, "Theo lịch", by_calendar=True)


@words(Remind)
def remind(stand: Stand) -> Remind:
    return Remind((stand.ref,), stand.unit("c"), "Nhắc")


@words(RemindOverdue)
def remind_overdue(stand: Stand) -> RemindOverdue:
    by: UUID = stand.unit("c")
    return RemindOverdue(by, by, stand.directive_id, _counted=stand.overdue_under(by))


@words(InspectObligation)
def inspect(stand: Stand) -> InspectObligation:
    return InspectObligation(stand.ref, stand.unit("c"), stand.today, "Kiểm tra")
