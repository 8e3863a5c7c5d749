"""Dry runs: what an audience or a whole issue would come to. Nothing is recorded."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.access.refusals import NotPermitted
from cascade.days import local_day
from cascade.directive.audience import NOBODY, Atom, Audience, together
from cascade.directive.commands import AudienceInput, IssueDirective
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import DueRecord, TaskRecord
from cascade.directive.refusals import ChargedButNotAddressed
from cascade.directive.rules.addressing import Authority, resolve
from cascade.directive.rules.coverage import count, covers, members
from cascade.directive.rules.late_entry import is_ever_owed, is_over, notices
from cascade.directive.rules.superiors import gathering_now
from cascade.engine.authorities import ISSUER
from cascade.engine.engine import Engine
from cascade.engine.handlers.directives import prepare_issue
from cascade.engine.normal_texts import normal_texts, with_normal_texts
from cascade.enums import Classification, DueKind
from cascade.numbering.number import DocumentNumber
from cascade.organisation.state import Organisation, Unit
from cascade.refusals import Problems, Refusal, Refused

SAMPLE: Final = 20
SCANNED: Final = 5_000
"""Members of one group that are looked at for a remark: a remark needs one, not all."""


@dataclass(frozen=True, slots=True)
class AudienceSummary:
    """Whom an audience would reach today: how many by level, and the first few."""

    by_level: Counter[str]
    sample: tuple[UUID, ...]
    problems: tuple[Refusal, ...]


@dataclass(frozen=True, slots=True)
class IssueSummary:
    """What an issue would come to. ``obligations`` counts what the document's own tasks ask."""

    number: DocumentNumber | None
    audience: AudienceSummary
    obligations: int
    tasks: tuple[TaskRecord, ...]
    problems: tuple[Refusal, ...]
    notices: tuple[Refusal, ...] = ()


async def preview_audience(
    engine: Engine, principal: str, issuer_id: UUID, wanted: AudienceInput
) -> AudienceSummary:
    """Whom the issuer would reach; what would be refused stands among the problems."""
    session, problems = engine.session(principal), Problems()
    wanted = normal_texts(wanted, problems, "input")
    access = await session.start()
    organisation = session.organisation
    try:
        issuer = organisation.unit(issuer_id, "issuer")
        if not access.acts_for(issuer_id, ISSUER, Classification.OPEN, session.now):
            raise Refused(NotPermitted("You do not issue for this unit.", "issuer"))
    except Refused as refused:
        return AudienceSummary(Counter(), (), refused.reasons)
    today = local_day(session.now, organisation.zone)
    authority = Authority.of(organisation, issuer.unit_id, day=today)
    audience = resolve(authority, wanted, problems, "input")
    return _summary(organisation, audience, problems.found)


async def preview_issue(engine: Engine, principal: str, command: IssueDirective) -> IssueSummary:
    """What issuing would come to; what would be refused stands among the problems."""
    session = engine.session(principal)
    try:
        prepared = await prepare_issue(with_normal_texts(command), session)
    except Refused as refused:
        nobody = AudienceSummary(Counter(), (), ())
        return IssueSummary(None, nobody, 0, (), refused.reasons)
    organisation, issued = session.organisation, prepared.issued
    remarks = list(_remarks(organisation, issued))
    return IssueSummary(
        issued.number,
        _summary(organisation, issued.audience, remarks),
        sum(_owed(organisation, issued, task, session.now) for task in issued.tasks),
        issued.tasks,
        tuple(prepared.problems.found),
        notices(organisation, issued.audience, issued.tasks, session.now),
    )


def _summary(
    organisation: Organisation, audience: Audience, problems: list[Refusal]
) -> AudienceSummary:
    sample = tuple(unit.unit_id for unit in islice(members(organisation, audience), SAMPLE))
    return AudienceSummary(count(organisation, audience), sample, tuple(problems))


def _owed(
    organisation: Organisation, issued: DirectiveIssued, task: TaskRecord, now: datetime
) -> int:
    """How many obligations a task comes to: each level owes it as often as its rule says."""
    by_level = _owing(organisation, issued, task)
    return sum(
        units * _occurrences(issued, task.due_of(level), task, now, organisation.zone)
        for level, units in by_level.items()
    )


def _owing(organisation: Organisation, issued: DirectiveIssued, task: TaskRecord) -> Counter[str]:
    """How many units owe a task, by level: those that it charges, and those that gather."""
    audience = issued.audience if task.is_of_directive else (task.audience or NOBODY)
    parts = (audience, task.coordinating or NOBODY)
    by_level = sum((count(organisation, part) for part in parts), Counter[str]())
    beside = {
        unit_id
        for unit_id in task.named_ids
        if not any(covers(organisation, part, unit_id) for part in parts)
    }
    charged = together((*parts, Audience((), (), tuple(beside))))
    beside |= gathering_now(organisation, task, charged)
    by_level.update(organisation.units[unit_id].level for unit_id in beside)
    return by_level


def _occurrences(
    issued: DirectiveIssued, due: DueRecord, task: TaskRecord, now: datetime, zone: ZoneInfo
) -> int:
    """How often a task is owed by a rule: those occurrences that are not over before it is, nor due
    after the expiry; none are declared.
    """
    if due.kind is DueKind.AFTER_OCCURRENCE:
        return 0
    if due.kind is not DueKind.RECURRING:
        return int(is_ever_owed(due, task.owed_from))
    last = issued.expiry.expires_at if issued.expiry else None
    return sum(
        not is_over(each, now, task.owed_from, zone) and (last is None or each.due_at <= last)
        for each in due.occurrences
    )


def _remarks(organisation: Organisation, issued: DirectiveIssued) -> Iterator[Refusal]:
    """Units that a task charges and the directive does not address."""
    for index, task in enumerate(issued.tasks):
        beside = list(_beside(organisation, issued, task))
        if beside:
            more = f" and {len(beside) - 1} more" if len(beside) > 1 else ""
            reason = f"{beside[0].name}{more}: charged by this task, not addressed."
            yield ChargedButNotAddressed(reason, "tasks", index)


def _beside(
    organisation: Organisation, issued: DirectiveIssued, task: TaskRecord
) -> Iterator[Unit]:
    own = [audience for audience in (task.audience, task.coordinating) if audience]
    for atom in (atom for audience in own for atom in audience.atoms):
        if _is_addressed(organisation, issued.audience, atom):
            continue
        for unit in islice(members(organisation, Audience((), (atom,), ())), SCANNED):
            if not covers(organisation, issued.audience, unit.unit_id):
                yield unit
    listed = (unit_id for audience in own for unit_id in audience.unit_ids)
    for unit_id in (*task.named_ids, *listed):
        if not covers(organisation, issued.audience, unit_id):
            yield organisation.units[unit_id]


def _is_addressed(organisation: Organisation, audience: Audience, atom: Atom) -> bool:
    scopes = (atom.scope_id, *organisation.ancestors(atom.scope_id))
    return any(
        Atom(scope_id=scope, level=atom.level, kind=atom.kind) in audience.atoms for scope in scopes
    )
