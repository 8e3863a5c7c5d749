"""When what a document words falls due for a unit: by the rule that counts, or by a relay."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from uuid import UUID

from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day
from cascade.directive.records import DueRecord, TaskRecord
from cascade.enums import ObligationRole
from cascade.execution.rules.acceptance import due_after_acceptance
from cascade.execution.rules.owing import Obligation
from cascade.execution.rules.reach import Reach, Reaching
from cascade.execution.state import Execution
from cascade.organisation.state import Organisation


class Dues:
    """Due dates of one directive that was issued here."""

    def __init__(
        self,
        organisation: Organisation,
        calendar: Calendar,
        reaching: Reaching,
        executions: Mapping[UUID, Execution],
    ) -> None:
        self.organisation = organisation
        self.calendar = calendar
        self.directive = reaching.directive
        self.reaching = reaching
        self.executions = executions

    def level(self, unit_id: UUID) -> str:
        return self.organisation.units[unit_id].level

    def rule(self, task: TaskRecord, unit_id: UUID) -> DueRecord:
        """The rule by which a unit owes it."""
        return task.due_of(self.level(unit_id))

    def due_of(self, owed: Obligation, task: TaskRecord, day: date | None) -> datetime | None:
        """What the task's rule comes to for a unit, or an earlier date by a relay to it. Relays
        bring no occurrences forward, and go to nobody who only gathers.
        """
        unit_id = owed.unit_id
        level = task.level_of_due(self.level(unit_id))
        if level is None:
            due_at = self._by_rule(task, unit_id, owed.reach, day)
        else:
            due_at = self.directive.due(task.task_id, day, level)
        if due_at is None or day is not None or owed.role is ObligationRole.GATHERING:
            return due_at
        brought_forward = (
            due.due_at
            for relay in self.reaching.relays_over(unit_id)
            for due in relay.event.dues
            if due.task_id == task.task_id
        )
        return min((due_at, *brought_forward))

    def _by_rule(
        self, task: TaskRecord, unit_id: UUID, reach: Reach, day: date | None
    ) -> datetime | None:
        due, zone = task.due, self.organisation.zone
        if due.after_task is not None:
            acts = self.executions.get(unit_id) or Execution()
            return due_after_acceptance(self.directive, task, acts, self.calendar, zone)
        if due.working_days is None and due.days is None:
            return self.directive.dues.get((task.task_id, day))
        position = max(reach.position, self.directive.recounted.get(task.task_id, 0))
        if due.working_days is not None:
            day = self._counted_from(reach)
            return end_of_day(
                self.calendar.working_days_after(day, due.working_days, position), zone
            )
        first = self._counted_from(reach)
        last = first + timedelta(days=due.days or 0)
        way = due.on_non_working_day
        return end_of_day(self.calendar.working_day_instead(last, way, first, position), zone)

    def _counted_from(self, reach: Reach) -> date:
        """The day of the reach, or the later one on which the directive takes effect."""
        received_on = local_day(reach.recorded_at, self.organisation.zone)
        effective_on = self.directive.issued.effective_on if self.directive.issued else None
        return max(received_on, effective_on or received_on)
