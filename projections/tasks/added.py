"""Tasks that no document words: passing on, and what standing policies ask."""

from collections.abc import Iterator
from typing import Any, Final

from cascade.directive.events import DirectiveIssued
from cascade.identifiers import task_id
from cascade.terms import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    Origin,
    TaskKind,
)

FIRST_ORDINAL: Final = 10_000
"""After every task that a document can hold."""
PASS_ON: Final = "Pass the directive on"
ACKNOWLEDGE: Final = "Acknowledge the directive"
AFTER_RECEIPT: Final = "working days after receipt"


def added_tasks(event: DirectiveIssued, position: int) -> Iterator[tuple[Any, ...]]:
    """Rows of ``task``, whether or not anybody comes to owe them."""
    passing = event.level_by_level
    if passing is not None:
        days = passing.working_days_to_pass_on
        kind = DueKind.RELATIVE if days else DueKind.ABSENT
        rule = f"{days} {AFTER_RECEIPT}" if days else None
        yield _row(event, position, 0, PASS_ON_KEY, TaskKind.PASS_ON, kind, rule, days)
    kinds = ((POLICY_ACKNOWLEDGE_KEY, TaskKind.ACKNOWLEDGE), (POLICY_PASS_ON_KEY, TaskKind.PASS_ON))
    for number, (key, kind_of_task) in enumerate(kinds, 1):
        # How many days is the policy's, which differs by unit.
        yield _row(
            event, position, number, key, kind_of_task, DueKind.RELATIVE, AFTER_RECEIPT, None
        )


def _row(
    event: DirectiveIssued,
    position: int,
    number: int,
    key: str,
    kind: TaskKind,
    due_kind: DueKind,
    rule: str | None,
    working_days: int | None,
) -> tuple[Any, ...]:
    origin = Origin.DOCUMENT if key == PASS_ON_KEY else Origin.POLICY
    text = PASS_ON if kind is TaskKind.PASS_ON else ACKNOWLEDGE
    return (
        task_id(event.originator_id, key), event.originator_id, position,
        FIRST_ORDINAL + number, key, None, text, kind.value, origin.value, None, None,
        None, False, (), None, None, due_kind.value, None, rule, None, working_days,
        None, None, False,
        event.issuer_id, event.classification.rank, event.type, event.level_by_level is not None,
    )  # fmt: skip
