"""What a unit owes by one task: derived from directive, tree and reach, never stored."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from uuid import UUID

from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day, start_of_day
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import QuotaRecord, TaskRecord
from cascade.directive.rules.late_entry import is_ever_owed
from cascade.directive.rules.superiors import superior_of
from cascade.directive.state import Directive
from cascade.enums import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_ENTER_KEY,
    POLICY_FINAL_REPORT_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    ObligationRole,
    TaskKind,
)
from cascade.execution.rules.dues import Dues
from cascade.execution.rules.occurring import due_after, owed_since, period_of
from cascade.execution.rules.owing import Obligation
from cascade.execution.rules.reach import Reach, Reaching
from cascade.execution.rules.reported_once import asked_before
from cascade.execution.rules.sharing import has_part, is_shared_with_group, sharers_of
from cascade.execution.shared_quotas import SharedQuota
from cascade.execution.state import Execution, OccurrenceKey, is_by
from cascade.identifiers import task_id
from cascade.organisation.state import Organisation
from cascade.policy.state import Policies

POLICY_TASKS = {
    POLICY_ACKNOWLEDGE_KEY: (TaskKind.ACKNOWLEDGE, "acknowledge_within_working_days"),
    POLICY_PASS_ON_KEY: (TaskKind.PASS_ON, "pass_on_within_working_days"),
    POLICY_FINAL_REPORT_KEY: (TaskKind.REPORT, "final_report_within_working_days"),
}
"""By its key, the kind of a task that a policy adds, and the policy's field of its days."""


class ObligationFinder:
    """Finds what units owe by one directive that was issued here.

    ``executions`` are those of the units, of their ``possible_relayers`` and of their sharers,
    ``shared_quotas`` what was accepted towards those that groups share.
    """

    def __init__(
        self,
        organisation: Organisation,
        calendar: Calendar,
        directive: Directive,
        policies: Mapping[UUID, Policies],
        executions: Mapping[UUID, Execution],
        shared_quotas: Mapping[OccurrenceKey, SharedQuota] = MappingProxyType({}),
    ) -> None:
        self.organisation = organisation
        self.calendar = calendar
        self.shared_quotas = shared_quotas
        self.directive = directive
        self.policies = policies
        self.executions = executions
        self.reaching = Reaching(organisation, directive, executions)
        self.dues = Dues(organisation, calendar, self.reaching, executions)

    def find(
        self, unit_id: UUID, wanted: UUID, occurrence: date | None = None
    ) -> Obligation | None:
        """The obligation of a unit by a task id; null where nothing is owed by it."""
        issued = self.directive.issued
        if issued is None or unit_id not in self.organisation.units:
            return None
        if task := self.directive.tasks.get(wanted):
            return self._by_document(issued, task, unit_id, occurrence)
        if occurrence is not None:
            return None
        if wanted == task_id(issued.originator_id, POLICY_ENTER_KEY):
            return self._to_enter(issued, unit_id, wanted)
        reach = self._reach(unit_id)
        if reach is None:
            return None
        if wanted == task_id(issued.originator_id, PASS_ON_KEY):
            return self._to_pass_on(issued, unit_id, reach)
        return self._by_policy(issued, unit_id, wanted, reach)

    def find_charge(self, unit_id: UUID, wanted: UUID) -> Obligation | None:
        """What a unit is charged with by a task that asks nothing until something occurs."""
        issued, task = self.directive.issued, self.directive.tasks.get(wanted)
        if issued is None or task is None or unit_id not in self.organisation.units:
            return None
        return self._charged(issued, task, unit_id)

    def is_withdrawn(self, owed: Obligation, until: int | None = None) -> bool:
        """Whether nothing is asked of it any more that was not fulfilled, now or at a position."""
        if self._is_out(owed, until):
            return True
        return owed.occurrence is not None and self._is_owed_by_another(owed, until)

    def _is_owed_by_another(self, owed: Obligation, until: int | None) -> bool:
        """Whether it is owed once, for another whose part the same unit bears."""
        issued, occurrence = self.directive.issued, owed.occurrence
        assert issued is not None
        assert occurrence is not None
        others = asked_before(
            self.organisation, issued.originator_id, owed.unit_id, occurrence.starts_on, until
        )
        found = (self.find(other_id, owed.task_id, occurrence.day) for other_id in others)
        return any(
            other is not None
            and not self._is_out(other, until)
            and (until is None or self.reach_by(other, until) is not None)
            for other in found
        )

    def _is_out(self, owed: Obligation, until: int | None) -> bool:
        """Whether it, its unit or the whole directive is out, or no reach of it stands."""
        directive, membership = self.directive, self.reaching.membership
        if is_by(directive.ended_at, until):
            return True
        if is_by(directive.tasks_withdrawn.get(owed.task_id), until):
            return True
        if is_by(membership.withdrawn_at(owed.unit_id, until), until):
            return True
        if owed.declared is not None and is_by(owed.declared.withdrawn_at, until):
            return True
        return owed.is_recalled if until is None else self.reach_by(owed, until) is None

    def has_expired(self, owed: Obligation, now: datetime) -> bool:
        """Whether the directive's last day is over, or lies before the occurrence is due."""
        return self.directive.expiries.is_over(now) or self.is_beyond_expiry(owed)

    def is_beyond_expiry(self, owed: Obligation, until: int | None = None) -> bool:
        """Whether an occurrence is due after the directive's last day, as known at a position."""
        expiry, due_at = self.directive.expiries.at(until), owed.occurrence_due_at
        return expiry is not None and due_at is not None and due_at > expiry.expires_at

    def reach_by(self, owed: Obligation, until: int) -> Reach | None:
        """How the unit was reached for this obligation at a position; null: it was not."""
        task = self.directive.tasks.get(owed.task_id)
        if owed.kind is TaskKind.ENTER:
            return owed.reach if owed.reach.position <= until else None
        if task is None:
            return self.reaching.of_anything(owed.unit_id, until)
        charge = self.reaching.membership.charge(task, owed.unit_id)
        if charge is not None and charge.position <= until:
            return self.reaching.of_task(task, owed.unit_id, until)
        gathering = self._gathering(task, owed.unit_id)
        return gathering if gathering is not None and gathering.position <= until else None

    def was_there(self, owed: Obligation, until: int) -> bool:
        """Whether the task had the occurrence by a position, by the rule that counts."""
        if owed.declared is not None:
            return is_by(owed.declared.position, until)
        task = self.directive.tasks.get(owed.task_id)
        if task is None or owed.occurrence is None:
            return True
        level = task.level_of_due(self.dues.level(owed.unit_id))
        return is_by(self.directive.opened.get((task.task_id, level, owed.occurrence.day)), until)

    def execution(self, unit_id: UUID) -> Execution:
        return self.executions.get(unit_id) or Execution()

    def shared_quota(self, key: OccurrenceKey) -> SharedQuota:
        return self.shared_quotas.get(key) or SharedQuota()

    # ---- by the document

    def _by_document(
        self, issued: DirectiveIssued, task: TaskRecord, unit_id: UUID, day: date | None
    ) -> Obligation | None:
        owed = self._charged(issued, task, unit_id)
        if owed is None:
            return None
        match self.dues.rule(task, unit_id).kind:
            case DueKind.RECURRING:
                return self._in_period(owed, task, day)
            case DueKind.AFTER_OCCURRENCE:
                return self._on_declared(owed, task, day)
        if day is not None:
            return None
        return replace(owed, due_at=self.dues.due_of(owed, task, None))

    def _in_period(self, owed: Obligation, task: TaskRecord, day: date | None) -> Obligation | None:
        occurrence = period_of(self.dues.rule(task, owed.unit_id), day)
        since = owed_since(self.directive, task, owed.reach, self.organisation.zone)
        if occurrence is None or occurrence.due_at < since:
            return None
        begins = start_of_day(occurrence.starts_on, self.organisation.zone)
        return replace(
            owed,
            due_at=self.dues.due_of(owed, task, day),
            opens_at=max(owed.opens_at, begins),
            occurrence=occurrence,
            occurrence_due_at=occurrence.due_at,
        )

    def _on_declared(
        self, owed: Obligation, task: TaskRecord, day: date | None
    ) -> Obligation | None:
        occurrences = self.execution(owed.unit_id).occurrences_of(task.task_id)
        declared = occurrences.get(day) if day else None
        if declared is None:
            return None
        position = max(declared.position, self.directive.recounted.get(task.task_id, 0))
        zone = self.organisation.zone
        due_at = due_after(task.due, declared.occurred_at, self.calendar, zone, position)
        return replace(
            owed,
            declared=declared,
            due_at=due_at,
            occurrence_due_at=due_at,
            opens_at=max(owed.opens_at, declared.recorded_at),
        )

    def _charged(
        self, issued: DirectiveIssued, task: TaskRecord, unit_id: UUID
    ) -> Obligation | None:
        """The task as it is asked of a unit, whenever it is due."""
        charge = self.reaching.membership.charge(task, unit_id)
        if charge is None:
            role, reach = ObligationRole.GATHERING, self._gathering(task, unit_id)
            standing = reach
        else:
            role, reach = charge.role, self.reaching.of_task(task, unit_id)
            standing = reach or self.reaching.once(unit_id)
        if standing is None:
            return None
        rule = self.dues.rule(task, unit_id)
        if not is_ever_owed(rule, task.owed_from):
            return None
        takes_part = has_part(task, role)
        bearer_id = self.organisation.bearer(unit_id, issued.originator_id)
        return Obligation(
            unit_id=unit_id,
            bearer_id=bearer_id,
            task_id=task.task_id,
            kind=task.kind,
            role=role,
            reach=standing,
            charged_at=charge.position if charge else standing.position,
            due_at=None,
            judge_ids=self._judges(task, bearer_id),
            opens_at=self._opens_at(issued, standing),
            is_recalled=reach is None,
            needs_acceptance=task.needs_acceptance,
            on_occurrence=rule.kind is DueKind.ON_OCCURRENCE,
            indicators=task.indicators,
            target=self._figure(task.quota, unit_id) if takes_part else None,
            sharers=sharers_of(self.directive, task) if takes_part else (),
            shares_with_group=takes_part and is_shared_with_group(task),
        )

    def is_met(self, owed: Obligation, position: int, accepted: Decimal) -> bool:
        """Whether so much is what was asked of it at a position, where it has a target now."""
        quota = self.directive.quota(owed.task_id, position)
        figure = self._figure(quota, owed.unit_id)
        return quota is None or figure is None or quota.direction.is_met(figure, accepted)

    def _figure(self, quota: QuotaRecord | None, unit_id: UUID) -> Decimal | None:
        return None if quota is None else quota.figure_of(unit_id, self.dues.level(unit_id))

    def _opens_at(self, issued: DirectiveIssued, reach: Reach) -> datetime:
        """With the reach, once the directive is in force."""
        opening, zone = issued.effective_on, self.organisation.zone
        return max(reach.recorded_at, start_of_day(opening, zone)) if opening else reach.recorded_at

    def _gathering(self, task: TaskRecord, unit_id: UUID) -> Reach | None:
        """Who gathers is reached by what charges those below it, however these are reached."""
        since = self.reaching.membership.gathers_since(task, unit_id)
        return None if since is None else Reach(since.position, since.recorded_at)

    def _judges(self, task: TaskRecord | None, bearer_id: UUID | None = None) -> tuple[UUID, ...]:
        if task and bearer_id and (above := superior_of(self.organisation, task, bearer_id)):
            return (above,)
        named = (task.report_to_id,) if task and task.report_to_id else self.directive.issuer_ids
        return tuple(dict.fromkeys(self.organisation.heir(unit_id) for unit_id in named))

    # ---- by the way down, and by policies

    def _reach(self, unit_id: UUID) -> Reach | None:
        return self.reaching.of_anything(unit_id) or self.reaching.once(unit_id)

    def _to_pass_on(
        self, issued: DirectiveIssued, unit_id: UUID, reach: Reach
    ) -> Obligation | None:
        others = self.reaching.others_under(unit_id)
        if issued.level_by_level is None or others is None:
            return None
        days = issued.level_by_level.working_days_to_pass_on
        wanted = task_id(issued.originator_id, PASS_ON_KEY)
        since = _later(reach, others)
        return self._added(unit_id, wanted, TaskKind.PASS_ON, since, days, self._judges(None))

    def _by_policy(
        self, issued: DirectiveIssued, unit_id: UUID, wanted: UUID, reach: Reach
    ) -> Obligation | None:
        for key, (kind, field) in POLICY_TASKS.items():
            if wanted != task_id(issued.originator_id, key):
                continue
            if kind is TaskKind.PASS_ON:
                others = self.reaching.others_under(unit_id)
                at_once = issued.level_by_level is None and unit_id != issued.issuer_id
                if not at_once or others is None:
                    return None
                reach = _later(reach, others)
            if rule := self._policy(issued, field, unit_id, reach):
                setter_id, days = rule
                judges = (self.organisation.heir(setter_id),)
                return self._added(unit_id, wanted, kind, reach, days, judges)
        return None

    def _to_enter(self, issued: DirectiveIssued, unit_id: UUID, wanted: UUID) -> Obligation | None:
        """What a policy asked of who issued it, and the issue has fulfilled."""
        entry = self.execution(unit_id).entry
        if entry is None:
            return None
        return Obligation(
            unit_id=unit_id,
            bearer_id=self.organisation.bearer(unit_id, issued.originator_id),
            task_id=wanted,
            kind=TaskKind.ENTER,
            role=ObligationRole.RESPONSIBLE,
            reach=Reach(entry.position, entry.recorded_at),
            due_at=entry.event.due_at,
            judge_ids=(self.organisation.heir(entry.event.setter_id),),
            opens_at=entry.recorded_at,
        )

    def _policy(
        self, issued: DirectiveIssued, field: str, unit_id: UUID, reach: Reach
    ) -> tuple[UUID, int] | None:
        """The nearest rule above a unit, or above who bore for it, when it was reached: who set it,
        and its days.
        """
        bearer_id = self.organisation.bearer(unit_id, issued.originator_id, reach.position)
        day = local_day(reach.recorded_at, self.organisation.zone)
        for above in (bearer_id, *self.organisation.ancestors(bearer_id, reach.position)):
            policies = self.policies.get(above, Policies())
            if days := policies.days(field, issued.type, issued.urgency, reach.position, day):
                return above, days
        return None

    def _added(
        self,
        unit_id: UUID,
        wanted: UUID,
        kind: TaskKind,
        reach: Reach,
        days: int | None,
        judge_ids: tuple[UUID, ...],
    ) -> Obligation:
        issued = self.directive.issued
        assert issued is not None
        return Obligation(
            unit_id=unit_id,
            bearer_id=self.organisation.bearer(unit_id, issued.originator_id),
            task_id=wanted,
            kind=kind,
            role=ObligationRole.RESPONSIBLE,
            reach=reach,
            due_at=self._working_days_after(reach, days, reach.position) if days else None,
            judge_ids=judge_ids,
            opens_at=reach.recorded_at,
            is_recalled=self.reaching.of_anything(unit_id) is None,
        )

    def _working_days_after(self, reach: Reach, days: int, position: int) -> datetime:
        """The end of the n-th working day after a reach, by the calendar of a position."""
        zone = self.organisation.zone
        day = local_day(reach.recorded_at, zone)
        return end_of_day(self.calendar.working_days_after(day, days, position), zone)


def _later(reach: Reach, other: Reach) -> Reach:
    return max(reach, other, key=lambda either: either.position)
