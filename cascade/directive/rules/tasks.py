"""Tasks as they are issued or added: checked, resolved on the tree of now, and dated."""

from typing import Final
from uuid import UUID

from cascade.directive.audience import Audience
from cascade.directive.commands import TaskInput
from cascade.directive.records import QuotaRecord, TaskRecord
from cascade.directive.refusals import (
    DuplicateKey,
    EnteringIsDerived,
    PassOnIsDerived,
    QuotaWithoutPeriod,
    ReportsToItself,
)
from cascade.directive.rules.addressing import Authority, check_size, refuse_unit, resolve
from cascade.directive.rules.closing import closing_record
from cascade.directive.rules.coordinating import (
    check_leads,
    coordinating_by_group,
    coordinating_by_name,
)
from cascade.directive.rules.coverage import covers
from cascade.directive.rules.due import DueRules
from cascade.directive.rules.indicators import indicator_records
from cascade.directive.rules.level_dues import level_dues
from cascade.directive.rules.subtraction import without
from cascade.directive.rules.superiors import superior_record
from cascade.directive.rules.targets import Asks, check_shared, quota_record
from cascade.enums import TaskKind
from cascade.identifiers import task_id
from cascade.organisation.state import Organisation
from cascade.refusals import Problems

TASKS: Final = 1_000
"""Tasks of one directive, those that amendments added included."""
TASKS_AT_ONCE: Final = 500
"""Of one command: one event holds them all, some 350 kilobytes, and they are decided on the event
loop. What has more is issued with the first ones and amended with the others."""


class TaskDrafter:
    """Turns the tasks of one command into records. ``keys`` are taken already; ``addresses``: whom
    the directive's own audience holds.
    """

    def __init__(
        self,
        authority: Authority,
        directive_id: UUID,
        dues: DueRules,
        problems: Problems,
        addresses: Asks,
        keys: frozenset[str] = frozenset(),
    ) -> None:
        self.organisation = authority.organisation
        self.authority = authority
        self.directive_id = directive_id
        self.dues = dues
        self.problems = problems
        self.addresses = addresses
        self.keys = set(keys)

    def draft(self, task: TaskInput, *at: str | int) -> TaskRecord:
        """The record of a task; adds what is wrong with it to the problems."""
        self._check_words(task, *at)
        self._check_units(task, *at)
        due = self.dues.fix(task, *at, "due")
        if task.quota is not None and due.after_occurrence is not None:
            self.problems.add(QuotaWithoutPeriod("Leave one of them out.", *at, "quota"))
        coordinating = coordinating_by_group(self.authority, task, self.problems, *at)
        audience = self._audience(task, coordinating, *at)
        return TaskRecord(
            task_id=task_id(self.directive_id, task.key),
            key=task.key,
            number=task.number,
            text=task.text,
            kind=task.kind,
            audience=audience,
            lead_id=task.lead,
            lead_is_inferred=task.lead_is_inferred,
            coordinating_ids=coordinating_by_name(task),
            quota=self._quota(task, audience, *at, "quota"),
            due=due,
            report_to_id=task.report_to,
            report_via_id=task.report_via,
            needs_acceptance=task.needs_acceptance,
            accountable_post=task.accountable_post,
            data_close=closing_record(task.data_close, due, self.problems, *at, "data_close"),
            indicators=indicator_records(task.indicators, self.problems, *at, "indicators"),
            owed_from=task.owed_from,
            co_lead_ids=task.co_leads,
            coordinating=coordinating,
            level_dues=level_dues(
                self.organisation,
                self.dues,
                task.level_dues,
                task.on_non_working_day,
                self.problems,
                *at,
            ),
            superior=superior_record(self.authority, task, self.problems, *at),
        )

    def _quota(
        self, task: TaskInput, audience: Audience | None, *at: str | int
    ) -> QuotaRecord | None:
        if task.quota is None:
            return None
        asks = self.addresses if audience is None else members_of(self.organisation, audience)
        quota = quota_record(self.organisation, task.quota, asks, self.problems, *at)
        check_shared(quota, task.lead is not None, self.problems, *at)
        return quota

    def _audience(
        self, task: TaskInput, coordinating: Audience | None, *at: str | int
    ) -> Audience | None:
        """The task's own audience, less those that coordinate by group: each unit owes it once."""
        if task.audience is None:
            return None
        at = (*at, "audience")
        audience = resolve(self.authority, task.audience, self.problems, *at)
        if coordinating is None:
            return audience
        responsible = without(self.organisation, audience, coordinating)
        check_size(responsible, self.problems, *at)
        return responsible

    def _check_words(self, task: TaskInput, *at: str | int) -> None:
        if task.key in self.keys:
            self.problems.add(DuplicateKey(f"Two tasks have the key {task.key!r}.", *at, "key"))
        self.keys.add(task.key)
        if task.kind is TaskKind.PASS_ON:
            self.problems.add(PassOnIsDerived("Issue it level by level instead.", *at, "kind"))
        if task.kind is TaskKind.ENTER:
            self.problems.add(EnteringIsDerived("Set a policy instead.", *at, "kind"))

    def _check_units(self, task: TaskInput, *at: str | int) -> None:
        for field, unit_id in (("report_to", task.report_to), ("report_via", task.report_via)):
            reason = refuse_unit(self.organisation, unit_id, *at, field) if unit_id else None
            if reason is not None:
                self.problems.add(reason)
        check_leads(self.authority, task, self.problems, *at)


def members_of(organisation: Organisation, audience: Audience) -> Asks:
    """Whom an audience holds on the tree of now; everybody, where it was refused itself."""
    return lambda unit_id: (
        audience.is_empty
        or (organisation.is_live(unit_id) and covers(organisation, audience, unit_id))
    )


def check_recipients(
    task: TaskRecord, audience: Audience, problems: Problems, *at: str | int
) -> None:
    """Add where a task that is asked of a unit by name would have it report to itself, or through
    itself. Within a group the recipient may be one of many: only its own report goes nowhere.
    """
    asked = _asked_by_name(task, audience)
    last_id = None if task.superior else task.report_to_id
    for field, unit_id in (("report_to", last_id), ("report_via", task.report_via_id)):
        if unit_id in asked:
            problems.add(ReportsToItself("The task is asked of this very unit.", *at, field))


def _asked_by_name(task: TaskRecord, audience: Audience) -> set[UUID]:
    """Whom a task means by name; of lead and coordinating units, one that has no other beside it,
    for the others may well report through their lead.
    """
    if task.audience is None and not task.is_of_directive:
        is_alone = len(task.named_ids) == 1 and task.coordinating is None
        return set(task.named_ids) if is_alone else set()
    selectors = (task.audience or audience).selectors
    if task.audience is None and len(selectors) > 1:
        return set()
    return {selector.unit_id for selector in selectors if selector.unit_id}
