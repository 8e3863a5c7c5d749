"""Commands on directives: issue, record, date a window; and the dry runs."""

from dataclasses import dataclass

from cascade.access.refusals import NotPermitted
from cascade.commands.citing import Citing
from cascade.commands.engine import Decision
from cascade.commands.relays import reached_execution
from cascade.commands.session import Session
from cascade.directive.commands import (
    DateWindow,
    IssueDirective,
    RecordDirective,
)
from cascade.directive.decisions import (
    Surroundings,
    complete_issue,
    decide_date_window,
    decide_record,
    draft_issue,
)
from cascade.directive.events import DirectiveIssued
from cascade.directive.number import DocumentNumber
from cascade.directive.refusals import DirectiveNotFound
from cascade.events import Event
from cascade.execution.decisions import pass_on
from cascade.numbering.decisions import decide_number, note_number, take_number
from cascade.numbering.refusals import NumberTakenAlready
from cascade.numbering.state import NumberSeries
from cascade.refusals import Problems, Refused
from cascade.terms import CitationRelation, Role

ISSUER = frozenset({Role.ISSUER})


@dataclass(frozen=True, slots=True)
class Draft:
    """An issue as far as it was decided, with what stands against it."""

    issued: DirectiveIssued
    problems: Problems


async def issue_directive(command: IssueDirective, session: Session) -> Decision:
    draft = await draft_directive(command, session)
    draft.problems.refuse_if_any()
    issued = draft.issued
    number = issued.number
    if number is None:
        raise AssertionError("a draft without problems has its number")
    key = (issued.issuer_id, issued.type)
    series = (await session.series([key]))[key]
    passed = await _passed_on(issued, session)
    directive_id = issued.originator_id
    taken = take_number(series, *key, number, issued.issued_on, directive_id, session.now)
    return Decision([issued, taken, *passed], {"directive": str(directive_id)})


async def draft_directive(command: IssueDirective, session: Session) -> Draft:
    """Everything that an issue decides, for the command and for its dry run."""
    access, problems = await session.start(), Problems()
    issuer = session.organisation.unit(command.issuer, "issuer")
    if not access.acts_for(issuer.unit_id, ISSUER, command.classification, session.now):
        raise Refused(NotPermitted("You do not issue for this unit.", "issuer"))
    calendar = await session.calendar()
    citing = Citing(session, access, command)
    await citing.load()
    key = (issuer.unit_id, command.type)
    series = (await session.series([key]))[key]
    around = Surroundings(session.organisation, calendar, session.now)
    draft = draft_issue(around, command, session.new_stream(), problems)
    number = _number(command, series, issuer.symbol, problems)
    citations = citing.records(draft.originator_id, problems)
    return Draft(complete_issue(draft, number, citations), problems)


def _number(
    command: IssueDirective, series: NumberSeries, symbol: str | None, problems: Problems
) -> DocumentNumber | None:
    try:
        number = decide_number(series, command.number, command.type, symbol, command.issued_on)
    except Refused as refused:
        for reason in refused.reasons:
            problems.add(reason)
        return None
    if series.is_known(number, command.issued_on):
        problems.add(NumberTakenAlready(f"{number.text} is recorded here already.", "number"))
    return number


async def _passed_on(issued: DirectiveIssued, session: Session) -> list[Event]:
    """The acts by which this directive passes on those that it implements."""
    upper_ids = [
        citation.target_id
        for citation in issued.citations
        if citation.relation is CitationRelation.IMPLEMENTS and citation.target_id
    ]
    uppers = await session.directives(upper_ids) if upper_ids else {}
    issuer = session.organisation.units[issued.issuer_id]
    units = dict.fromkeys([issuer.unit_id, issuer.addresses_under_id])
    events: list[Event] = []
    for upper in uppers.values():
        for unit_id in units:
            execution = await reached_execution(session, upper, unit_id)
            if execution is not None and upper.issued is not None:
                directive_id = issued.originator_id
                events.append(pass_on(execution, upper.issued, unit_id, directive_id, session.now))
    return events


async def record_directive(command: RecordDirective, session: Session) -> Decision:
    access = await session.start()
    session.organisation.unit(command.recorded_by, "recordedBy")
    if not access.acts_for(command.recorded_by, ISSUER, command.classification, session.now):
        raise Refused(NotPermitted("You do not record for this unit.", "recordedBy"))
    session.organisation.unit(command.issuer, "issuer")
    key = (command.issuer, command.type)
    series = (await session.series([key]))[key]
    around = Surroundings(session.organisation, await session.calendar(), session.now)
    directive_id = session.new_stream()
    answer = {"directive": str(directive_id)}
    if command.number is None:
        return Decision([decide_record(around, command, directive_id, None)], answer)
    noted = note_number(series, *key, command.number, command.issued_on, directive_id, session.now)
    recorded = decide_record(around, command, directive_id, noted.number)
    return Decision([recorded, noted], answer)


async def date_window(command: DateWindow, session: Session) -> Decision:
    access = await session.start()
    directive = (await session.directives([command.directive]))[command.directive]
    document = directive.document
    if document is None or not access.acts_for(
        document.issuer_id, ISSUER, document.classification, session.now
    ):
        raise Refused(DirectiveNotFound("You issued no such directive.", "directive"))
    events = decide_date_window(session.organisation, directive, command, session.now)
    return Decision(events, {"directive": str(command.directive)})
