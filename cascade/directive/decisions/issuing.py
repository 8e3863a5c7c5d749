"""What may be issued. Pure: the command layer loads what is read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final
from uuid import UUID

from cascade.calendar.state import Calendar
from cascade.content import AttachmentRecord
from cascade.days import local_day
from cascade.directive.audience import NOBODY, Audience
from cascade.directive.commands import IssueDirective, WindowInput
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import (
    CitationRecord,
    DistributionRecord,
    LevelByLevel,
    TaskRecord,
    WindowRecord,
)
from cascade.directive.refusals import (
    ChargesItselfLevelByLevel,
    DueNotUnderstood,
    DuplicateKey,
    IssuedInTheFuture,
    JointIssuerRepeated,
    NoTask,
    NumberNotWanted,
    TooMany,
    UnknownTask,
    WindowBackwards,
    WindowBeforeIssue,
)
from cascade.directive.rules.addressing import Authority, charges_itself, refuse_unit, resolve
from cascade.directive.rules.after_tasks import check_after_tasks
from cascade.directive.rules.citations import check_source
from cascade.directive.rules.coverage import topmost, union
from cascade.directive.rules.due import DueRules
from cascade.directive.rules.late_entry import check_owed_from
from cascade.directive.rules.meetings import meeting_record
from cascade.directive.rules.tasks import (
    TASKS_AT_ONCE,
    TaskDrafter,
    check_recipients,
    members_of,
)
from cascade.directive.rules.validity import expiry
from cascade.numbering.number import DocumentNumber
from cascade.organisation.state import Organisation
from cascade.refusals import Problems

WINDOWS: Final = 20
CITATIONS: Final = 200
DISTRIBUTION: Final = 200
JOINT_ISSUERS: Final = 20
WORKING_DAYS_TO_PASS_ON: Final = range(1, 1_001)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an issue is judged against."""

    organisation: Organisation
    calendar: Calendar
    now: datetime

    @property
    def today(self) -> date:
        """The day in the deployment's zone."""
        return local_day(self.now, self.organisation.zone)


def draft_issue(
    around: Surroundings,
    command: IssueDirective,
    directive_id: UUID,
    problems: Problems,
    version: int = 1,
) -> DirectiveIssued:
    """The issue as far as the document itself goes, without its number, citations and files.

    Adds what is wrong to the problems, so that a preview can show all of it; raises Refused where
    there is too much to look at.
    """
    organisation = around.organisation
    issuer = organisation.unit(command.issuer, "issuer")
    _check_document(around, command, problems)
    joint_ids = _joint_issuers(organisation, command, problems)
    authority = Authority.of(organisation, issuer.unit_id, *joint_ids, day=command.issued_on)
    audience = resolve(authority, command.audience, problems, "audience")
    dues = _due_rules(around, command, problems)
    ends = expiry(command.expires_on, dues.asked_from, around.today, organisation.zone, problems)
    tasks = _tasks(command, directive_id, authority, audience, dues)
    return DirectiveIssued(
        originator_id=directive_id,
        originator_version=version,
        timestamp=around.now,
        issuer_id=issuer.unit_id,
        issuer_name_then=issuer.name_on(command.issued_on),
        type=command.type,
        number=None,
        subject=command.subject,
        issued_on=command.issued_on,
        on_behalf_of=command.on_behalf_of,
        classification=command.classification,
        audience=audience,
        tasks=tasks,
        windows=_window_records(command),
        distribution=_distribution(organisation, command, problems),
        citations=(),
        citations_complete=command.citations_complete,
        level_by_level=_level_by_level(authority, command, audience, tasks, problems),
        joint_issuer_ids=joint_ids,
        signing_post=command.signing_post,
        standing=command.standing,
        need_to_know=command.need_to_know,
        place_of_issue=command.place_of_issue,
        meeting=meeting_record(organisation, command, problems),
        effective_on=command.effective_on,
        expiry=ends,
        urgency=command.urgency,
    )


def _due_rules(around: Surroundings, command: IssueDirective, problems: Problems) -> DueRules:
    return DueRules(
        around.calendar,
        around.organisation.zone,
        command.issued_on,
        _windows(command, problems),
        problems,
        around.today,
        effective_on=command.effective_on,
        expires_on=command.expires_on,
    )


def _tasks(
    command: IssueDirective,
    directive_id: UUID,
    authority: Authority,
    audience: Audience,
    dues: DueRules,
) -> tuple[TaskRecord, ...]:
    problems = dues.problems
    addresses = members_of(authority.organisation, audience)
    drafter = TaskDrafter(authority, directive_id, dues, problems, addresses)
    tasks = tuple(drafter.draft(task, "tasks", index) for index, task in enumerate(command.tasks))
    check_owed_from(tasks, command.issued_on, dues.today, problems, "tasks")
    for index, task in enumerate(tasks):
        check_recipients(task, audience, problems, "tasks", index)
    paths = {task.key: ("tasks", index, "due") for index, task in enumerate(tasks)}
    check_after_tasks(tasks, paths, problems)
    return tasks


def complete_issue(
    draft: DirectiveIssued,
    number: DocumentNumber | None,
    citations: tuple[CitationRecord, ...],
    files: tuple[AttachmentRecord, ...],
) -> DirectiveIssued:
    """The issue with the number it takes, the documents it rests on and the files it comes with."""
    return replace(draft, number=number, citations=citations, attachments=files)


def everyone(
    organisation: Organisation, audience: Audience, tasks: Iterable[TaskRecord]
) -> Audience:
    """Everyone whom the directive addresses or a task of it charges."""
    parts = [audience]
    for task in tasks:
        known = tuple(id_ for id_ in task.named_ids if id_ in organisation.units)
        parts += [task.audience or NOBODY, task.coordinating or NOBODY, Audience((), (), known)]
    return union(organisation, parts)


def _check_document(around: Surroundings, command: IssueDirective, problems: Problems) -> None:
    if command.unnumbered and command.number is not None:
        problems.add(NumberNotWanted("An unnumbered instrument has no number.", "number"))
    if command.issued_on > around.today:
        problems.add(IssuedInTheFuture("A document is dated today or earlier.", "issued_on"))
    if not command.tasks:
        problems.add(NoTask("A directive has at least one task.", "tasks"))
    for items, limit, field in (
        (command.tasks, TASKS_AT_ONCE, "tasks"),
        (command.windows, WINDOWS, "windows"),
        (command.citations, CITATIONS, "citations"),
        (command.distribution, DISTRIBUTION, "distribution"),
        (command.joint_issuers, JOINT_ISSUERS, "joint_issuers"),
    ):
        if len(items) > limit:
            problems.add(TooMany(f"At most {limit} of these.", field))
            # What else may be wrong with so many is not looked for.
            problems.refuse_if_any()
    _check_citations(command, problems)


def _check_citations(command: IssueDirective, problems: Problems) -> None:
    task_keys = {task.key for task in command.tasks}
    for index, citation in enumerate(command.citations):
        at = ("citations", index)
        if citation.task_key is not None and citation.task_key not in task_keys:
            reason = f"No task has the key {citation.task_key!r}."
            problems.add(UnknownTask(reason, *at, "task_key"))
        check_source(citation, problems, *at)


def _joint_issuers(
    organisation: Organisation, command: IssueDirective, problems: Problems
) -> tuple[UUID, ...]:
    """Those that issue it beside the lead, as far as they are right."""
    found: dict[UUID, None] = {}
    for index, unit_id in enumerate(command.joint_issuers):
        at = ("joint_issuers", index)
        reason = refuse_unit(organisation, unit_id, *at)
        if reason is None and (unit_id == command.issuer or unit_id in found):
            reason = JointIssuerRepeated("It issues the directive already.", *at)
        if reason is not None:
            problems.add(reason)
        else:
            found[unit_id] = None
    return tuple(found)


def _window_records(command: IssueDirective) -> tuple[WindowRecord, ...]:
    return tuple(
        WindowRecord(key=w.key, stated=w.stated, from_day=w.from_day, to_day=w.to_day)
        for w in command.windows
    )


def _windows(command: IssueDirective, problems: Problems) -> dict[str, WindowInput]:
    windows: dict[str, WindowInput] = {}
    for index, window in enumerate(command.windows):
        at = ("windows", index)
        if window.key in windows:
            problems.add(DuplicateKey(f"Two windows have the key {window.key!r}.", *at, "key"))
        first, last = window.from_day, window.to_day
        if (first is None) != (last is None) or (first and last and last < first):
            problems.add(WindowBackwards("Give both days, the first one first.", *at, "to_day"))
        elif last is not None and last < command.issued_on:
            problems.add(WindowBeforeIssue("The window ends before the issue.", *at, "to_day"))
        windows.setdefault(window.key, window)
    return windows


def _distribution(
    organisation: Organisation, command: IssueDirective, problems: Problems
) -> tuple[DistributionRecord, ...]:
    for index, line in enumerate(command.distribution):
        at = ("distribution", index, "unit")
        reason = refuse_unit(organisation, line.unit, *at) if line.unit else None
        if reason is not None:
            problems.add(reason)
    return tuple(
        DistributionRecord(role=d.role, unit_id=d.unit, stated=d.stated)
        for d in command.distribution
    )


def _level_by_level(
    authority: Authority,
    command: IssueDirective,
    audience: Audience,
    tasks: tuple[TaskRecord, ...],
    problems: Problems,
) -> LevelByLevel | None:
    if command.level_by_level is None:
        return None
    days = command.level_by_level.working_days_to_pass_on
    if days is not None and days not in WORKING_DAYS_TO_PASS_ON:
        problems.add(
            DueNotUnderstood("Give 1 to 1,000.", "level_by_level", "working_days_to_pass_on")
        )
    organisation = authority.organisation
    concerned = everyone(organisation, audience, tasks)
    if charges_itself(authority, concerned):
        reason = "Issue what it asks of itself apart, or all of it at once."
        problems.add(ChargesItselfLevelByLevel(reason, "level_by_level"))
    return LevelByLevel(topmost=topmost(organisation, concerned), working_days_to_pass_on=days)
