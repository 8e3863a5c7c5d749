"""Commands on obligations. Each of several is judged alone; the accepted ones go together."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from cascade.access.state import ACTING, Access
from cascade.calendar.state import Calendar
from cascade.commands.engine import Decision
from cascade.commands.session import Session
from cascade.directive.state import Directive
from cascade.events import Event
from cascade.execution.commands import (
    Acknowledge,
    DecideReport,
    ExtendObligations,
    ObligationRef,
    SubmitReport,
)
from cascade.execution.decisions import (
    Standing,
    check_decision,
    check_extension,
    check_report,
    decide_acknowledge,
    decide_extend,
    decide_report,
    decide_submit,
)
from cascade.execution.owed import Owed, Owing, sharers_of
from cascade.execution.reach import possible_relayers, reach_of
from cascade.execution.refusals import (
    ObligationNotFound,
    ReportNotFound,
    TooManyObligations,
)
from cascade.execution.state import Execution
from cascade.policy.state import Policies
from cascade.refusals import Problems, Refusal, Refused
from cascade.terms import Classification, Role
from cascade.texts import check_text

BULK: Final = 500
ISSUER = frozenset({Role.ISSUER})


@dataclass(frozen=True, slots=True)
class Found:
    """An obligation that stands, and how far its document may be read."""

    standing: Standing
    directive: Directive

    @property
    def classification(self) -> Classification:
        document = self.directive.document
        return document.classification if document else Classification.TOP_SECRET


class Obligations:
    """The obligations that one command acts on, loaded together: three reads however many."""

    def __init__(self, session: Session, refs: Iterable[ObligationRef]) -> None:
        self.session = session
        self.refs = tuple(refs)
        self.directives: dict[UUID, Directive] = {}
        self.executions: dict[tuple[UUID, UUID], Execution] = {}
        self.policies: dict[UUID, Policies] = {}
        self.calendar = Calendar()

    async def load(self) -> None:
        self.calendar = await self.session.calendar()
        self.directives = await self.session.directives({ref.directive for ref in self.refs})
        keys: set[tuple[UUID, UUID]] = set()
        above: set[UUID] = set()
        organisation = self.session.organisation
        for ref in self.refs:
            directive = self.directives[ref.directive]
            if directive.issued is None or ref.unit not in organisation.units:
                continue
            relayers = possible_relayers(organisation, directive, ref.unit)
            keys |= {(ref.directive, id_) for id_ in (ref.unit, *relayers)}
            if task := directive.tasks.get(ref.task):
                keys |= {(ref.directive, id_) for id_ in sharers_of(task)}
            else:
                above |= organisation.ancestors_since(ref.unit, directive.position) | {ref.unit}
        self.executions = await self.session.executions(keys)
        self.policies = await self.session.policies(above) if above else {}

    def find(self, ref: ObligationRef) -> Found | None:
        """The obligation as it stands; null where it is not owed."""
        directive, organisation = self.directives[ref.directive], self.session.organisation
        if directive.issued is None or ref.unit not in organisation.units or ref.occurrence:
            return None
        relayers = {
            unit_id: self.executions[ref.directive, unit_id]
            for unit_id in possible_relayers(organisation, directive, ref.unit)
        }
        reach = reach_of(organisation, directive, ref.unit, relayers)
        if reach is None:
            return None
        owing = Owing(organisation, self.calendar, directive, self.policies)
        owed = owing.find(ref.unit, ref.task, reach)
        if owed is None:
            return None
        execution = self.executions[ref.directive, ref.unit]
        return Found(Standing(ref, owed, execution, self._shared(ref, owed)), directive)

    def _shared(self, ref: ObligationRef, owed: Owed) -> float:
        return sum(
            self.executions[ref.directive, unit_id]
            .acts_on((ref.task, ref.occurrence))
            .accepted_quantity
            for unit_id in owed.sharers
        )


async def acknowledge(command: Acknowledge, session: Session) -> Decision:
    access = await session.start()

    def act(found: Found, offset: int) -> list[Event]:
        _require_bearer(access, session, found)
        return decide_acknowledge(found.standing, offset, session.now)

    return await _each(command.obligations, session, act)


async def extend_obligations(command: ExtendObligations, session: Session) -> Decision:
    access, problems = await session.start(), Problems()
    check_text(problems, command.reason, "reason")
    problems.refuse_if_any()

    def act(found: Found, offset: int) -> list[Event]:
        _require_judge(access, session, found)
        if not check_extension(found.standing, command.due_at, session.now):
            return []
        reason = session.seal_text(command.reason)
        return decide_extend(found.standing, command.due_at, reason, offset, session.now)

    return await _each(command.obligations, session, act)


async def submit_report(command: SubmitReport, session: Session) -> Decision:
    access, problems = await session.start(), Problems()
    check_text(problems, command.text, "text")
    problems.refuse_if_any()
    found = await _one(command.obligation, session)
    if found is None:
        raise Refused(_not_found("obligation"))
    _require_bearer(access, session, found, "obligation")
    check_report(found.standing, command)
    files = await session.attachments(command.attachments, problems, "attachments")
    problems.refuse_if_any()
    report_id, text = session.new_id(), session.seal_text(command.text)
    events = decide_submit(found.standing, command, report_id, text, files, session.now)
    return Decision(events, {"report": str(report_id)})


async def decide_on_report(command: DecideReport, session: Session) -> Decision:
    access, problems = await session.start(), Problems()
    check_text(problems, command.remark, "remark")
    problems.refuse_if_any()
    key = (command.report.directive, command.report.unit)
    report = (await session.executions([key]))[key].reports.get(command.report.report)
    if report is None:
        raise Refused(_no_report())
    ref = ObligationRef(*key, *report.obligation)
    found = await _one(ref, session)
    if found is None or not _judges(access, session, found) or found.directive.issued is None:
        raise Refused(_no_report())
    issued_on, answer = found.directive.issued.issued_on, {"obligation": _named(ref)}
    zone = session.organisation.zone
    if not check_decision(found.standing, report, command, issued_on, zone, session.now):
        return Decision([], answer)
    remark = None if command.remark is None else session.seal_text(command.remark)
    return Decision(decide_report(found.standing, command, remark, session.now), answer)


async def _one(ref: ObligationRef, session: Session) -> Found | None:
    obligations = Obligations(session, [ref])
    await obligations.load()
    return obligations.find(ref)


async def _each(
    refs: Sequence[ObligationRef],
    session: Session,
    act: Callable[[Found, int], list[Event]],
) -> Decision:
    """Act on each obligation alone; the answer has an outcome for each, in their order."""
    if not 1 <= len(refs) <= BULK:
        raise Refused(TooManyObligations(f"Give 1 to {BULK} obligations.", "obligations"))
    obligations = Obligations(session, refs)
    await obligations.load()
    events: list[Event] = []
    offsets: Counter[tuple[UUID, UUID]] = Counter()
    outcomes: list[dict[str, Any]] = []
    seen: set[ObligationRef] = set()
    for ref in refs:
        reasons: tuple[Refusal, ...] = ()
        try:
            found = obligations.find(ref)
            if found is None:
                raise Refused(_not_found())
            stream = (ref.directive, ref.unit)
            done = [] if ref in seen else act(found, offsets[stream])
            offsets[stream] += len(done)
            events += done
            seen.add(ref)
        except Refused as refused:
            reasons = refused.reasons
        outcomes.append({"errors": [_error(reason) for reason in reasons]})
    return Decision(events, {"outcomes": outcomes})


def _error(reason: Refusal) -> dict[str, Any]:
    return {"field": list(reason.field) or None, "code": reason.code, "message": str(reason)}


def _require_bearer(access: Access, session: Session, found: Found, *at: str) -> None:
    unit_id = found.standing.ref.unit
    if not access.acts_for(unit_id, ACTING, found.classification, session.now):
        raise Refused(_not_found(*at))


def _require_judge(access: Access, session: Session, found: Found) -> None:
    if not _judges(access, session, found):
        raise Refused(_not_found())


def _judges(access: Access, session: Session, found: Found) -> bool:
    judge = found.standing.owed.judge_id
    return access.acts_for(judge, ISSUER, found.classification, session.now)


def _named(ref: ObligationRef) -> dict[str, str | None]:
    return {
        "directive": str(ref.directive),
        "unit": str(ref.unit),
        "task": str(ref.task),
        "occurrence": ref.occurrence.isoformat() if ref.occurrence else None,
    }


def _not_found(*at: str) -> ObligationNotFound:
    return ObligationNotFound("No such obligation of yours.", *at)


def _no_report() -> ReportNotFound:
    return ReportNotFound("No such report is yours to decide.", "report")
