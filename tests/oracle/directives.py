"""Directives: what each asks after any position, whether it is in force, which implement which."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from cascade.directive.due_changes import OpenedPeriods
from cascade.directive.events import (
    CitationDeclined,
    CitationProposed,
    CitationResolved,
    DirectiveAmended,
    DirectiveIssued,
    DirectiveRecorded,
    DirectiveRevoked,
    DirectiveSuperseded,
    PeriodsOpened,
)
from cascade.directive.records import (
    DueRecord,
    TaskRecord,
)
from cascade.enums import CitationRelation, Classification, DirectiveStatus
from cascade.events import Event
from tests.oracle.days import end_of_day
from tests.oracle.history import History, remembered, remembered_since_last_turn
from tests.oracle.trees import tree_at


@dataclass(frozen=True, eq=False)
class Directive:
    """A directive that was issued here."""

    position: int
    event: DirectiveIssued

    @property
    def directive_id(self) -> UUID:
        return self.event.originator_id

    @property
    def effective_on(self) -> date:
        """The day from which it is in force."""
        return self.event.effective_on or self.event.issued_on

    @property
    def asked_from(self) -> date:
        """The first day on which anything can be due."""
        return max(self.event.issued_on, self.effective_on)

    @property
    def is_step_by_step(self) -> bool:
        return self.event.level_by_level is not None

    @property
    def issuer_ids(self) -> tuple[UUID, ...]:
        return (self.event.issuer_id, *self.event.joint_issuer_ids)


@dataclass(frozen=True, eq=False)
class Task:
    """A task as it reads by now. ``since``: the position of the issue or of the amendment that
    added it; ``fixed_at``: of the event that fixed its due rule as it is now.
    """

    record: TaskRecord
    since: int
    fixed_at: int
    withdrawn_at: int | None = None


@remembered
def issued(history: History, position: int) -> dict[UUID, Directive]:
    """The directives issued up to a position."""
    found = history.of(DirectiveIssued, position)
    return {event.originator_id: _issued_at(history, at) for at, event in found}


@remembered
def _issued_at(history: History, position: int) -> Directive:
    event = history.facts[position - 1].event
    assert isinstance(event, DirectiveIssued)
    return Directive(position, event)


@remembered
def own_events(history: History, position: int, directive_id: UUID) -> list[tuple[int, Event]]:
    """What happened to a directive itself up to a position, its issue first."""
    return [
        (fact.position, fact.event)
        for fact in history.until(position)
        if fact.event.originator_id == directive_id
    ]


def amendments(
    history: History, position: int, directive: Directive
) -> list[tuple[int, DirectiveAmended]]:
    """The amendments of a directive up to a position, the first one first."""
    events = own_events(history, position, directive.directive_id)
    return [(at, event) for at, event in events if isinstance(event, DirectiveAmended)]


@remembered_since_last_turn
def tasks(history: History, position: int, directive: Directive) -> tuple[Task, ...]:
    """Its tasks as they read after a position, withdrawn ones included."""
    start = directive.position
    found = {task.task_id: Task(task, start, start) for task in directive.event.tasks}
    for at, event in own_events(history, position, directive.directive_id):
        if isinstance(event, DirectiveAmended):
            _amend(found, at, event)
        elif isinstance(event, PeriodsOpened):
            _open(found, event)
    return tuple(found.values())


def _amend(found: dict[UUID, Task], at: int, amended: DirectiveAmended) -> None:
    found |= {task.task_id: Task(task, at, at) for task in amended.added_tasks}
    for record in amended.changed_tasks:
        task = found[record.task_id]
        as_before = _rules(record) == _rules(task.record)
        fixed_at = task.fixed_at if as_before else at
        found[record.task_id] = replace(task, record=record, fixed_at=fixed_at)
    for task_id in amended.withdrawn_task_ids:
        found[task_id] = replace(found[task_id], withdrawn_at=at)


def _open(found: dict[UUID, Task], opened: PeriodsOpened) -> None:
    """Of a rule without an end, the periods that time has brought, as they were told."""
    for each in opened.periods:
        task = found[each.task_id]
        record = task.record
        if each.level is None:
            record = replace(record, due=_further(record.due, each))
        dues = [
            replace(rule, due=_further(rule.due, each)) if rule.level == each.level else rule
            for rule in record.level_dues
        ]
        found[each.task_id] = replace(task, record=replace(record, level_dues=tuple(dues)))


def _further(due: DueRecord, opened: OpenedPeriods) -> DueRecord:
    return replace(due, occurrences=(*due.occurrences, *opened.occurrences))


def _rules(record: TaskRecord) -> dict[str | None, DueRecord]:
    """When it is due, by its own rule and by those of levels, however they are worded."""
    rules: dict[str | None, DueRecord] = {None: record.due}
    rules |= {each.level: each.due for each in record.level_dues}
    return {level: replace(due, stated=None) for level, due in rules.items()}


def status(history: History, position: int, directive_id: UUID) -> DirectiveStatus:
    """Of a directive that was issued or recorded by then."""
    result = DirectiveStatus.IN_FORCE
    for _, event in own_events(history, position, directive_id):
        if isinstance(event, DirectiveSuperseded):
            result = DirectiveStatus.SUPERSEDED
        elif isinstance(event, DirectiveRevoked):
            result = DirectiveStatus.REVOKED
    return result


def is_in_force(history: History, position: int, directive_id: UUID) -> bool:
    return status(history, position, directive_id) is DirectiveStatus.IN_FORCE


def expires_on(history: History, position: int, directive: Directive) -> date | None:
    """Its last day, as the issue or the last amendment that names one has it; null: none."""
    last = directive.event.expiry
    for _, amended in amendments(history, position, directive):
        last = amended.expiry or last
    return last.expires_on if last else None


def is_over(history: History, position: int, directive: Directive, instant: datetime) -> bool:
    """Whether its last day, as known at a position, is over at an instant."""
    last = expires_on(history, position, directive)
    return last is not None and instant > end_of_day(history, last)


@remembered_since_last_turn
def is_unit_withdrawn(history: History, position: int, directive: Directive, unit_id: UUID) -> bool:
    """Whether the last amendment that names a unit, or who bears for it, withdrew it."""
    result = False
    for at, amended in amendments(history, position, directive):
        tree = tree_at(history, at)
        bearer_id = tree.bearer(unit_id, directive.directive_id)
        if tree.covers(amended.added, unit_id):
            result = False
        elif tree.covers(amended.withdrawn, unit_id) or tree.covers(amended.withdrawn, bearer_id):
            result = True
    return result


@remembered
def recorded(history: History, position: int) -> dict[UUID, DirectiveRecorded]:
    """The documents that are only known here."""
    return {e.originator_id: e for _, e in history.of(DirectiveRecorded, position)}


def classification(history: History, position: int, directive_id: UUID) -> Classification:
    known = recorded(history, position)
    if directive_id in known:
        return known[directive_id].classification
    return issued(history, position)[directive_id].event.classification


# ---- citations


@remembered_since_last_turn
def targets(
    history: History, position: int, directive: Directive
) -> dict[UUID, tuple[CitationRelation, UUID | None]]:
    """By citation, how it uses what it cites, and the document that it was matched to by then."""
    found = {c.citation_id: (c.relation, c.target_id) for c in directive.event.citations}
    for _, event in own_events(history, position, directive.directive_id):
        if isinstance(event, CitationResolved):
            found[event.citation_id] = (event.relation, event.target_id)
    return found


def proposals(history: History, position: int, directive: Directive) -> dict[UUID, UUID]:
    """By citation, the document that arrived and waits to be confirmed: no target of anything."""
    found: dict[UUID, UUID] = {}
    for _, event in own_events(history, position, directive.directive_id):
        match event:
            case CitationProposed():
                found[event.citation_id] = event.target_id
            case CitationDeclined() | CitationResolved():
                found.pop(event.citation_id, None)
    return found


def cited_ids(history: History, position: int, directive: Directive) -> set[UUID]:
    return {target for _, target in targets(history, position, directive).values() if target}


def implemented_ids(history: History, position: int, directive: Directive) -> set[UUID]:
    return {
        target_id
        for relation, target_id in targets(history, position, directive).values()
        if relation is CitationRelation.IMPLEMENTS and target_id
    }


@remembered
def upper_ids(history: History, position: int, directive_id: UUID) -> set[UUID]:
    """What a directive implements, directly or through others."""
    found: set[UUID] = set()
    pending = [directive_id]
    while pending:
        directive = issued(history, position).get(pending.pop())
        if directive is not None:
            new = implemented_ids(history, position, directive) - found
            found |= new
            pending += new
    return found


def implementing(history: History, position: int, directive_id: UUID) -> Iterator[Directive]:
    """Every directive that implements another, directly or through others."""
    for directive in issued(history, position).values():
        if directive_id in upper_ids(history, position, directive.directive_id):
            yield directive
