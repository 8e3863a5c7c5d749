"""What a directive asks of a unit: its own tasks, and those that the engine adds.

The engine adds *passing on* to a directive that goes down level by level, and what standing
policies ask. Added tasks carry the ids that are worked out from their directive and key.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from uuid import UUID

from cascade.directive.records import DueRecord, OccurrenceRecord, QuotaRecord, TaskRecord
from cascade.enums import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_ENTER_KEY,
    POLICY_FINAL_REPORT_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    ObligationRole,
    Origin,
    TaskKind,
)
from cascade.execution.events import DirectiveEntered, OccurrenceDeclared, OccurrenceWithdrawn
from cascade.identifiers import task_id
from cascade.policy.events import PolicySet
from tests.oracle.days import local_day
from tests.oracle.directives import Directive, Task, tasks
from tests.oracle.history import History, remembered_since_last_turn
from tests.oracle.members import charged, coverages, gathering
from tests.oracle.reaches import Hop, HopKind, first_reach, reach_of_task
from tests.oracle.trees import level_of, tree_at


@dataclass(frozen=True)
class Declared:
    """An occurrence that a unit declared, known by a day that stands for its number."""

    day: date
    position: int
    event: OccurrenceDeclared
    withdrawn_at: int | None = None


@dataclass(frozen=True, eq=False)
class Charge:
    """One task, or one occurrence of it, as one unit owes it after a position.

    ``sharers``: the lead and its coordinating units, who would share a quota; else the unit alone.
    ``working_days`` count from the reach where the engine added the task. ``level``: whose rule
    counts, where it is not the task's.
    """

    directive: Directive
    task_id: UUID
    key: str
    kind: TaskKind
    origin: Origin
    unit_id: UUID
    role: ObligationRole
    due: DueRecord
    reached: Hop
    quota: QuotaRecord | None = None
    sharers: tuple[UUID, ...] = ()
    working_days: int | None = None
    task: Task | None = None
    occurrence: OccurrenceRecord | None = None
    setter_id: UUID | None = None
    level: str | None = None
    declared: Declared | None = None

    @property
    def day(self) -> date | None:
        """The original day of the occurrence, or what a declared one is known by."""
        if self.declared is not None:
            return self.declared.day
        return self.occurrence.day if self.occurrence else None

    @property
    def record(self) -> TaskRecord | None:
        return self.task.record if self.task else None


@remembered_since_last_turn
def charges(
    history: History, position: int, directive: Directive, unit_id: UUID
) -> tuple[Charge, ...]:
    """All that a unit owes of a directive, as far as the directive has reached it."""
    found: list[Charge] = []
    for task in tasks(history, position, directive):
        if unit_id in charged(history, position, directive, task):
            found += _own(history, position, directive, task, unit_id)
        elif unit_id in gathering(history, position, directive, task):
            found += _gathered(history, position, directive, task, unit_id)
    hop = first_reach(history, position, directive, unit_id)
    if hop is not None:
        found += _added(history, position, directive, unit_id, hop)
    if entry := entered(history, position, directive):
        found += [entry] if entry.unit_id == unit_id else []
    return tuple(found)


def entered(history: History, position: int, directive: Directive) -> Charge | None:
    """What a policy asks of who issued it: to have entered it soon after its date."""
    for at, event in history.of(DirectiveEntered, position):
        if event.directive_id == directive.directive_id:
            issued = directive.event
            hop = Hop(
                issued.issuer_id, HopKind.ADDRESSED, issued.issuer_id, at, history.recorded_at(at)
            )
            field, kind = "enter_within_working_days", TaskKind.ENTER
            policy = policy_of(
                history, directive, issued.issuer_id, hop, field, asked_on=issued.issued_on
            )
            assert policy is not None
            days = getattr(policy, field)
            charge = _extra(directive, POLICY_ENTER_KEY, kind, issued.issuer_id, hop, days)
            return replace(charge, origin=Origin.POLICY, setter_id=policy.unit_id)
    return None


def _own(
    history: History, position: int, directive: Directive, task: Task, unit_id: UUID
) -> Iterator[Charge]:
    hop = reach_of_task(history, position, directive, task, unit_id)
    if hop is None:
        return
    record, everyone = task.record, charged(history, position, directive, task)
    role, quota, responsible = everyone[unit_id].role, record.quota, ObligationRole.RESPONSIBLE
    sharers: tuple[UUID, ...] = (unit_id,)
    is_beside = record.lead_id is not None and role is responsible
    if is_beside or (quota is not None and asked_of(history, quota, unit_id) is None):
        quota = None
    if record.lead_id is not None and role is not responsible:
        sharers = tuple(u for u, each in everyone.items() if each.role is not responsible)
    charge = _worded(history, directive, task, unit_id, role, hop)
    yield from _each_time(history, position, replace(charge, quota=quota, sharers=sharers))


def _gathered(
    history: History, position: int, directive: Directive, task: Task, unit_id: UUID
) -> Iterator[Charge]:
    """It is reached by what charges those below."""
    since = gathering(history, position, directive, task)[unit_id]
    kind, issuer_id = HopKind.ADDRESSED, directive.event.issuer_id
    hop = Hop(unit_id, kind, issuer_id, since, history.recorded_at(since))
    charge = _worded(history, directive, task, unit_id, ObligationRole.GATHERING, hop)
    yield from _each_time(history, position, charge)


def _worded(
    history: History,
    directive: Directive,
    task: Task,
    unit_id: UUID,
    role: ObligationRole,
    hop: Hop,
) -> Charge:
    """What the document itself asks of a unit, shared with nobody."""
    record = task.record
    level, due = _rule(history, record, unit_id)
    return Charge(
        directive,
        record.task_id,
        record.key,
        record.kind,
        Origin.DOCUMENT,
        unit_id,
        role,
        due,
        hop,
        sharers=(unit_id,),
        task=task,
        level=level,
    )


def _each_time(history: History, position: int, charge: Charge) -> Iterator[Charge]:
    """Once, on each occurrence that its unit declared, or in each that was not over when it was
    reached; what its issuer has owed from a day on, by that day.
    """
    assert charge.task is not None
    due, since, hop = charge.due, charge.task.record.owed_from, charge.reached
    if due.kind is DueKind.AFTER_OCCURRENCE:
        for declared in _declared(history, position, charge.task_id, charge.unit_id):
            yield replace(charge, declared=declared)
    elif due.kind is not DueKind.RECURRING and not _due_before_it_is_owed(due, since):
        yield charge
    brought_it = hop.position == charge.task.since
    for occurrence in due.occurrences:
        if since and brought_it:
            if local_day(history, occurrence.due_at) >= since:
                yield replace(charge, occurrence=occurrence)
        elif occurrence.due_at >= hop.at:
            yield replace(charge, occurrence=occurrence)


def asked_of(history: History, quota: QuotaRecord, unit_id: UUID) -> Decimal | None:
    """A unit's own figure, its level's, or the task's; null: there is none for it."""
    figures = [row.amount for row in quota.by_unit if row.unit_id == unit_id]
    level = level_of(history, unit_id)
    figures += [row.amount for row in quota.by_level if row.level == level]
    figures += [Decimal(f) for f in (quota.minimum, quota.amount) if f is not None]
    return figures[0] if figures else None


def _due_before_it_is_owed(due: DueRecord, since: date | None) -> bool:
    """Whether its issuer has nobody owe it; a window's end may still be moved."""
    return bool(since and due.due_on and due.due_on < since and due.kind is not DueKind.WINDOW)


def _declared(history: History, position: int, task_id: UUID, unit_id: UUID) -> Iterator[Declared]:
    """What a unit declared of a task, withdrawn ones included."""
    withdrawn = {
        event.occurrence: at
        for at, event in history.of(OccurrenceWithdrawn, position)
        if (event.task_id, event.unit_id) == (task_id, unit_id)
    }
    for at, event in history.of(OccurrenceDeclared, position):
        if (event.task_id, event.unit_id) == (task_id, unit_id) and event.occurrence:
            yield Declared(event.occurrence, at, event, withdrawn.get(event.occurrence))


def _rule(history: History, record: TaskRecord, unit_id: UUID) -> tuple[str | None, DueRecord]:
    """By what a unit owes it: the rule of its level, or the task's own."""
    level = level_of(history, unit_id)
    for rule in record.level_dues:
        if rule.level == level:
            return level, rule.due
    return None, record.due


def _added(
    history: History, position: int, directive: Directive, unit_id: UUID, hop: Hop
) -> Iterator[Charge]:
    others_since = _others_under_since(history, position, directive, unit_id)
    later = hop
    if others_since is not None and others_since > hop.position:
        later = replace(hop, position=others_since, at=history.recorded_at(others_since))
    way = directive.event.level_by_level
    if way is not None and others_since is not None:
        days = way.working_days_to_pass_on
        yield _extra(directive, PASS_ON_KEY, TaskKind.PASS_ON, unit_id, later, days)
    asked = {
        POLICY_ACKNOWLEDGE_KEY: (TaskKind.ACKNOWLEDGE, "acknowledge_within_working_days"),
        POLICY_FINAL_REPORT_KEY: (TaskKind.REPORT, "final_report_within_working_days"),
    }
    if way is None and others_since is not None and unit_id != directive.event.issuer_id:
        asked[POLICY_PASS_ON_KEY] = (TaskKind.PASS_ON, "pass_on_within_working_days")
    for key, (kind, field) in asked.items():
        reached = later if kind is TaskKind.PASS_ON else hop
        policy = policy_of(history, directive, unit_id, reached, field)
        if policy is not None:
            days = getattr(policy, field)
            charge = _extra(directive, key, kind, unit_id, reached, days)
            yield replace(charge, origin=Origin.POLICY, setter_id=policy.unit_id)


def _others_under_since(
    history: History, position: int, directive: Directive, unit_id: UUID
) -> int | None:
    """Since when others that the directive addresses or charges stand under a unit, each in the
    tree that brought it in; null: none do.
    """
    for coverage in coverages(history, position, directive):
        is_member = unit_id in coverage.tree.units
        if is_member and any(coverage.tree.under(other, unit_id) for other in coverage.members):
            return coverage.position
    return None


def _extra(
    directive: Directive, key: str, kind: TaskKind, unit_id: UUID, hop: Hop, days: int | None
) -> Charge:
    return Charge(
        directive,
        task_id(directive.directive_id, key),
        key,
        kind,
        Origin.DOCUMENT,
        unit_id,
        ObligationRole.RESPONSIBLE,
        DueRecord(kind=DueKind.ABSENT if days is None else DueKind.RELATIVE),
        hop,
        sharers=(unit_id,),
        working_days=days,
    )


def policy_of(
    history: History,
    directive: Directive,
    unit_id: UUID,
    hop: Hop,
    field: str,
    asked_on: date | None = None,
) -> PolicySet | None:
    """The nearest policy of a kind for a reach: of those recorded before it, the last of each unit
    and key; of those that apply, the nearest above; at one unit one that names the directive's
    urgency, and of several the one set last. ``asked_on``: the day that it is valid on, where it
    is not that of the reach.
    """
    standing: dict[tuple[UUID, str], PolicySet] = {}
    for _, event in history.of(PolicySet, hop.position - 1):
        standing.pop((event.unit_id, event.key), None)
        standing[event.unit_id, event.key] = event
    received_on = asked_on or local_day(history, hop.at)
    tree = tree_at(history, hop.position)
    bearer_id = tree.bearer(unit_id, directive.directive_id)
    for superior in (bearer_id, *tree.above(bearer_id)):
        applying = [
            policy
            for policy in reversed(standing.values())
            if policy.unit_id == superior
            and getattr(policy, field) is not None
            and policy.valid_from <= received_on
            and (not policy.types or directive.event.type in policy.types)
            and (not policy.urgencies or directive.event.urgency in policy.urgencies)
        ]
        for its_urgency in (True, False):
            for policy in applying:
                if bool(policy.urgencies) is its_urgency:
                    return policy
    return None
