"""Extensions and exemptions of everything open of a directive under a unit: one event each."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from cascade.content import ContentRef
from cascade.directive.events import DirectiveIssued, ObligationsExempted, ObligationsExtended
from cascade.directive.refusals import TaskGivenTwice, TooMany, UnknownTask
from cascade.directive.state import Directive
from cascade.enums import DueKind
from cascade.events import Event, next_place
from cascade.execution.refusals import DueInThePast, NothingToExtend
from cascade.refusals import Problems

TASKS: Final = 200
UNDATED: Final = frozenset({DueKind.ABSENT, DueKind.CONTINUOUS, DueKind.ON_OCCURRENCE})


def tasks_meant(directive: Directive, keys: Sequence[str], problems: Problems) -> tuple[UUID, ...]:
    """The tasks of these keys; adds to the problems what names none, or one twice."""
    if len(keys) > TASKS:
        problems.add(TooMany(f"At most {TASKS} tasks.", "tasks"))
        return ()
    tasks = {task.key: task.task_id for task in directive.tasks.values()}
    for index, key in enumerate(keys):
        if key not in tasks or tasks[key] in directive.tasks_withdrawn:
            problems.add(UnknownTask(f"No task {key!r}.", "tasks", index))
        elif key in keys[:index]:
            problems.add(TaskGivenTwice("It is named twice.", "tasks", index))
    return tuple(tasks[key] for key in keys if key in tasks)


def check_due(
    directive: Directive, task_ids: Sequence[UUID], due_at: datetime, now: datetime
) -> Problems:
    """What stands against extending these tasks (none: every task) to a date."""
    problems = Problems()
    wanted = task_ids or tuple(directive.tasks)
    rules = [due for task_id in wanted for _, due in directive.tasks[task_id].rules]
    if all(due.kind in UNDATED for due in rules):
        problems.add(NothingToExtend("None of these has a due date.", "tasks"))
    if due_at <= now:
        problems.add(DueInThePast("The new due date has passed already.", "due_at"))
    return problems


def decide_extend_group(
    directive: Directive,
    issued: DirectiveIssued,
    under_id: UUID,
    task_ids: tuple[UUID, ...],
    due_at: datetime,
    reason: ContentRef,
    now: datetime,
) -> list[Event]:
    """Extend what is open within a unit now; it is judged when read."""
    return [
        ObligationsExtended(
            **next_place(issued.originator_id, directive.version, now),
            under_id=under_id,
            task_ids=task_ids,
            due_at=due_at.astimezone(UTC),
            reason=reason,
        )
    ]


def decide_exempt_group(
    directive: Directive,
    issued: DirectiveIssued,
    under_id: UUID,
    task_ids: tuple[UUID, ...],
    reason: ContentRef,
    now: datetime,
) -> list[Event]:
    """Exempt from what is open within a unit now; it is judged when read."""
    place = next_place(issued.originator_id, directive.version, now)
    return [ObligationsExempted(**place, under_id=under_id, task_ids=task_ids, reason=reason)]
