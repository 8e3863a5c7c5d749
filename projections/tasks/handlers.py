"""What is owed, by whom, when. The units are told by audiences, never by a row for each."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID

from cascade.directive.audience import Audience
from cascade.directive.events import DirectiveIssued, WindowDated
from cascade.directive.records import TaskRecord
from cascade.log.records import RecordedEvent
from cascade.terms import ObligationRole
from projections.copying import copy
from projections.json_rows import to_json
from projections.statements import load
from projections.tasks.added import added_tasks
from projections.versions import first_of_each, succession

EVENTS: Final = (DirectiveIssued, WindowDated)

OWN_AUDIENCE: Final = 0
"""The audience that is the directive's; a task's own one has the task's ordinal, from 1."""
ONCE: Final = date.min
"""The occurrence of a task that does not recur: '-infinity'."""

Period = tuple[UUID, int, date | None, datetime | None]

statements = load(__package__, "handlers.sql")


@dataclass(slots=True)
class Rows:
    """What a page writes, by table."""

    task: list[tuple[Any, ...]] = field(default_factory=list)
    audience_atom: list[tuple[Any, ...]] = field(default_factory=list)
    audience_unit: list[tuple[Any, ...]] = field(default_factory=list)
    task_member: list[tuple[Any, ...]] = field(default_factory=list)
    task_recipient: list[tuple[Any, ...]] = field(default_factory=list)


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rows = Rows()
    periods: list[Period] = []
    for recorded in events:
        event, position = recorded.event, recorded.position
        if isinstance(event, DirectiveIssued):
            _issue(rows, event, position)
            periods += [(row[0], position, due_on, due_at) for row, due_on, due_at in _dues(event)]
        elif isinstance(event, WindowDated):
            periods += [(due.task_id, position, due.due_on, due.due_at) for due in event.dues]
    for table in Rows.__slots__:
        await copy(connection, table, getattr(rows, table))
    await _write_periods(connection, periods)


def _issue(rows: Rows, event: DirectiveIssued, position: int) -> None:
    _cover(rows, event.originator_id, OWN_AUDIENCE, position, event.audience)
    for ordinal, task in enumerate(event.tasks, 1):
        rows.task.append(_task(event, position, ordinal, task))
        if task.audience is not None:
            _cover(rows, event.originator_id, ordinal, position, task.audience)
        rank = event.classification.rank
        rows.task_member += [
            (task.task_id, unit_id, event.originator_id, position, role, rank)
            for unit_id, role in _members(task)
        ]
        rows.task_recipient += [
            (task.task_id, unit_id, event.originator_id, rank)
            for unit_id in dict.fromkeys((task.report_to_id, task.report_via_id))
            if unit_id is not None
        ]
    rows.task += added_tasks(event, position)


def _cover(rows: Rows, directive_id: UUID, audience: int, position: int, covered: Audience) -> None:
    rows.audience_atom += [
        (directive_id, audience, position, atom.scope_id, atom.level, atom.kind)
        for atom in covered.atoms
    ]
    rows.audience_unit += [
        (directive_id, audience, position, unit_id) for unit_id in covered.unit_ids
    ]


def _members(task: TaskRecord) -> Iterator[tuple[UUID, str]]:
    if task.lead_id is not None:
        yield task.lead_id, ObligationRole.LEAD.value
    for unit_id in dict.fromkeys(task.coordinating_ids):
        if unit_id != task.lead_id:
            yield unit_id, ObligationRole.COORDINATING.value


def _task(event: DirectiveIssued, position: int, ordinal: int, task: TaskRecord) -> tuple[Any, ...]:
    if task.audience is not None:
        audience: int | None = ordinal
    else:
        audience = None if task.lead_id or task.coordinating_ids else OWN_AUDIENCE
    due = task.due
    return (
        task.task_id, event.originator_id, position, ordinal, task.key, task.number, task.text,
        task.kind.value, "DOCUMENT", audience,
        to_json(task.audience.selectors) if task.audience else None,
        task.lead_id, task.lead_is_inferred, task.coordinating_ids,
        to_json(task.quota) if task.quota else None,
        task.quota.minimum if task.quota else None,
        due.kind.value, due.stated, due.rule, due.window, due.working_days,
        task.report_to_id, task.report_via_id, task.needs_acceptance,
        event.issuer_id, event.classification.rank, event.type, event.level_by_level is not None,
    )  # fmt: skip


def _dues(
    event: DirectiveIssued,
) -> Iterator[tuple[tuple[Any, ...], date | None, datetime | None]]:
    for task in event.tasks:
        yield (task.task_id,), task.due.due_on, task.due.due_at
    for row in added_tasks(event, 0):
        yield row, None, None


async def _write_periods(connection: Any, periods: Sequence[Period]) -> None:
    first = first_of_each(periods, lambda p: p[0], lambda p: p[1])
    await statements.end_periods(connection, task_ids=list(first), positions=list(first.values()))
    records = [
        (task_id, ONCE, position, to_position, due_on, due_at)
        for (task_id, position, due_on, due_at), to_position in succession(
            periods, lambda p: p[0], lambda p: p[1]
        )
    ]
    await copy(connection, "period", records)
