"""Tasks that are due so long after another one was accepted: what they rest on."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from cascade.directive.commands import AfterAcceptanceInput
from cascade.directive.records import DueRecord, TaskRecord
from cascade.directive.refusals import (
    DueCircle,
    DueNotUnderstood,
    NotAcceptedOnce,
    TaskRestedOn,
    UnknownTask,
)
from cascade.directive.rules.window_dues import AFTER
from cascade.enums import DueKind
from cascade.refusals import Problems, Refusal

Path = tuple[str | int, ...]
MANY_TIMES: Final = frozenset({DueKind.RECURRING, DueKind.AFTER_OCCURRENCE})
"""Rules by which a unit owes one task many times over."""


def after_acceptance(
    stated: str | None, wanted: AfterAcceptanceInput, problems: Problems, *at: str | int
) -> DueRecord:
    """The rule; adds what is wrong with it to the problems. No date is the same for everybody."""
    days, working_days = wanted.days, wanted.working_days
    count = working_days if days is None else days
    if (days is None) is (working_days is None):
        reason = "Give either days or working days."
        problems.add(DueNotUnderstood(reason, *at, "working_days"))
    elif count not in AFTER:
        field = "working_days" if days is None else "days"
        problems.add(DueNotUnderstood("Give 0 to 3,650 days.", *at, field))
    words = "working days" if days is None else "days"
    return DueRecord(
        kind=DueKind.AFTER_TASK,
        stated=stated,
        rule=f"{count} {words} after task {wanted.task} is accepted",
        after_task=wanted.task,
        offset_days=days,
        offset_working_days=working_days if days is None else None,
    )


def check_after_tasks(
    tasks: Sequence[TaskRecord], given: Mapping[str, Path], problems: Problems
) -> None:
    """Add where a task rests on none of these, which are all that stand, on one that is not
    accepted once and for all or, along others, on itself. ``given``: by key, where a command words
    a task's rule, or withdraws a task.
    """
    by_key = {task.key: task for task in tasks}
    for task in tasks:
        if task.due.after_task is not None:
            for refusal in _wrong(task, task.due.after_task, by_key, given):
                problems.add(refusal)


def _wrong(
    task: TaskRecord, key: str, by_key: Mapping[str, TaskRecord], given: Mapping[str, Path]
) -> Iterator[Refusal]:
    base = by_key.get(key)
    if base is None and task.key not in given:
        reason = f"Task {task.key!r} is due after it is accepted."
        yield TaskRestedOn(reason, *given.get(key, ()))
        return
    at = (*given[task.key], "after_acceptance") if task.key in given else given.get(key, ())
    if base is None:
        yield UnknownTask(f"No task has the key {key!r}.", *at, "task")
    elif base.due.kind in MANY_TIMES or base.quota is not None:
        reason = f"Task {key!r} recurs or has a quota, and {task.key!r} is due after it."
        yield NotAcceptedOnce(reason, *at)
    elif circle := _circle(task.key, by_key):
        yield DueCircle(f"Each after the next: {', '.join(circle)}.", *at)


def _circle(key: str, by_key: Mapping[str, TaskRecord]) -> list[str]:
    """The tasks from one back to itself, each due after the next; none where it ends elsewhere."""
    passed = [key]
    while (following := by_key[passed[-1]].due.after_task) in by_key and following is not None:
        if following == key:
            return [*passed, key]
        if following in passed:
            return []
        passed.append(following)
    return []
