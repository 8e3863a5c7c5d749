"""How a directive that was issued is amended: tasks and audience. What was done stays done."""

from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from cascade.directive.audience import NOBODY, Audience
from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    TaskInput,
)
from cascade.directive.decisions.issuing import Surroundings, everyone
from cascade.directive.events import DirectiveAmended, DirectiveIssued
from cascade.directive.records import (
    DueRecord,
    Expiry,
    IndicatorRecord,
    LevelDueRecord,
    QuotaRecord,
    TaskRecord,
)
from cascade.directive.refusals import (
    ChargesItselfLevelByLevel,
    CoordinatingWithoutLead,
    NoDayToMove,
    NoTargetsToChange,
    NoTask,
    NothingToAmend,
    NothingToGather,
    QuotaSharedWithGroup,
    QuotaWithoutPeriod,
    ReportsTwoWays,
    TaskGivenTwice,
    TaskWithdrawn,
    TooMany,
    UnknownTask,
    WithdrawsNobody,
)
from cascade.directive.rules.addressing import Authority, charges_itself, refuse_unit, resolve
from cascade.directive.rules.after_tasks import Path, check_after_tasks
from cascade.directive.rules.amendment_reach import topmost_of_newcomers
from cascade.directive.rules.closing import closing_record
from cascade.directive.rules.coverage import covers, members
from cascade.directive.rules.due import DueRules
from cascade.directive.rules.in_force import in_force
from cascade.directive.rules.indicators import indicator_records
from cascade.directive.rules.late_entry import check_owed_from
from cascade.directive.rules.level_dues import level_dues
from cascade.directive.rules.membership import Membership
from cascade.directive.rules.targets import check_shared, quota_record, with_targets
from cascade.directive.rules.tasks import TASKS, TASKS_AT_ONCE, TaskDrafter, check_recipients
from cascade.directive.rules.validity import asked_from, expiry
from cascade.directive.rules.window_dues import windows_now
from cascade.directive.state import Directive
from cascade.events import Event, next_place
from cascade.refusals import Problems, Refused


@dataclass(frozen=True, slots=True)
class _Tasks:
    added: tuple[TaskRecord, ...]
    changed: tuple[TaskRecord, ...]
    withdrawn_ids: tuple[UUID, ...]


def decide_amend(
    around: Surroundings, directive: Directive, command: AmendDirective
) -> list[Event]:
    """Amend a directive; nothing where it says all this already. Raises Refused."""
    issued, problems = in_force(directive, around.now, "directive"), Problems()
    if not _asks_for_anything(command):
        raise Refused(NothingToAmend("Give tasks, an audience or an expiry.", "directive"))
    added = _added(around, directive, command, problems)
    amender = _Amender(around, directive, issued, added, problems, command.expires_on)
    tasks = amender.tasks(command)
    withdrawn = _withdrawn(around, directive, command, problems)
    ends = _expiry(around, directive, issued, command, problems)
    problems.refuse_if_any()
    if not (tasks.added or tasks.changed or tasks.withdrawn_ids or added or withdrawn or ends):
        return []
    newly = everyone(around.organisation, added or NOBODY, tasks.added)
    step_by_step = issued.level_by_level is not None and not newly.is_empty
    if step_by_step and charges_itself(authority_of(around, directive), newly):
        reason = "It goes down level by level: ask it of the issuer by a document of its own."
        raise Refused(ChargesItselfLevelByLevel(reason, "directive"))
    membership = Membership(around.organisation, directive)
    return [
        DirectiveAmended(
            **next_place(issued.originator_id, directive.version, around.now),
            added_tasks=tasks.added,
            changed_tasks=tasks.changed,
            withdrawn_task_ids=tasks.withdrawn_ids,
            added=added,
            topmost=topmost_of_newcomers(membership, newly) if step_by_step else None,
            withdrawn=withdrawn,
            amending_id=command.amended_by,
            note=command.note,
            expiry=ends,
        )
    ]


def _expiry(
    around: Surroundings,
    directive: Directive,
    issued: DirectiveIssued,
    command: AmendDirective,
    problems: Problems,
) -> Expiry | None:
    """When it expires from now on; null where it stays as it is."""
    zone, day = around.organisation.zone, command.expires_on
    ends = expiry(day, asked_from(issued), around.today, zone, problems)
    return None if ends == directive.expiries.at() else ends


def _asks_for_anything(command: AmendDirective) -> bool:
    tasks = (*command.add_tasks, *command.change_tasks, *command.withdraw_tasks)
    audiences = command.add_audience or command.withdraw_audience
    return bool(tasks or audiences or command.expires_on)


def authority_of(around: Surroundings, directive: Directive) -> Authority:
    """Whom the issuers, or those that stand in for them by now, may address."""
    organisation = around.organisation
    heirs = [organisation.heir(unit_id) for unit_id in directive.issuer_ids]
    return Authority.of(organisation, *heirs, day=around.today)


def _added(
    around: Surroundings, directive: Directive, command: AmendDirective, problems: Problems
) -> Audience | None:
    if command.add_audience is None:
        return None
    return resolve(authority_of(around, directive), command.add_audience, problems, "add_audience")


def _withdrawn(
    around: Surroundings, directive: Directive, command: AmendDirective, problems: Problems
) -> Audience | None:
    if command.withdraw_audience is None:
        return None
    found, organisation = len(problems.found), around.organisation
    # Whoever is addressed may stand under somebody else by now.
    everywhere = Authority.everywhere(organisation, around.today)
    audience = resolve(everywhere, command.withdraw_audience, problems, "withdraw_audience")
    membership = Membership(organisation, directive)
    if len(problems.found) == found and not any(
        membership.concerns(unit.unit_id) for unit in members(organisation, audience)
    ):
        reason = "The directive asks nothing of any of these units."
        problems.add(WithdrawsNobody(reason, "withdraw_audience"))
    return audience


class _Amender:
    """Judges the tasks of one amendment. Days count from the issue; none of them may be over."""

    def __init__(
        self,
        around: Surroundings,
        directive: Directive,
        issued: DirectiveIssued,
        added: Audience | None,
        problems: Problems,
        expires_on: date | None,
    ) -> None:
        self.around = around
        self.directive = directive
        self.audience = issued.audience
        self.added = added or NOBODY
        self.membership = Membership(around.organisation, directive)
        self.problems = problems
        self.by_key = {task.key: task for task in directive.tasks.values()}
        zone, windows = around.organisation.zone, windows_now(directive, issued)
        ends = directive.expiries.at()
        self.dues = DueRules(
            around.calendar,
            zone,
            issued.issued_on,
            windows,
            problems,
            around.today,
            earliest=around.today,
            effective_on=issued.effective_on,
            expires_on=expires_on or (ends.expires_on if ends else None),
        )
        self.drafter = TaskDrafter(
            authority_of(around, directive),
            issued.originator_id,
            self.dues,
            problems,
            self._addresses,
            frozenset(self.by_key),
        )
        self._given: set[str] = set()

    def tasks(self, command: AmendDirective) -> _Tasks:
        if len(self.by_key) + len(command.add_tasks) > TASKS:
            self.problems.add(TooMany(f"A directive has at most {TASKS} tasks.", "add_tasks"))
        for items, field in (
            (command.add_tasks, "add_tasks"),
            (command.change_tasks, "change_tasks"),
            (command.withdraw_tasks, "withdraw_tasks"),
        ):
            if len(items) > TASKS_AT_ONCE:
                self.problems.add(TooMany(f"At most {TASKS_AT_ONCE} of these.", field))
        self.problems.refuse_if_any()
        added = [self.drafter.draft(t, "add_tasks", i) for i, t in enumerate(command.add_tasks)]
        issued_on, today = self.dues.issued_on, self.around.today
        check_owed_from(added, issued_on, today, self.problems, "add_tasks")
        for index, task in enumerate(added):
            check_recipients(task, self.audience, self.problems, "add_tasks", index)
        changed = [self._changed(c, "change_tasks", i) for i, c in enumerate(command.change_tasks)]
        withdrawn = [
            self._standing(key, "withdraw_tasks", i) for i, key in enumerate(command.withdraw_tasks)
        ]
        withdrawn_ids = tuple(task.task_id for task in withdrawn if task)
        left = self.directive.tasks.keys() - self.directive.tasks_withdrawn.keys()
        if withdrawn_ids and not added and left <= set(withdrawn_ids):
            reason = "No task would be left; revoke the directive."
            self.problems.add(NoTask(reason, "withdraw_tasks"))
        tasks = _Tasks(tuple(added), tuple(task for task in changed if task), withdrawn_ids)
        self._check_after_tasks(command, tasks)
        return tasks

    def _check_after_tasks(self, command: AmendDirective, tasks: _Tasks) -> None:
        """Of all that stand after the amendment."""
        standing = self.directive.tasks | {
            task.task_id: task for task in (*tasks.changed, *tasks.added)
        }
        gone = {*self.directive.tasks_withdrawn, *tasks.withdrawn_ids}
        given: dict[str, Path] = {
            key: ("withdraw_tasks", index) for index, key in enumerate(command.withdraw_tasks)
        }
        for index, change in enumerate(command.change_tasks):
            if change.due is not None:
                given[change.key] = ("change_tasks", index, "due")
            elif change.quota is not None:
                given[change.key] = ("change_tasks", index, "quota")
        for index, task in enumerate(command.add_tasks):
            given[task.key] = ("add_tasks", index, "due")
        left = [task for task_id, task in standing.items() if task_id not in gone]
        check_after_tasks(left, given, self.problems)

    def _standing(self, key: str, *at: str | int) -> TaskRecord | None:
        """A task that is there to be amended, and is named once."""
        task = self.by_key.get(key)
        if task is None:
            self.problems.add(UnknownTask(f"No task has the key {key!r}.", *at))
        elif task.task_id in self.directive.tasks_withdrawn:
            self.problems.add(TaskWithdrawn(f"Task {key!r} was withdrawn.", *at))
        elif key in self._given:
            self.problems.add(TaskGivenTwice(f"Task {key!r} is named twice.", *at))
        else:
            self._given.add(key)
            return task
        return None

    def _changed(self, change: ChangeTaskInput, *at: str | int) -> TaskRecord | None:
        """The whole task as it will be; null where it is wrong or nothing changes."""
        task = self._standing(change.key, *at, "key")
        if task is None:
            return None
        self._check(change, task, *at)
        changed = replace(
            task,
            text=change.text or task.text,
            number=change.number or task.number,
            quota=self._quota(change, task, *at),
            report_to_id=change.report_to or task.report_to_id,
            report_via_id=change.report_via or task.report_via_id,
            accountable_post=change.accountable_post or task.accountable_post,
            indicators=self._indicators(change, task, *at, "indicators"),
        )
        if change.level_dues is not None:
            organisation, wanted = self.around.organisation, change.level_dues
            way = change.on_non_working_day if change.due else task.due.on_non_working_day
            dues = level_dues(organisation, self.dues, wanted, way, self.problems, *at)
            changed = replace(changed, level_dues=tuple(_kept(task, due) for due in dues))
        if change.report_to or change.report_via:
            check_recipients(changed, self.audience, self.problems, *at)
        if change.due is not None:
            stated = change.due_stated or task.due.stated
            worded = TaskInput(
                key=task.key,
                text=changed.text,
                due=change.due,
                due_stated=stated,
                on_non_working_day=change.on_non_working_day,
            )
            due = self.dues.fix(worded, *at, "due")
            changed = replace(changed, due=_as_before(task.due, due))
        elif change.due_stated is not None:
            changed = replace(changed, due=replace(task.due, stated=change.due_stated))
        if change.data_close is not None:
            where = (*at, "data_close")
            closing = closing_record(change.data_close, changed.due, self.problems, *where)
            changed = replace(changed, data_close=closing)
        if changed.quota is not None and changed.due.after_occurrence is not None:
            self.problems.add(QuotaWithoutPeriod("Leave one of them out.", *at, "due"))
        return None if changed == task else changed

    def _quota(
        self, change: ChangeTaskInput, task: TaskRecord, *at: str | int
    ) -> QuotaRecord | None:
        organisation, problems, quota = self.around.organisation, self.problems, task.quota
        is_led = task.lead_id is not None

        def asks(unit_id: UUID) -> bool:
            return self.membership.charge(task, unit_id) is not None or (
                task.audience is None and self._addresses(unit_id)
            )

        if change.quota is not None:
            quota = quota_record(organisation, change.quota, asks, problems, *at, "quota")
        if change.targets:
            if quota is None:
                reason = "The task has no target; give a quota."
                problems.add(NoTargetsToChange(reason, *at, "targets"))
                return None
            quota = with_targets(
                organisation, quota, change.targets, asks, problems, *at, "targets"
            )
        check_shared(quota, is_led, problems, *at, "targets" if change.targets else "quota")
        return quota

    def _indicators(
        self, change: ChangeTaskInput, task: TaskRecord, *at: str | int
    ) -> tuple[IndicatorRecord, ...]:
        if change.indicators is None:
            return task.indicators
        return indicator_records(change.indicators, self.problems, *at)

    def _addresses(self, unit_id: UUID) -> bool:
        """Whether the directive's own audience holds a unit, or will by this amendment."""
        organisation = self.around.organisation
        return (
            any(
                covers(organisation, coverage.addressed, unit_id, coverage.position)
                for coverage in self.directive.coverages
            )
            or covers(organisation, self.added, unit_id)
            or self.membership.founded(unit_id) is not None
        )

    def _check(self, change: ChangeTaskInput, task: TaskRecord, *at: str | int) -> None:
        for field, unit_id in (("report_to", change.report_to), ("report_via", change.report_via)):
            if unit_id and (reason := refuse_unit(self.around.organisation, unit_id, *at, field)):
                self.problems.add(reason)
        superior = task.superior
        if change.quota and superior is not None and superior.gathered:
            self.problems.add(NothingToGather("A quota counts each unit's own.", *at, "quota"))
        if change.report_to and superior is not None and not superior.gathered:
            self.problems.add(
                ReportsTwoWays("Reports go to each one's superior.", *at, "report_to")
            )
        if change.quota and task.lead_id is None and self.directive.coordinating(task):
            self.problems.add(CoordinatingWithoutLead("Who leads?", *at, "quota"))
        if change.on_non_working_day and change.due is None:
            alone = NoDayToMove("Give the due rule with it.", *at, "on_non_working_day")
            self.problems.add(alone)
        if change.quota and task.quota is None and task.coordinating is not None:
            shared = QuotaSharedWithGroup("A group shares one from the issue on.", *at, "quota")
            self.problems.add(shared)


def _kept(task: TaskRecord, rule: LevelDueRecord) -> LevelDueRecord:
    """The rule of a level, with what it has come to where it had the same."""
    before = dict(task.rules).get(rule.level)
    return rule if before is None else replace(rule, due=_as_before(before, rule.due))


def _as_before(before: DueRecord, due: DueRecord) -> DueRecord:
    """The same rule in other words keeps what it has come to."""
    is_same = due.rule_alone == before.rule_alone
    return replace(before, stated=due.stated) if is_same else due
