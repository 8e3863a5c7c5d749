"""What may be issued, recorded, dated and relayed. Pure: the command layer loads what is read."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from cascade.calendar.state import Calendar, end_of_day
from cascade.directive.audience import Audience
from cascade.directive.commands import (
    DateWindow,
    IssueDirective,
    QuotaInput,
    RecordDirective,
    TaskInput,
    WindowInput,
)
from cascade.directive.coverage import check_addressed, resolve, topmost, union
from cascade.directive.due import WORKING_DAYS, DueRules
from cascade.directive.events import DirectiveIssued, DirectiveRecorded, WindowDated
from cascade.directive.number import DocumentNumber
from cascade.directive.records import (
    CitationRecord,
    DistributionRecord,
    LevelByLevel,
    QuotaRecord,
    TaskDue,
    TaskRecord,
    WindowRecord,
)
from cascade.directive.refusals import (
    CoordinatingWithoutLead,
    DirectiveAsksForNothing,
    DueNotUnderstood,
    DuplicateKey,
    IssuedInTheFuture,
    LeadCoordinatesItself,
    NoTask,
    PassOnIsDerived,
    QuotaBelowOne,
    TooMany,
    UnknownTask,
    UnknownWindow,
    WindowBackwards,
    WindowBeforeIssue,
)
from cascade.directive.state import Directive
from cascade.events import Event
from cascade.identifiers import task_id
from cascade.organisation.refusals import UnitNotFound
from cascade.organisation.state import Organisation
from cascade.refusals import Problems, Refused
from cascade.terms import DueKind, TaskKind
from cascade.texts import check_key, check_line, check_text

TASKS: Final = 200
WINDOWS: Final = 20
CITATIONS: Final = 200
DISTRIBUTION: Final = 200
COORDINATING: Final = 50
"""A quota is shared by a lead and at most so many: its sum is folded over all of them."""
QUOTA_AT_MOST: Final = 2_147_483_647


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an issue is judged against."""

    organisation: Organisation
    calendar: Calendar
    now: datetime


def draft_issue(
    around: Surroundings, command: IssueDirective, directive_id: UUID, problems: Problems
) -> DirectiveIssued:
    """The issue as far as the document itself goes, without its number and citations.

    Adds what is wrong to the problems, so that a preview can show all of it.
    """
    organisation = around.organisation
    issuer = organisation.unit(command.issuer, "issuer")
    _check_document(around, command, problems)
    authority = issuer.addresses_under_id
    audience = resolve(organisation, command.audience, authority, problems, "audience")
    windows = _windows(command, problems)
    dues = DueRules(around.calendar, organisation.zone, command.issued_on, windows, problems)
    drafter = _TaskDrafter(organisation, authority, directive_id, dues, problems)
    tasks = tuple(drafter.draft(task, "tasks", index) for index, task in enumerate(command.tasks))
    return DirectiveIssued(
        directive_id,
        1,
        around.now,
        issuer.unit_id,
        issuer.name_on(command.issued_on),
        command.type,
        None,
        command.subject,
        command.issued_on,
        command.on_behalf_of,
        command.classification,
        audience,
        tasks,
        tuple(WindowRecord(w.key, w.stated, w.from_day, w.to_day) for w in command.windows),
        _distribution(organisation, command, problems),
        (),
        command.citations_complete,
        _level_by_level(organisation, command, audience, tasks, problems),
    )


def complete_issue(
    draft: DirectiveIssued, number: DocumentNumber | None, citations: tuple[CitationRecord, ...]
) -> DirectiveIssued:
    """The issue with the number it takes and the documents it rests on."""
    return replace(draft, number=number, citations=citations)


def everyone(
    organisation: Organisation, audience: Audience, tasks: Iterable[TaskRecord]
) -> Audience:
    """Everyone whom the directive addresses or a task of it charges."""
    parts = [audience]
    for task in tasks:
        charged = (task.lead_id, *task.coordinating_ids)
        parts.append(task.audience or Audience((), (), ()))
        parts.append(Audience((), (), tuple(id_ for id_ in charged if id_ in organisation.units)))
    return union(organisation, parts)


def _check_document(around: Surroundings, command: IssueDirective, problems: Problems) -> None:
    check_key(problems, command.type, "type")
    check_line(problems, command.subject, "subject")
    check_line(problems, command.number, "number")
    check_line(problems, command.on_behalf_of, "onBehalfOf")
    if command.issued_on > around.now.astimezone(around.organisation.zone).date():
        problems.add(IssuedInTheFuture("A document is dated today or earlier.", "issuedOn"))
    if not command.tasks:
        problems.add(NoTask("A directive has at least one task.", "tasks"))
    for items, limit, field in (
        (command.tasks, TASKS, "tasks"),
        (command.windows, WINDOWS, "windows"),
        (command.citations, CITATIONS, "citations"),
        (command.distribution, DISTRIBUTION, "distribution"),
    ):
        if len(items) > limit:
            problems.add(TooMany(f"At most {limit} of these.", field))
    task_keys = {task.key for task in command.tasks}
    for index, citation in enumerate(command.citations):
        check_line(problems, citation.text, "citations", index, "text")
        check_line(problems, citation.issuer_name, "citations", index, "issuerName")
        check_line(problems, citation.anchor, "citations", index, "anchor")
        if citation.task_key is not None and citation.task_key not in task_keys:
            problems.add(
                UnknownTask(
                    f"No task has the key {citation.task_key!r}.", "citations", index, "taskKey"
                )
            )


def _windows(command: IssueDirective, problems: Problems) -> dict[str, WindowInput]:
    windows: dict[str, WindowInput] = {}
    for index, window in enumerate(command.windows):
        at = ("windows", index)
        check_key(problems, window.key, *at, "key")
        check_line(problems, window.stated, *at, "stated")
        if window.key in windows:
            problems.add(DuplicateKey(f"Two windows have the key {window.key!r}.", *at, "key"))
        first, last = window.from_day, window.to_day
        if (first is None) != (last is None) or (first and last and last < first):
            problems.add(WindowBackwards("Give both days, the first one first.", *at, "to"))
        elif last is not None and last < command.issued_on:
            problems.add(WindowBeforeIssue("The window ends before the issue.", *at, "to"))
        windows.setdefault(window.key, window)
    return windows


def _distribution(
    organisation: Organisation, command: IssueDirective, problems: Problems
) -> tuple[DistributionRecord, ...]:
    for index, line in enumerate(command.distribution):
        check_line(problems, line.stated, "distribution", index, "stated")
        if line.unit is not None and line.unit not in organisation.units:
            problems.add(UnitNotFound("There is no such unit.", "distribution", index, "unit"))
    return tuple(DistributionRecord(d.role, d.unit, d.stated) for d in command.distribution)


def _level_by_level(
    organisation: Organisation,
    command: IssueDirective,
    audience: Audience,
    tasks: tuple[TaskRecord, ...],
    problems: Problems,
) -> LevelByLevel | None:
    if command.level_by_level is None:
        return None
    days = command.level_by_level.working_days_to_pass_on
    if days is not None and days not in WORKING_DAYS:
        problems.add(DueNotUnderstood("Give 1 to 1,000.", "levelByLevel", "workingDaysToPassOn"))
    return LevelByLevel(topmost(organisation, everyone(organisation, audience, tasks)), days)


class _TaskDrafter:
    """Turns the tasks of one command into records."""

    def __init__(
        self,
        organisation: Organisation,
        authority_id: UUID,
        directive_id: UUID,
        dues: DueRules,
        problems: Problems,
    ) -> None:
        self.organisation = organisation
        self.authority_id = authority_id
        self.directive_id = directive_id
        self.dues = dues
        self.problems = problems
        self.keys: set[str] = set()

    def draft(self, task: TaskInput, *at: str | int) -> TaskRecord:
        self._check_words(task, *at)
        self._check_units(task, *at)
        audience = None
        if task.audience is not None:
            audience = resolve(
                self.organisation, task.audience, self.authority_id, self.problems, *at, "audience"
            )
        return TaskRecord(
            task_id=task_id(self.directive_id, task.key),
            key=task.key,
            number=task.number,
            text=task.text,
            kind=task.kind,
            audience=audience,
            lead_id=task.lead,
            lead_is_inferred=task.lead_is_inferred,
            coordinating_ids=tuple(dict.fromkeys(task.coordinating)),
            quota=self._quota(task.quota, *at, "quota"),
            due=self.dues.fix(task, *at, "due"),
            report_to_id=task.report_to,
            report_via_id=task.report_via,
            needs_acceptance=task.needs_acceptance,
        )

    def _check_words(self, task: TaskInput, *at: str | int) -> None:
        check_key(self.problems, task.key, *at, "key")
        if task.key in self.keys:
            self.problems.add(DuplicateKey(f"Two tasks have the key {task.key!r}.", *at, "key"))
        self.keys.add(task.key)
        if task.kind is TaskKind.PASS_ON:
            self.problems.add(PassOnIsDerived("Issue it level by level instead.", *at, "kind"))
        check_text(self.problems, task.text, *at, "text")
        check_line(self.problems, task.number, *at, "number")
        check_line(self.problems, task.due_stated, *at, "dueStated")

    def _check_units(self, task: TaskInput, *at: str | int) -> None:
        for field, unit_id in (("reportTo", task.report_to), ("reportVia", task.report_via)):
            if unit_id is not None and unit_id not in self.organisation.units:
                self.problems.add(UnitNotFound("There is no such unit.", *at, field))
        if task.lead is not None:
            self._check_charged(task.lead, *at, "lead")
        for index, unit_id in enumerate(task.coordinating):
            self._check_charged(unit_id, *at, "coordinating", index)
        if task.lead is not None and task.lead in task.coordinating:
            self.problems.add(LeadCoordinatesItself("The lead is named twice.", *at, "lead"))
        if task.quota is not None and task.coordinating and task.lead is None:
            self.problems.add(CoordinatingWithoutLead("Who leads?", *at, "lead"))
        if len(task.coordinating) > COORDINATING:
            self.problems.add(TooMany(f"At most {COORDINATING} units.", *at, "coordinating"))

    def _check_charged(self, unit_id: UUID, *at: str | int) -> None:
        check_addressed(self.organisation, unit_id, self.authority_id, self.problems, *at)

    def _quota(self, quota: QuotaInput | None, *at: str | int) -> QuotaRecord | None:
        if quota is None:
            return None
        upper = quota.stated_upper
        if not 1 <= quota.minimum <= QUOTA_AT_MOST:
            self.problems.add(QuotaBelowOne("A quota asks for at least 1.", *at, "minimum"))
        if upper is not None and upper < quota.minimum:
            self.problems.add(QuotaBelowOne("It lies under the minimum.", *at, "statedUpper"))
        check_line(self.problems, quota.unit_of_measure, *at, "unitOfMeasure")
        check_line(self.problems, quota.stated, *at, "stated")
        return QuotaRecord(quota.minimum, upper, quota.unit_of_measure, quota.stated)


def decide_record(
    around: Surroundings,
    command: RecordDirective,
    directive_id: UUID,
    number: DocumentNumber | None,
) -> DirectiveRecorded:
    """Record a known document; raises Refused."""
    organisation, problems = around.organisation, Problems()
    issuer = organisation.unit(command.issuer, "issuer")
    check_key(problems, command.type, "type")
    check_line(problems, command.number, "number")
    check_line(problems, command.subject, "subject")
    if command.issued_on > around.now.astimezone(organisation.zone).date():
        problems.add(IssuedInTheFuture("A document is dated today or earlier.", "issuedOn"))
    problems.refuse_if_any()
    return DirectiveRecorded(
        directive_id,
        1,
        around.now,
        command.recorded_by,
        issuer.unit_id,
        issuer.name_on(command.issued_on),
        command.type,
        number,
        command.subject,
        command.issued_on,
        command.classification,
    )


def decide_date_window(
    organisation: Organisation, directive: Directive, command: DateWindow, now: datetime
) -> list[Event]:
    """Date a window; nothing where it has these days already."""
    issued = directive.issued
    if issued is None:
        raise Refused(DirectiveAsksForNothing("A recorded document has no windows.", "directive"))
    window = next((window for window in issued.windows if window.key == command.key), None)
    if window is None:
        raise Refused(UnknownWindow(f"It names no window {command.key!r}.", "key"))
    if command.to_day < command.from_day:
        raise Refused(WindowBackwards("The window ends before it begins.", "to"))
    if command.to_day < issued.issued_on:
        raise Refused(WindowBeforeIssue("The window ends before the issue.", "to"))
    dated = directive.datings.get(command.key)
    standing = (dated.from_day, dated.to_day) if dated else (window.from_day, window.to_day)
    if standing == (command.from_day, command.to_day):
        return []
    end = end_of_day(command.to_day, organisation.zone)
    dues = tuple(
        TaskDue(task.task_id, command.to_day, end)
        for task in issued.tasks
        if task.due.kind is DueKind.WINDOW and task.due.window == command.key
    )
    return [
        WindowDated(
            issued.originator_id,
            directive.version + 1,
            now,
            command.key,
            command.from_day,
            command.to_day,
            dues,
        )
    ]
