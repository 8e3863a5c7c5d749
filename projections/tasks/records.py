"""Tasks of events as rows."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Final, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import start_of_day
from cascade.directive.audience import Audience, Selector
from cascade.directive.records import OccurrenceRecord, TaskRecord
from cascade.directive.rules.late_entry import is_ever_owed
from cascade.enums import ObligationRole, Origin
from projections.engine.copying import Rows
from projections.engine.json_rows import to_json
from projections.query_args import ONCE
from projections.tasks.tables import (
    OF_THE_TASK,
    AmendedAtom,
    AmendedUnit,
    AudienceAtom,
    AudienceUnit,
    Period,
    StandingException,
    StandingGroup,
    Task,
    TaskMember,
    TaskRecipient,
    TaskSuperior,
    UnitTarget,
)
from projections.tasks.wording import wording

OWN_AUDIENCE: Final = 0
"""The audience that is the directive's; a task's own one has the task's ordinal, from 1, and those
that coordinate in it by group are the audience of that number below 0.
"""


class Added(NamedTuple):
    """The event that adds tasks: the issue of their directive, or an amendment."""

    position: int
    at: datetime
    on: date


class Document(NamedTuple):
    """What a directive's tasks bear of it."""

    directive_id: UUID
    position: int
    issuer_id: UUID
    clearance: int
    type: str
    level_by_level: bool
    need_to_know: bool
    standing: bool
    effective_on: date | None
    expires_at: datetime | None
    urgency: str


class TaskRows(Rows):
    """What a page writes of tasks and of those whom they cover."""

    def add_task(
        self, document: Document, added: Added, ordinal: int, task: TaskRecord, zone: ZoneInfo
    ) -> None:
        """A document's own task: whom it covers, who reads its reports, when it is owed."""
        self.add(_task(document, added, ordinal, task, zone))
        if task.audience is not None:
            self.cover(document, ordinal, added.position, task.audience)
        if task.coordinating is not None:
            self.cover(document, -ordinal, added.position, task.coordinating, task.task_id)
        self.extend(_members(document, added.position, task))
        self.extend(recipients(document, added.position, task))
        self.extend(_superior(document, added.position, task))
        self.extend(periods(document, task, added.position, zone))
        self.extend(targets(task, added.position))

    def add_derived(self, tasks: Iterable[Task]) -> None:
        """Tasks that no document words; each is owed once, by a date that the reach gives."""
        for task in tasks:
            self.add(
                task,
                Period(task_id=task.task_id, occurrence=ONCE, from_position=task.from_position),
            )

    def cover(
        self,
        document: Document,
        audience: int,
        position: int,
        covered: Audience,
        task_id: UUID | None = None,
    ) -> None:
        """At the issue of the directive or of the task. ``task_id``: in which they coordinate."""
        of = document.directive_id
        for atom in covered.atoms:
            self.add(
                AudienceAtom(
                    directive_id=of, audience=audience, position=position, task_id=task_id,
                    scope_id=atom.scope_id, level=atom.level, kind=atom.kind,
                )
            )  # fmt: skip
        for unit_id in covered.unit_ids:
            self.add(
                AudienceUnit(
                    directive_id=of, audience=audience, position=position, task_id=task_id,
                    unit_id=unit_id,
                )
            )  # fmt: skip
        self.stand(document, audience, position, covered, withdrawn=False, task_id=task_id)

    def amend(
        self, document: Document, position: int, covered: Audience | None, *, withdrawn: bool
    ) -> None:
        """An amendment of the directive's own audience."""
        if covered is None:
            return
        of = document.directive_id
        for atom in covered.atoms:
            self.add(
                AmendedAtom(
                    directive_id=of, position=position, withdrawn=withdrawn,
                    scope_id=atom.scope_id, level=atom.level, kind=atom.kind,
                )
            )  # fmt: skip
        for unit_id in covered.unit_ids:
            self.add(
                AmendedUnit(
                    directive_id=of, position=position, withdrawn=withdrawn, unit_id=unit_id
                )
            )
        self.stand(document, OWN_AUDIENCE, position, covered, withdrawn=withdrawn)

    def stand(
        self,
        document: Document,
        audience: int,
        position: int,
        covered: Audience,
        *,
        withdrawn: bool,
        task_id: UUID | None = None,
    ) -> None:
        """Keep the groups of a standing directive as worded, for units founded later."""
        if not document.standing:
            return
        for ordinal, selector in enumerate(covered.selectors):
            if not selector.is_open_group or selector.under_id is None:
                continue
            group = StandingGroup(
                directive_id=document.directive_id,
                position=position,
                audience=audience,
                ordinal=ordinal,
                withdrawn=withdrawn,
                scope_id=selector.under_id,
                levels=selector.levels,
                kinds=selector.kinds,
                task_id=task_id,
            )
            self.add(group)
            self.extend(_exceptions(group, selector))


def _exceptions(group: StandingGroup, selector: Selector) -> Iterator[StandingException]:
    """Whom it excepts of those founded later: a unit by name or by a label is none of them."""
    for number, excepted in enumerate(selector.exceptions):
        if excepted.is_open_group and excepted.under_id is not None:
            yield StandingException(
                directive_id=group.directive_id,
                position=group.position,
                audience=group.audience,
                withdrawn=group.withdrawn,
                ordinal=group.ordinal,
                number=number,
                scope_id=excepted.under_id,
                levels=excepted.levels,
                kinds=excepted.kinds,
            )


def recipients(document: Document, position: int, task: TaskRecord) -> Iterator[TaskRecipient]:
    """To whom its reports are addressed and through whom they go; where they go to each one's
    superior, who is named gets no more than what is gathered last.
    """
    to_id = None if task.superior else task.report_to_id
    for unit_id in dict.fromkeys((to_id, task.report_via_id)):
        if unit_id is not None:
            yield TaskRecipient(
                task_id=task.task_id,
                unit_id=unit_id,
                position=position,
                directive_id=document.directive_id,
                clearance=document.clearance,
            )


def _superior(document: Document, position: int, task: TaskRecord) -> Iterator[TaskSuperior]:
    if task.superior is not None:
        yield TaskSuperior(
            task_id=task.task_id,
            directive_id=document.directive_id,
            position=position,
            line=task.superior.line,
            gathered=task.superior.gathered,
            top_ids=task.superior.top_ids,
        )


def periods(
    document: Document, task: TaskRecord, position: int, zone: ZoneInfo
) -> Iterator[Period]:
    """What a task's due rules, its own and its levels', came to at a position; nothing of a rule by
    which nobody is to owe it, or that waits for occurrences.
    """
    effective_on = document.effective_on
    opens_at = start_of_day(effective_on, zone) if effective_on else None
    for rule_of, due in task.rules:
        level, waits = rule_of or OF_THE_TASK, due.after_occurrence is not None
        if not due.occurrences and not waits and is_ever_owed(due, task.owed_from):
            yield Period(
                task_id=task.task_id,
                level=level,
                occurrence=ONCE,
                from_position=position,
                due_on=due.due_on,
                due_at=due.due_at,
                opens_at=opens_at,
            )
        yield from occurrences(task.task_id, level, due.occurrences, position, zone)


def occurrences(
    task_id: UUID,
    level: str,
    each_of: Iterable[OccurrenceRecord],
    position: int,
    zone: ZoneInfo,
) -> Iterator[Period]:
    """The occurrences that a recurring task has from a position on, by the rule of a level."""
    for each in each_of:
        yield Period(
            task_id=task_id,
            level=level,
            occurrence=each.day,
            from_position=position,
            due_on=each.due_on,
            due_at=each.due_at,
            starts_on=each.starts_on,
            opens_at=start_of_day(each.starts_on, zone),
            label=each.label,
            original_due_at=each.due_at,
        )


def targets(task: TaskRecord, position: int) -> Iterator[UnitTarget]:
    """What it asks of units by name, from a position on."""
    for row in task.quota.by_unit if task.quota else ():
        yield UnitTarget(
            task_id=task.task_id, unit_id=row.unit_id, from_position=position, amount=row.amount
        )


def _members(document: Document, position: int, task: TaskRecord) -> Iterator[TaskMember]:
    """The leads and the coordinating units by name, each in its best role."""
    roles = dict.fromkeys(task.coordinating_ids, ObligationRole.COORDINATING)
    roles |= dict.fromkeys(task.lead_ids, ObligationRole.LEAD)
    for unit_id, role in roles.items():
        yield TaskMember(
            task_id=task.task_id,
            unit_id=unit_id,
            directive_id=document.directive_id,
            position=position,
            role=role.value,
            invited=False,
            clearance=document.clearance,
        )


def _task(document: Document, added: Added, ordinal: int, task: TaskRecord, zone: ZoneInfo) -> Task:
    if task.audience is not None:
        audience: int | None = ordinal
    else:
        audience = OWN_AUDIENCE if task.is_of_directive else None
    return Task(
        task_id=task.task_id,
        from_position=added.position,
        directive_id=document.directive_id,
        position=added.position,
        added_at=added.at,
        added_on=added.on,
        ordinal=ordinal,
        key=task.key,
        kind=task.kind.value,
        origin=Origin.DOCUMENT.value,
        audience=audience,
        selectors=to_json(task.audience.selectors) if task.audience else None,
        lead_id=task.lead_id,
        lead_is_inferred=task.lead_is_inferred,
        co_lead_ids=task.co_lead_ids,
        coordinating_ids=task.coordinating_ids,
        coordinating=to_json(task.coordinating.selectors) if task.coordinating else None,
        counted_position=0,
        directive_position=document.position,
        issuer_id=document.issuer_id,
        clearance=document.clearance,
        document_type=document.type,
        level_by_level=document.level_by_level,
        need_to_know=document.need_to_know,
        owed_from=task.owed_from,
        owed_since=start_of_day(task.owed_from, zone) if task.owed_from else None,
        effective_on=document.effective_on,
        expires_at=document.expires_at,
        urgency=document.urgency,
        **wording(document.directive_id, task)._asdict(),
    )
