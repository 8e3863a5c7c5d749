"""Tasks, audiences and due dates that change after the issue: versions follow each other."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveCorrected,
    DirectiveRevoked,
    DirectiveSuperseded,
    DueDatesMoved,
    InvitationAccepted,
    WindowDated,
)
from cascade.directive.records import MovedDue, TaskDue, TaskRecord
from cascade.log.records import RecordedEvent
from projections.engine.copying import copy
from projections.engine.statements import load
from projections.tasks.records import ONCE, Added, Document, Rows, digest, periods, wording

statements: Final = load(__package__, "amending.sql")

WORDING: Final = (
    "number", "text", "quota", "quota_minimum", "due_kind", "due_stated", "due_rule",
    "due_window", "due_digest", "working_days", "days", "report_to_id", "report_via_id",
    "needs_acceptance", "accountable_post",
)  # fmt: skip
"""The columns of ``task`` that ``wording`` gives, in its order."""


async def change(connection: Any, recorded: RecordedEvent, zone: ZoneInfo) -> None:
    """One event; all that was issued before it is written already."""
    event, position = recorded.event, recorded.position
    match event:
        case DirectiveAmended():
            await _amend(connection, event, recorded, zone)
        case DirectiveCorrected():
            await _correct(connection, event, position)
        case DirectiveSuperseded() | DirectiveRevoked():
            await statements.end_tasks(
                connection, directive_id=event.originator_id, position=position
            )
        case InvitationAccepted():
            await _accept(connection, event, position)
        case DueDatesMoved():
            await _move(connection, event.dues, position)
            await _replace(
                connection,
                {task_id: {"counted_position": position} for task_id in event.recounted_task_ids},
                position,
            )
        case WindowDated():
            await _move(connection, event.dues, position)


async def _amend(
    connection: Any, event: DirectiveAmended, recorded: RecordedEvent, zone: ZoneInfo
) -> None:
    row = await statements.document(connection, directive_id=event.originator_id)
    last_ordinal: int = row["last_ordinal"]
    document = Document(**{name: row[name] for name in Document.__slots__})
    position = recorded.position
    on = local_day(recorded.recorded_at, zone)
    added = Added(position, recorded.recorded_at, on)
    rows = Rows()
    for ordinal, task in enumerate(event.added_tasks, last_ordinal + 1):
        rows.add_task(document, added, ordinal, task, zone)
    await _reword(connection, rows, document, event.changed_tasks, position, zone)
    rows.amend(document, position, event.added, withdrawn=False)
    rows.amend(document, position, event.withdrawn, withdrawn=True)
    await rows.write(connection)
    await statements.withdraw_tasks(
        connection, task_ids=event.withdrawn_task_ids, position=position
    )


async def _reword(
    connection: Any,
    rows: Rows,
    document: Document,
    tasks: Sequence[TaskRecord],
    position: int,
    zone: ZoneInfo,
) -> None:
    """Whole tasks as they are now; an unchanged due rule keeps the dates that it came to."""
    before = await _current(connection, [task.task_id for task in tasks])
    changed = [task for task in tasks if before[task.task_id]["due_digest"] != digest(task.due)]
    await statements.end_periods_of_tasks(
        connection, task_ids=[task.task_id for task in changed], position=position
    )
    for task in changed:
        rows.period += periods(task.task_id, task.due, position, zone)
    await statements.end_recipients(
        connection, task_ids=[task.task_id for task in tasks], position=position
    )
    for task in tasks:
        rows.add_recipients(document, position, task)
    new = {task.task_id: dict(zip(WORDING, wording(task), strict=True)) for task in tasks}
    await _replace(connection, new, position)


async def _correct(connection: Any, event: DirectiveCorrected, position: int) -> None:
    corrected: dict[UUID, dict[str, Any]] = {}
    for each in event.corrections:
        if each.task_id is not None:
            corrected.setdefault(each.task_id, {})[each.field] = each.corrected
    await _replace(connection, corrected, position)


async def _accept(connection: Any, event: InvitationAccepted, position: int) -> None:
    """The invited unit coordinates, in whatever role the audience has it."""
    row = (await _current(connection, [event.task_id])).get(event.task_id)
    if row is None or event.unit_id in (row["lead_id"], *row["coordinating_ids"]):
        return
    coordinating = [*row["coordinating_ids"], event.unit_id]
    await _replace(connection, {event.task_id: {"coordinating_ids": coordinating}}, position)
    member = (
        event.task_id, event.unit_id, event.originator_id, position, "COORDINATING", True,
        row["clearance"],
    )  # fmt: skip
    await copy(connection, "task_member", [member])


async def _move(connection: Any, dues: Iterable[MovedDue | TaskDue], position: int) -> None:
    """Other dates of tasks, or of occurrences of them."""
    moved = list(dues)
    occurrences = [getattr(due, "occurrence", None) or ONCE for due in moved]
    await statements.move_periods(
        connection,
        task_ids=[due.task_id for due in moved],
        occurrences=occurrences,
        due_days=[due.due_on for due in moved],
        due_instants=[due.due_at for due in moved],
        position=position,
    )


async def _current(connection: Any, task_ids: Sequence[UUID]) -> dict[UUID, Any]:
    rows = await connection.fetch(statements.current.sql, task_ids)
    return {row["task_id"]: row for row in rows}


async def _replace(connection: Any, new: Mapping[UUID, Mapping[str, Any]], position: int) -> None:
    """Tasks are as before but for these columns, from the position on."""
    if not new:
        return
    before = await _current(connection, list(new))
    await statements.end_versions(connection, task_ids=list(new), position=position)
    await copy(
        connection,
        "task",
        [
            tuple({**row, **new[task_id], "from_position": position}.values())
            for task_id, row in before.items()
        ],
    )
