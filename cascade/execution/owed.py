"""What a unit owes by one task: derived from directive, tree and reach, never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cascade.calendar.state import Calendar, end_of_day
from cascade.directive.coverage import covers, has_others_under
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import QuotaRecord, TaskRecord
from cascade.directive.state import Directive
from cascade.execution.reach import Reach, frozen
from cascade.execution.state import Acts
from cascade.identifiers import task_id
from cascade.organisation.state import Organisation
from cascade.policy.state import Policies
from cascade.terms import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    ObligationRole,
    TaskKind,
)


@dataclass(frozen=True, slots=True)
class Owed:
    """One obligation as the task and the reach make it, before any act on it."""

    unit_id: UUID
    task_id: UUID
    kind: TaskKind
    role: ObligationRole
    due_at: datetime | None
    judge_id: UUID
    needs_acceptance: bool = False
    on_occurrence: bool = False
    quota: QuotaRecord | None = None
    sharers: tuple[UUID, ...] = ()
    """Lead and coordinating units, where the quota is shared."""

    def due_in_force(self, acts: Acts) -> datetime | None:
        return acts.extended_to or self.due_at

    def is_fulfilled(self, acts: Acts, passed_on: bool, shared_quantity: float) -> bool:
        """``shared_quantity`` is the sum of accepted quantities of all sharers."""
        if self.kind is TaskKind.PASS_ON:
            return passed_on
        if acts.fulfilled_by_acknowledging:
            return True
        if self.quota is None:
            return bool(acts.accepted)
        reached = shared_quantity if self.sharers else acts.accepted_quantity
        return reached >= self.quota.minimum


class Owing:
    """Finds what a unit owes by a task of one directive."""

    def __init__(
        self,
        organisation: Organisation,
        calendar: Calendar,
        directive: Directive,
        policies: Mapping[UUID, Policies],
    ) -> None:
        self.organisation = organisation
        self.calendar = calendar
        self.directive = directive
        self.policies = policies

    def find(self, unit_id: UUID, wanted: UUID, reach: Reach) -> Owed | None:
        """The obligation of a reached unit by a task id; null where nothing is owed by it."""
        issued = self.directive.issued
        if issued is None:
            return None
        if task := self.directive.tasks.get(wanted):
            return self._by_document(issued, task, unit_id)
        if wanted == task_id(issued.originator_id, PASS_ON_KEY):
            return self._to_pass_on(issued, unit_id, reach)
        return self._by_policy(issued, unit_id, wanted, reach)

    def _by_document(self, issued: DirectiveIssued, task: TaskRecord, unit_id: UUID) -> Owed | None:
        role = role_in(self.organisation, self.directive, task, unit_id)
        if role is None:
            return None
        # Shared by those who lead and coordinate; whoever is responsible beside them has no part.
        led = task.lead_id is not None
        has_part = not led or role is not ObligationRole.RESPONSIBLE
        return Owed(
            unit_id=unit_id,
            task_id=task.task_id,
            kind=task.kind,
            role=role,
            due_at=self.directive.dues.get((task.task_id, None)),
            judge_id=task.report_to_id or issued.issuer_id,
            needs_acceptance=task.needs_acceptance,
            on_occurrence=task.due.kind is DueKind.ON_OCCURRENCE,
            quota=task.quota if has_part else None,
            sharers=sharers_of(task) if task.quota and led and has_part else (),
        )

    def _to_pass_on(self, issued: DirectiveIssued, unit_id: UUID, reach: Reach) -> Owed | None:
        if issued.level_by_level is None or not self._has_others(unit_id):
            return None
        days = issued.level_by_level.working_days_to_pass_on
        return Owed(
            unit_id=unit_id,
            task_id=task_id(issued.originator_id, PASS_ON_KEY),
            kind=TaskKind.PASS_ON,
            role=ObligationRole.RESPONSIBLE,
            due_at=self._days_after(reach, days) if days else None,
            judge_id=issued.issuer_id,
        )

    def _by_policy(
        self, issued: DirectiveIssued, unit_id: UUID, wanted: UUID, reach: Reach
    ) -> Owed | None:
        if wanted == task_id(issued.originator_id, POLICY_ACKNOWLEDGE_KEY):
            kind, field = TaskKind.ACKNOWLEDGE, "acknowledge_within_working_days"
        elif wanted == task_id(issued.originator_id, POLICY_PASS_ON_KEY):
            kind, field = TaskKind.PASS_ON, "pass_on_within_working_days"
            if issued.level_by_level is not None or not self._has_others(unit_id):
                return None
        else:
            return None
        day = reach.recorded_at.astimezone(self.organisation.zone).date()
        for above in (unit_id, *self.organisation.ancestors(unit_id, reach.position)):
            policies = self.policies.get(above, Policies())
            if days := policies.days(field, issued.type, reach.position, day):
                due_at = self._days_after(reach, days)
                return Owed(unit_id, wanted, kind, ObligationRole.RESPONSIBLE, due_at, above)
        return None

    def _has_others(self, unit_id: UUID) -> bool:
        everyone = frozen(self.directive)
        return has_others_under(self.organisation, everyone, unit_id, self.directive.position)

    def _days_after(self, reach: Reach, days: int) -> datetime:
        zone = self.organisation.zone
        day = reach.recorded_at.astimezone(zone).date()
        return end_of_day(self.calendar.working_days_after(day, days), zone)


def role_in(
    organisation: Organisation, directive: Directive, task: TaskRecord, unit_id: UUID
) -> ObligationRole | None:
    """The role in which a task charges a unit: the first of LEAD, COORDINATING, RESPONSIBLE."""
    if unit_id == task.lead_id:
        return ObligationRole.LEAD
    if unit_id in task.coordinating_ids:
        return ObligationRole.COORDINATING
    audience = task.audience
    if audience is None and task.lead_id is None and not task.coordinating_ids:
        audience = directive.issued.audience if directive.issued else None
    if audience and covers(organisation, audience, unit_id, directive.position):
        return ObligationRole.RESPONSIBLE
    return None


def sharers_of(task: TaskRecord) -> tuple[UUID, ...]:
    """The lead and the units that coordinate with it."""
    lead = () if task.lead_id is None else (task.lead_id,)
    return (*lead, *task.coordinating_ids)
