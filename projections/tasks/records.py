"""Tasks of events as rows."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import start_of_day
from cascade.directive.audience import Audience
from cascade.directive.records import DueRecord, TaskRecord
from cascade.enums import ObligationRole
from projections.engine.copying import copy
from projections.engine.json_rows import to_json
from projections.engine.versions import FOREVER

OWN_AUDIENCE: Final = 0
"""The audience that is the directive's; a task's own one has the task's ordinal, from 1."""
ONCE: Final = date.min
"""The occurrence of a task that does not recur: '-infinity'."""


@dataclass(frozen=True, slots=True)
class Added:
    """The event that adds tasks: the issue of their directive, or an amendment."""

    position: int
    at: datetime
    on: date


@dataclass(frozen=True, slots=True)
class Document:
    """What a directive's tasks bear of it."""

    directive_id: UUID
    position: int
    issuer_id: UUID
    rank: int
    type: str
    level_by_level: bool
    need_to_know: bool
    standing: bool

    @property
    def columns(self) -> tuple[Any, ...]:
        """The last columns of ``task``."""
        return (
            self.position,
            self.issuer_id,
            self.rank,
            self.type,
            self.level_by_level,
            self.need_to_know,
        )


@dataclass(slots=True)
class Rows:
    """What a page writes, by table."""

    task: list[tuple[Any, ...]] = field(default_factory=list)
    audience_atom: list[tuple[Any, ...]] = field(default_factory=list)
    audience_unit: list[tuple[Any, ...]] = field(default_factory=list)
    amended_atom: list[tuple[Any, ...]] = field(default_factory=list)
    amended_unit: list[tuple[Any, ...]] = field(default_factory=list)
    standing_group: list[tuple[Any, ...]] = field(default_factory=list)
    task_member: list[tuple[Any, ...]] = field(default_factory=list)
    task_recipient: list[tuple[Any, ...]] = field(default_factory=list)
    period: list[tuple[Any, ...]] = field(default_factory=list)

    def add_task(
        self, document: Document, added: Added, ordinal: int, task: TaskRecord, zone: ZoneInfo
    ) -> None:
        """A document's own task: whom it covers, who reads its reports, when it is owed."""
        self.task.append(_row(document, added, ordinal, task))
        if task.audience is not None:
            self.cover(document, ordinal, added.position, task.audience)
        self.task_member += [
            (task.task_id, unit_id, document.directive_id, added.position, role, False,
             document.rank)
            for unit_id, role in _members(task)
        ]  # fmt: skip
        self.add_recipients(document, added.position, task)
        self.period += periods(task.task_id, task.due, added.position, zone)

    def add_derived(self, tasks: Iterable[tuple[Any, ...]]) -> None:
        """Tasks that no document words; each is owed once, by a date that the reach gives."""
        for row in tasks:
            self.task.append(row)
            task_id, position = row[:2]
            self.period.append(
                (task_id, ONCE, position, FOREVER, None, None, None, None, None, None)
            )

    def add_recipients(self, document: Document, position: int, task: TaskRecord) -> None:
        self.task_recipient += [
            (task.task_id, unit_id, position, FOREVER, document.directive_id, document.rank)
            for unit_id in dict.fromkeys((task.report_to_id, task.report_via_id))
            if unit_id is not None
        ]

    def cover(self, document: Document, audience: int, position: int, covered: Audience) -> None:
        """At the issue of the directive or of the task."""
        self.audience_atom += [
            (document.directive_id, audience, position, atom.scope_id, atom.level, atom.kind)
            for atom in covered.atoms
        ]
        self.audience_unit += [
            (document.directive_id, audience, position, unit_id) for unit_id in covered.unit_ids
        ]
        self.stand(document, audience, position, covered, withdrawn=False)

    def amend(
        self, document: Document, position: int, covered: Audience | None, *, withdrawn: bool
    ) -> None:
        """An amendment of the directive's own audience."""
        if covered is None:
            return
        self.amended_atom += [
            (document.directive_id, position, withdrawn, atom.scope_id, atom.level, atom.kind)
            for atom in covered.atoms
        ]
        self.amended_unit += [
            (document.directive_id, position, withdrawn, unit_id) for unit_id in covered.unit_ids
        ]
        self.stand(document, OWN_AUDIENCE, position, covered, withdrawn=withdrawn)

    def stand(
        self,
        document: Document,
        audience: int,
        position: int,
        covered: Audience,
        *,
        withdrawn: bool,
    ) -> None:
        """Keep the groups of a standing directive as worded, for units founded later."""
        if not document.standing:
            return
        self.standing_group += [
            (document.directive_id, position, audience, ordinal, withdrawn, selector.under_id,
             selector.levels, selector.kinds)
            for ordinal, selector in enumerate(covered.selectors)
            if selector.under_id is not None and selector.line is None
        ]  # fmt: skip

    async def write(self, connection: Any) -> None:
        for table in Rows.__slots__:
            await copy(connection, table, getattr(self, table))
            getattr(self, table).clear()


def periods(
    task_id: UUID, due: DueRecord, position: int, zone: ZoneInfo
) -> Iterator[tuple[Any, ...]]:
    """Rows of ``period`` that a due rule came to at a position."""
    if not due.occurrences:
        yield task_id, ONCE, position, FOREVER, due.due_on, due.due_at, None, None, None, None
    for each in due.occurrences:
        opens_at = start_of_day(each.starts_on, zone)
        yield (
            task_id, each.day, position, FOREVER, each.due_on, each.due_at,
            each.starts_on, opens_at, each.label, each.due_at,
        )  # fmt: skip


def digest(due: DueRecord) -> str:
    """Tells due rules apart, however they are worded."""
    return sha256(to_json(replace(due, stated=None)).encode()).hexdigest()


def wording(task: TaskRecord) -> tuple[Any, ...]:
    """The columns of ``task`` that an amendment may change: of its text, its quota and its rule."""
    due = task.due
    quota = task.quota
    return (
        task.number, task.text, to_json(quota) if quota else None,
        quota.minimum if quota else None, due.kind.value, due.stated, due.rule, due.window,
        digest(due), due.working_days if due.due_at is None else None, due.days,
        task.report_to_id, task.report_via_id, task.needs_acceptance, task.accountable_post,
    )  # fmt: skip


def _members(task: TaskRecord) -> Iterable[tuple[UUID, str]]:
    if task.lead_id is not None:
        yield task.lead_id, ObligationRole.LEAD.value
    for unit_id in dict.fromkeys(task.coordinating_ids):
        if unit_id != task.lead_id:
            yield unit_id, ObligationRole.COORDINATING.value


def _row(document: Document, added: Added, ordinal: int, task: TaskRecord) -> tuple[Any, ...]:
    if task.audience is not None:
        audience: int | None = ordinal
    else:
        audience = None if task.lead_id or task.coordinating_ids else OWN_AUDIENCE
    (
        number, text, quota, minimum, due_kind, due_stated, due_rule, due_window, due_digest,
        working_days, days, report_to_id, report_via_id, needs_acceptance, post,
    ) = wording(task)  # fmt: skip
    return (
        task.task_id, added.position, FOREVER, document.directive_id, added.position, added.at,
        added.on, ordinal, task.key, number, text, task.kind.value, "DOCUMENT", audience,
        to_json(task.audience.selectors) if task.audience else None,
        task.lead_id, task.lead_is_inferred, task.coordinating_ids, quota, minimum,
        due_kind, due_stated, due_rule, due_window, due_digest, working_days, days, 0,
        report_to_id, report_via_id, needs_acceptance, post, FOREVER, *document.columns,
    )  # fmt: skip
