"""Commands on reports: handed in and decided; recorded without a directive, and linked to one."""

from typing import Final
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import ACTING, Access
from cascade.engine.engine import Decision, Handlers
from cascade.engine.obligation_loading import (
    FoundObligation,
    ObligationLoader,
    act_on_each,
    judge,
    load_borne,
    load_obligation,
    not_found,
    obligation_answer,
    require_bearer,
)
from cascade.engine.session import Session
from cascade.enums import Classification
from cascade.events import Event
from cascade.execution.commands import (
    BorneRef,
    DecideReport,
    LinkReport,
    ObligationRef,
    RecordReport,
    SubmitReport,
    SubmitReports,
)
from cascade.execution.decisions.recorded_reports import (
    RecordedReport,
    check_record,
    decide_link,
    decide_record_report,
)
from cascade.execution.decisions.reporting import (
    check_decision,
    check_report,
    check_together,
    decide_report,
    decide_submit,
    decide_together,
)
from cascade.execution.refusals import (
    QuotaForEach,
    RecordedReportNotFound,
    ReportNotFound,
    ReportOneWay,
)
from cascade.refusals import Problems, Refused


async def submit_report(command: SubmitReport, session: Session) -> Decision:
    access, problems = await session.start(), Problems()
    found = await load_borne(command.obligation, access, session)
    check_report(found.state, command.quantity, command.values, session.now)
    files = await session.attachments(command.attachments, problems, "attachments")
    problems.refuse_if_any()
    report_id, text = session.new_id(), session.seal_text(command.text)
    events = decide_submit(found.state, command, report_id, text, files, session.now)
    return Decision(events, {"report": str(report_id)})


async def submit_reports(command: SubmitReports, session: Session) -> Decision:
    """One text and its files, on each of the obligations."""
    access, problems = await session.start(), Problems()
    if bool(command.obligations) is (command.all_borne is not None):
        reason = "Give either obligations, or a task with the unit that bears it."
        raise Refused(ReportOneWay(reason, "obligations"))
    refs = command.obligations or await _borne(command.all_borne, access, session)
    files = await session.attachments(command.attachments, problems, "attachments")
    text = session.seal_text(command.text)

    def act(found: FoundObligation, offset: int) -> list[Event]:
        require_bearer(access, session, found)
        check_together(found.state, session.now)
        return decide_together(found.state, session.new_id(), text, files, offset, session.now)

    decision = await act_on_each(refs, session, act)
    if decision.events:
        problems.refuse_if_any()
    answered = [obligation_answer(ref) for ref in refs]
    return Decision(decision.events, {**decision.answer, "obligations": answered})


async def _borne(
    wanted: BorneRef | None, access: Access, session: Session
) -> tuple[ObligationRef, ...]:
    """What a unit bears of a task and may report on; raises Refused where there is nothing."""
    assert wanted is not None
    organisation = session.organisation
    organisation.unit(wanted.by, "by")
    units = (wanted.by, *organisation.borne_by(wanted.by, wanted.directive))
    refs = [
        ObligationRef(
            directive=wanted.directive,
            unit=unit_id,
            task=wanted.task,
            occurrence=wanted.occurrence,
        )
        for unit_id in units
    ]
    obligations = ObligationLoader(session, refs)
    await obligations.load()
    found = ((ref, obligations.find(ref)) for ref in refs)
    open_ones = [(ref, each) for ref, each in found if _takes_one(each, access, session)]
    if not open_ones:
        raise Refused(not_found("task"))
    if any(each and each.state.obligation.declared for _, each in open_ones):
        # Each unit counts its own: the same one of another's is about something else.
        reason = "Name the obligations: each is on what its own unit declared."
        raise Refused(ReportOneWay(reason, "occurrence"))
    return tuple(ref for ref, _ in open_ones)


def _takes_one(found: FoundObligation | None, access: Access, session: Session) -> bool:
    if found is None:
        return False
    try:
        require_bearer(access, session, found)
        check_together(found.state, session.now)
    except Refused as refused:
        # That it has a quota is told of each.
        return any(isinstance(reason, QuotaForEach) for reason in refused.reasons)
    return True


async def decide_on_report(command: DecideReport, session: Session) -> Decision:
    access = await session.start()
    key = (command.report.directive, command.report.unit)
    report = (await session.executions([key]))[key].reports.get(command.report.report)
    if report is None:
        raise Refused(_no_report())
    task_id, occurrence = report.obligation
    ref = ObligationRef(directive=key[0], unit=key[1], task=task_id, occurrence=occurrence)
    found = await load_obligation(ref, session)
    judge_id = judge(access, session, found) if found else None
    if found is None or judge_id is None or found.directive.issued is None:
        raise Refused(_no_report())
    issued_on, answer = found.directive.issued.issued_on, {"obligation": obligation_answer(ref)}
    zone = session.organisation.zone
    if not check_decision(found.state, report, command, issued_on, zone, session.now):
        return Decision([], answer)
    remark = None if command.remark is None else session.seal_text(command.remark)
    events = decide_report(found.state, report, command, judge_id, remark, session.now)
    return Decision(events, answer)


async def record_report(command: RecordReport, session: Session) -> Decision:
    """A right of the reporting unit's officers."""
    access, problems = await session.start(), Problems()
    organisation = session.organisation
    organisation.unit(command.by, "by")
    organisation.unit(command.to, "to")
    if not access.acts_for(command.by, ACTING, Classification.OPEN, session.now):
        raise Refused(NotPermitted("You do not report for this unit.", "by"))
    check_record(command, organisation.zone, session.now, problems)
    files = await session.attachments(command.attachments, problems, "attachments")
    problems.refuse_if_any()
    report_id, text = session.new_stream(), session.seal_text(command.text)
    events = decide_record_report(report_id, command, text, files, session.now)
    return Decision(events, {"report": str(report_id)})


async def link_report(command: LinkReport, session: Session) -> Decision:
    """A right of whoever bears the obligation, and of whoever decides on it."""
    access = await session.start()
    recorded = await session.recorded_report(command.report)
    if not _takes_part(access, session, recorded):
        raise Refused(RecordedReportNotFound("No such report of yours.", "report"))
    found = await load_obligation(command.obligation, session)
    if found is None or not (
        judge(access, session, found)
        or access.acts_for(found.bearer_id, ACTING, found.classification, session.now)
    ):
        raise Refused(not_found("obligation"))
    events = decide_link(recorded, command, found.state, session.now)
    return Decision(events, {"obligation": obligation_answer(command.obligation)})


def _takes_part(access: Access, session: Session, recorded: RecordedReport) -> bool:
    """Whether the report is the principal's: of a unit, or to a unit, for which it acts."""
    report = recorded.report
    if report is None:
        return False
    heirs: set[UUID] = {session.organisation.heir(id_) for id_ in (report.by_id, report.to_id)}
    now = session.now
    return any(access.acts_for(heir, ACTING, Classification.OPEN, now) for heir in heirs)


def _no_report() -> ReportNotFound:
    return ReportNotFound("No such report is yours to decide.", "report")


HANDLERS: Final[Handlers] = {
    SubmitReport: submit_report,
    SubmitReports: submit_reports,
    DecideReport: decide_on_report,
    RecordReport: record_report,
    LinkReport: link_report,
}
