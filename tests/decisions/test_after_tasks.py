"""What may be due after another task's acceptance, and what closes a circle."""

import pytest

from cascade.directive.records import DueRecord, TaskRecord
from cascade.directive.rules.after_tasks import check_after_tasks
from cascade.enums import DueKind
from cascade.refusals import Problems
from tests.decisions.story import told
from tests.oracle.builders import ABSENT, task


def after(key: str, base: str) -> TaskRecord:
    rule = f"1 days after task {base} is accepted"
    due = DueRecord(kind=DueKind.AFTER_TASK, rule=rule, after_task=base, offset_days=1)
    return task(key, due=due)


def wrong(*tasks: TaskRecord) -> list[str]:
    problems = Problems()
    given = {each.key: ("tasks", index, "due") for index, each in enumerate(tasks)}
    check_after_tasks(tasks, given, problems)
    return [told(reason) for reason in problems.found]


def test_a_chain_is_no_circle() -> None:
    assert wrong(task("1", due=ABSENT), after("2", "1"), after("3", "2"), after("4", "1")) == []


def test_each_task_of_a_circle_is_told() -> None:
    found = wrong(after("1", "3"), after("2", "1"), after("3", "2"), after("4", "3"))
    at = "due.after_acceptance"
    assert found == [f"DUE_CIRCLE at tasks.{index}.{at}" for index in range(3)]


@pytest.mark.parametrize(
    "base",
    [
        task("1", due=DueRecord(kind=DueKind.RECURRING)),
        task("1", due=DueRecord(kind=DueKind.AFTER_OCCURRENCE)),
        task("1", minimum=2),
    ],
)
def test_what_is_owed_many_times_or_in_parts_is_not_accepted_once(base: TaskRecord) -> None:
    assert wrong(base, after("2", "1")) == ["NOT_ACCEPTED_ONCE at tasks.1.due.after_acceptance"]
