"""Commands on directives: issue, record, date a window; and the dry runs."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.directive.commands import (
    DateWindow,
    IssueDirective,
    RecordDirective,
)
from cascade.directive.decisions.drafting import require_draft
from cascade.directive.decisions.issuing import Surroundings, complete_issue, draft_issue
from cascade.directive.decisions.recording import decide_date_window, decide_record
from cascade.directive.events import DirectiveIssued, DirectiveRecorded
from cascade.directive.rules.late_entry import notices
from cascade.directive.state import Directive
from cascade.engine.authorities import ISSUER, issued_by_principal, require_issuer
from cascade.engine.citation_finding import CitationFinder
from cascade.engine.citation_matching import await_citations, propose_on_arrival
from cascade.engine.engine import Decision, Handlers
from cascade.engine.entering import entered
from cascade.engine.handlers.drafts import require_cleared
from cascade.engine.opening_periods import note_open_ended
from cascade.engine.passing_on import passed_on
from cascade.engine.session import Session
from cascade.engine.visibility import Visibility
from cascade.enums import CitationRelation
from cascade.events import Event
from cascade.numbering.decisions import (
    already_known,
    decide_number,
    note_number,
    noted_number,
    take_number,
)
from cascade.numbering.number import DocumentNumber
from cascade.numbering.refusals import NumberTakenAlready
from cascade.numbering.state import NumberSeries
from cascade.refusals import Problems, Refusal, Refused, told


@dataclass(frozen=True, slots=True)
class Prepared:
    """An issue as far as it was decided, with what stands against it."""

    issued: DirectiveIssued
    problems: Problems


async def issue_directive(command: IssueDirective, session: Session) -> Decision:
    prepared = await prepare_issue(command, session)
    prepared.problems.refuse_if_any()
    issued = prepared.issued
    events: list[Event] = [issued]
    if issued.number is not None:
        key = (issued.issuer_id, issued.type)
        series = (await session.series([key]))[key]
        events.append(take_number(series, issued, issued.number, session.now))
    upper_ids = {
        citation.target_id
        for citation in issued.citations
        if citation.relation is CitationRelation.IMPLEMENTS and citation.target_id
    }
    uppers = await session.directives(upper_ids) if upper_ids else {}
    issuer_ids = (issued.issuer_id, *issued.joint_issuer_ids)
    events += await passed_on(session, uppers.values(), issued.originator_id, issuer_ids)
    events += await note_open_ended(session, issued.originator_id, issued.tasks)
    events += await entered(session, issued)
    events += await await_citations(session, issued)
    events += await propose_on_arrival(session, issued)
    remarks = notices(session.organisation, issued.audience, issued.tasks, session.now)
    return Decision(events, answer_with(issued.originator_id, remarks))


def answer_with(directive_id: UUID, remarks: Sequence[Refusal]) -> dict[str, Any]:
    """What a command on a directive answers, with what deserves a word."""
    answer: dict[str, Any] = {"directive": str(directive_id)}
    return answer | ({"notices": [told(each) for each in remarks]} if remarks else {})


async def prepare_issue(command: IssueDirective, session: Session) -> Prepared:
    """Everything that an issue decides, for the command and for its dry run."""
    access, problems = await session.start(), Problems()
    require_issuer(access, session, command.issuer, command.classification, "issuer")
    _check_joint_issuers(access, session, command, problems)
    begun = await _begun(access, command, session)
    calendar = await session.calendar()
    citing = CitationFinder(session, access, command)
    await citing.load()
    around = Surroundings(session.organisation, calendar, session.now)
    directive_id = command.draft or session.new_stream()
    draft = draft_issue(around, command, directive_id, problems, begun.version + 1)
    number = None if command.unnumbered else await _number(command, session, problems)
    citations = citing.records(directive_id, problems)
    known = [file.content.id for file in begun.draft.attachments] if begun.draft else []
    files = await session.attachments(command.attachments, problems, "attachments", known=known)
    return Prepared(complete_issue(draft, number, citations, files), problems)


async def _begun(access: Access, command: IssueDirective, session: Session) -> Directive:
    """The draft that is issued; an empty directive where there is none."""
    if command.draft is None:
        return Directive()
    begun = (await session.directives([command.draft]))[command.draft]
    draft = require_draft(session.organisation, begun, command.issuer, "draft")
    require_cleared(access, session, draft, command.issuer)
    return begun


def _check_joint_issuers(
    access: Access, session: Session, command: IssueDirective, problems: Problems
) -> None:
    for index, unit_id in enumerate(command.joint_issuers):
        if not access.acts_for(unit_id, ISSUER, command.classification, session.now):
            reason = "You do not issue for this unit."
            problems.add(NotPermitted(reason, "joint_issuers", index))


async def _number(
    command: IssueDirective, session: Session, problems: Problems
) -> DocumentNumber | None:
    key = (command.issuer, command.type)
    series = (await session.series([key]))[key]
    symbol = session.organisation.units[command.issuer].symbol
    return _decided_number(command, series, symbol, problems)


def _decided_number(
    command: IssueDirective, series: NumberSeries, symbol: str | None, problems: Problems
) -> DocumentNumber | None:
    try:
        number = decide_number(series, command.number, command.type, symbol, command.issued_on)
    except Refused as refused:
        for reason in refused.reasons:
            problems.add(reason)
        return None
    if series.is_given(number, command.issued_on):
        problems.add(NumberTakenAlready(f"{number.text} is recorded here already.", "number"))
    return number


async def record_directive(command: RecordDirective, session: Session) -> Decision:
    access = await session.start()
    session.organisation.unit(command.recorded_by, "recorded_by")
    if not access.acts_for(command.recorded_by, ISSUER, command.classification, session.now):
        raise Refused(NotPermitted("You do not record for this unit.", "recorded_by"))
    session.organisation.known(command.issuer, "issuer")
    key = (command.issuer, command.type)
    series = (await session.series([key]))[key]
    around = Surroundings(session.organisation, await session.calendar(), session.now)
    problems = Problems()
    files = await session.attachments(command.attachments, problems, "attachments")
    problems.refuse_if_any()
    directive_id = session.new_stream()
    answer = {"directive": str(directive_id)}
    if command.number is None:
        return Decision([decide_record(around, command, directive_id, None, files)], answer)
    number = noted_number(command.number, command.type)
    recorded = decide_record(around, command, directive_id, number, files)
    if await _is_known(access, session, recorded, series):
        raise Refused(already_known(number, command.issued_on))
    own = recorded.by_its_issuer
    noted = note_number(series, recorded, number, session.now, by_its_issuer=own)
    return Decision([recorded, noted, *await propose_on_arrival(session, recorded)], answer)


async def _is_known(
    access: Access, session: Session, recorded: DirectiveRecorded, series: NumberSeries
) -> bool:
    """Whether the recording unit knows the document already: its own by its series, those of
    others where it sees them. A number that another noted is free for its issuer.
    """
    number, issued_on = recorded.number, recorded.issued_on
    if number is None:
        return False
    if recorded.by_its_issuer:
        return series.is_given(number, issued_on)
    known = series.known_by(number, issued_on)
    visibility = Visibility.of(session, access, recorded.recorded_by_id)
    await visibility.load(known)
    return any(visibility.seen(directive_id) for directive_id in known)


async def date_window(command: DateWindow, session: Session) -> Decision:
    access = await session.start()
    directive = await issued_by_principal(access, session, command.directive, "directive")
    around = Surroundings(session.organisation, await session.calendar(), session.now)
    events = decide_date_window(around, directive, command)
    return Decision(events, {"directive": str(command.directive)})


HANDLERS: Final[Handlers] = {
    IssueDirective: issue_directive,
    RecordDirective: record_directive,
    DateWindow: date_window,
}
