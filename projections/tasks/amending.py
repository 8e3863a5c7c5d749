"""Tasks, audiences and due dates that change after the issue: versions follow each other."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import chain
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.directive.due_changes import MovedDue
from cascade.directive.events import (
    DirectiveAmended,
    DirectiveCorrected,
    DirectiveRevoked,
    DirectiveSuperseded,
    DueDatesMoved,
    InvitationAccepted,
    PeriodsOpened,
    WindowDated,
)
from cascade.directive.records import (
    TaskDue,
    TaskRecord,
)
from cascade.enums import ObligationRole
from cascade.log.records import RecordedEvent
from projections.engine.copying import arrays, copy
from projections.engine.statements import load
from projections.query_args import ONCE
from projections.tasks.records import (
    Added,
    Document,
    TaskRows,
    occurrences,
    periods,
    recipients,
    targets,
)
from projections.tasks.tables import OF_THE_TASK, Task, TaskMember, UnitTarget
from projections.tasks.wording import digest, wording

statements: Final = load(__package__, "amending.sql")


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
            recounted = await _current(connection, event.recounted_task_ids)
            counted = [task._replace(counted_position=position) for task in recounted.values()]
            await _supersede(connection, counted, position)
        case WindowDated():
            await _move(connection, event.dues, position)
        case PeriodsOpened():
            opened = (
                occurrences(p.task_id, p.level or OF_THE_TASK, p.occurrences, position, zone)
                for p in event.periods
            )
            await copy(connection, list(chain.from_iterable(opened)))


async def _amend(
    connection: Any, event: DirectiveAmended, recorded: RecordedEvent, zone: ZoneInfo
) -> None:
    directive_id, position = event.originator_id, recorded.position
    document = Document(**await statements.document(connection, directive_id=directive_id))
    if event.expiry is not None:
        document = document._replace(expires_at=event.expiry.expires_at)
    last_ordinal = await statements.last_ordinal(connection, directive_id=directive_id)
    added = Added(position, recorded.recorded_at, local_day(recorded.recorded_at, zone))
    rows = TaskRows()
    for ordinal, task in enumerate(event.added_tasks, last_ordinal + 1):
        rows.add_task(document, added, ordinal, task, zone)
    await _reword(connection, rows, document, event.changed_tasks, position, zone)
    rows.amend(document, position, event.added, withdrawn=False)
    rows.amend(document, position, event.withdrawn, withdrawn=True)
    await rows.write(connection)
    await statements.withdraw_tasks(
        connection, task_ids=event.withdrawn_task_ids, position=position
    )
    if event.expiry is not None:
        await _expire(connection, directive_id, event.expiry.expires_at, position)


async def _expire(connection: Any, directive_id: UUID, expires_at: datetime, position: int) -> None:
    """Its other tasks, those that no document words too, are asked for until that instant."""
    rows = await connection.fetch(statements.others.sql, directive_id, position)
    await _supersede(
        connection, [Task(**{**row, "expires_at": expires_at}) for row in rows], position
    )


async def _reword(
    connection: Any,
    rows: TaskRows,
    document: Document,
    tasks: Sequence[TaskRecord],
    position: int,
    zone: ZoneInfo,
) -> None:
    """Whole tasks as they are now; an unchanged due rule keeps the dates that it came to."""
    before = await _current(connection, [task.task_id for task in tasks])
    changed = [task for task in tasks if before[task.task_id].due_digest != digest(task)]
    await statements.end_periods_of_tasks(
        connection, task_ids=[task.task_id for task in changed], position=position
    )
    for task in changed:
        rows.extend(periods(document, task, position, zone))
    await statements.end_recipients(
        connection, task_ids=[task.task_id for task in tasks], position=position
    )
    for task in tasks:
        rows.extend(recipients(document, position, task))
    await _retarget(connection, rows, [task for task in tasks if task.quota], position)
    recounted = {task.task_id for task in tasks} - {task.task_id for task in changed}
    reworded = [
        before[task.task_id]._replace(
            **wording(document.directive_id, task)._asdict(),
            expires_at=document.expires_at,
            counted_position=before[task.task_id].counted_position
            if task.task_id in recounted
            else 0,
        )
        for task in tasks
    ]
    await _supersede(connection, reworded, position)


async def _retarget(
    connection: Any, rows: TaskRows, tasks: Sequence[TaskRecord], position: int
) -> None:
    """What units are asked for by name, where it is another figure than before."""
    if not tasks:
        return
    found = await connection.fetch(statements.targets.sql, [task.task_id for task in tasks])
    before = {(row["task_id"], row["unit_id"]): UnitTarget(**row) for row in found}
    now = {(row.task_id, row.unit_id): row for task in tasks for row in targets(task, position)}
    stay = {key for key, row in now.items() if key in before and before[key].amount == row.amount}
    ended = [row for key, row in before.items() if key not in stay]
    await statements.end_targets(
        connection, **arrays(ended, "task_id", "unit_id"), position=position
    )
    rows.extend(row for key, row in now.items() if key not in stay)


async def _correct(connection: Any, event: DirectiveCorrected, position: int) -> None:
    """A correction's field is a column of the task's wording."""
    corrected: dict[UUID, dict[str, Any]] = {}
    for each in event.corrections:
        if each.task_id is not None:
            corrected.setdefault(each.task_id, {})[each.field] = each.corrected
    before = await _current(connection, list(corrected))
    tasks = [task._replace(**corrected[task_id]) for task_id, task in before.items()]
    await _supersede(connection, tasks, position)


async def _accept(connection: Any, event: InvitationAccepted, position: int) -> None:
    """The invited unit coordinates, in whatever role the audience has it."""
    task = (await _current(connection, [event.task_id])).get(event.task_id)
    if task is None or event.unit_id in (task.lead_id, *task.co_lead_ids, *task.coordinating_ids):
        return
    coordinating = task._replace(coordinating_ids=[*task.coordinating_ids, event.unit_id])
    await _supersede(connection, [coordinating], position)
    member = TaskMember(
        task_id=event.task_id,
        unit_id=event.unit_id,
        directive_id=event.originator_id,
        position=position,
        role=ObligationRole.COORDINATING.value,
        invited=True,
        clearance=task.clearance,
    )
    await copy(connection, [member])


async def _move(connection: Any, dues: Iterable[MovedDue | TaskDue], position: int) -> None:
    """Other dates of tasks, or of occurrences of them."""
    moved = list(dues)
    days = [getattr(due, "occurrence", None) or ONCE for due in moved]
    levels = [getattr(due, "level", None) or OF_THE_TASK for due in moved]
    await statements.move_periods(
        connection,
        task_ids=[due.task_id for due in moved],
        levels=levels,
        occurrences=days,
        due_days=[due.due_on for due in moved],
        due_instants=[due.due_at for due in moved],
        position=position,
    )


async def _current(connection: Any, task_ids: Sequence[UUID]) -> dict[UUID, Task]:
    rows = await connection.fetch(statements.current.sql, task_ids)
    return {row["task_id"]: Task(**row) for row in rows}


async def _supersede(connection: Any, tasks: Sequence[Task], position: int) -> None:
    """The tasks are so from the position on."""
    if tasks:
        task_ids = [task.task_id for task in tasks]
        await statements.end_versions(connection, task_ids=task_ids, position=position)
        await copy(connection, [task._replace(from_position=position) for task in tasks])
