"""What a directive asks of a unit: its own tasks, and those that the engine adds.

The engine adds *passing on* to a directive that goes down level by level, and what standing
policies ask. Added tasks carry the ids that are worked out from their directive and key.
"""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cascade.directive.events import WindowDated
from cascade.directive.records import DueRecord, QuotaRecord, TaskRecord
from cascade.identifiers import task_id
from cascade.policy.events import PolicySet
from cascade.terms import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    ObligationRole,
    Origin,
    TaskKind,
)
from tests.oracle.days import end_of_day, local_day, working_days_after
from tests.oracle.directives import Directive
from tests.oracle.history import History, remembered
from tests.oracle.reaches import Hop, reach
from tests.oracle.trees import tree_at


@dataclass(frozen=True, eq=False)
class Charge:
    """One task as one unit owes it. ``sharers``: all whose quantities count towards the quota."""

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
    record: TaskRecord | None = None


@remembered
def charges(
    history: History, position: int, directive: Directive, unit_id: UUID
) -> tuple[Charge, ...]:
    """All that a unit owes of a directive, as far as the directive has reached it."""
    hop = reach(history, position, directive, unit_id)
    if hop is None:
        return ()
    own = [_own(directive, task, unit_id, hop) for task in directive.event.tasks]
    added = [
        _passing_on(directive, unit_id, hop),
        _policy_acknowledge(history, directive, unit_id, hop),
        _policy_passing_on(history, directive, unit_id, hop),
    ]
    return tuple(charge for charge in own + added if charge is not None)


def _own(directive: Directive, task: TaskRecord, unit_id: UUID, hop: Hop) -> Charge | None:
    role = directive.role(task, unit_id)
    if role is None:
        return None
    quota = task.quota
    sharers: tuple[UUID, ...] = (unit_id,)
    if quota is not None and task.lead_id is not None:
        if role is ObligationRole.RESPONSIBLE:
            quota = None
        else:
            sharers = (task.lead_id, *task.coordinating_ids)
    return Charge(
        directive,
        task.task_id,
        task.key,
        task.kind,
        Origin.DOCUMENT,
        unit_id,
        role,
        task.due,
        hop,
        quota,
        sharers,
        record=task,
    )


def _has_others_under_it(directive: Directive, unit_id: UUID) -> bool:
    return any(directive.tree.under(other, unit_id) for other in directive.concerned)


def _passing_on(directive: Directive, unit_id: UUID, hop: Hop) -> Charge | None:
    way = directive.event.level_by_level
    if way is None or not _has_others_under_it(directive, unit_id):
        return None
    return _added(
        directive, PASS_ON_KEY, Origin.DOCUMENT, unit_id, hop, way.working_days_to_pass_on
    )


def _policy_acknowledge(
    history: History, directive: Directive, unit_id: UUID, hop: Hop
) -> Charge | None:
    days = _policy_days(history, directive, unit_id, hop, "acknowledge_within_working_days")
    if days is None:
        return None
    return _added(directive, POLICY_ACKNOWLEDGE_KEY, Origin.POLICY, unit_id, hop, days)


def _policy_passing_on(
    history: History, directive: Directive, unit_id: UUID, hop: Hop
) -> Charge | None:
    if directive.event.level_by_level is not None or not _has_others_under_it(directive, unit_id):
        return None
    days = _policy_days(history, directive, unit_id, hop, "pass_on_within_working_days")
    if days is None:
        return None
    return _added(directive, POLICY_PASS_ON_KEY, Origin.POLICY, unit_id, hop, days)


def _added(
    directive: Directive, key: str, origin: Origin, unit_id: UUID, hop: Hop, days: int | None
) -> Charge:
    return Charge(
        directive,
        task_id(directive.directive_id, key),
        key,
        TaskKind.ACKNOWLEDGE if key == POLICY_ACKNOWLEDGE_KEY else TaskKind.PASS_ON,
        origin,
        unit_id,
        ObligationRole.RESPONSIBLE,
        DueRecord(DueKind.ABSENT if days is None else DueKind.RELATIVE),
        hop,
        sharers=(unit_id,),
        working_days=days,
    )


def _policy_days(
    history: History, directive: Directive, unit_id: UUID, hop: Hop, kind: str
) -> int | None:
    """What the nearest policy of a kind asks of a reach: of those recorded before it, the last of
    each unit and key; of those that apply, the nearest above; at one unit the one set last.
    """
    standing: dict[tuple[UUID, str], PolicySet] = {}
    for _, event in history.of(PolicySet, hop.position - 1):
        standing.pop((event.unit_id, event.key), None)
        standing[event.unit_id, event.key] = event
    last_first = list(reversed(standing.values()))
    received_on = local_day(history, hop.at)
    for superior in (unit_id, *tree_at(history, hop.position).above(unit_id)):
        for policy in last_first:
            days: int | None = getattr(policy, kind)
            if (
                policy.unit_id == superior
                and days is not None
                and policy.valid_from <= received_on
                and (not policy.types or directive.event.type in policy.types)
            ):
                return days
    return None


def base_due(history: History, position: int, charge: Charge) -> datetime | None:
    """When it falls due by the document or the policy, as far as was known at a position."""
    rule = charge.due
    match rule.kind:
        case DueKind.ABSENT | DueKind.CONTINUOUS | DueKind.ON_OCCURRENCE:
            return None
        case DueKind.AT_INSTANT:
            return rule.due_at
        case DueKind.WINDOW:
            return _end_of_window(history, position, charge)
        case DueKind.RELATIVE:
            return end_of_day(history, _relative_day(history, charge))
        case _:
            assert rule.due_on is not None
            return end_of_day(history, rule.due_on)


def _relative_day(history: History, charge: Charge) -> date:
    """So many working days after the reach, or, by the rule's own words, after the issue."""
    reached = charge.reached
    if charge.working_days is not None:
        received_on = local_day(history, reached.at)
        return working_days_after(history, reached.position, received_on, charge.working_days)
    assert charge.due.rule is not None
    count, *words = charge.due.rule.split()
    assert words == ["working", "days", "after", "issue"]
    issue = charge.directive
    return working_days_after(history, issue.position, issue.event.issued_on, int(count))


def _end_of_window(history: History, position: int, charge: Charge) -> datetime | None:
    ends = [w.to_day for w in charge.directive.event.windows if w.key == charge.due.window]
    for _, dated in history.of(WindowDated, position):
        if (dated.originator_id, dated.key) == (charge.directive.directive_id, charge.due.window):
            ends.append(dated.to_day)
    return end_of_day(history, ends[-1]) if ends and ends[-1] else None
