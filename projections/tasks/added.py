"""Tasks that no document words: passing on, and what standing policies ask."""

from collections.abc import Iterator
from typing import Any, Final

from cascade.directive.events import DirectiveIssued
from cascade.enums import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_FINAL_REPORT_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    Origin,
    TaskKind,
)
from cascade.identifiers import task_id
from projections.engine.versions import FOREVER
from projections.tasks.records import Added, Document

FIRST_ORDINAL: Final = 10_000
"""After every task that a document can hold."""
TEXTS: Final = {
    TaskKind.PASS_ON: "Pass the directive on",
    TaskKind.ACKNOWLEDGE: "Acknowledge the directive",
    TaskKind.REPORT: "Report finally on the directive",
}
AFTER_RECEIPT: Final = "working days after receipt"
POLICIES: Final = (
    (POLICY_ACKNOWLEDGE_KEY, TaskKind.ACKNOWLEDGE),
    (POLICY_PASS_ON_KEY, TaskKind.PASS_ON),
    (POLICY_FINAL_REPORT_KEY, TaskKind.REPORT),
)


def added_tasks(
    event: DirectiveIssued, document: Document, added: Added
) -> Iterator[tuple[Any, ...]]:
    """Rows of ``task``, whether or not anybody comes to owe them."""
    passing = event.level_by_level
    if passing is not None:
        days = passing.working_days_to_pass_on
        kind = DueKind.RELATIVE if days else DueKind.ABSENT
        rule = f"{days} {AFTER_RECEIPT}" if days else None
        yield _row(document, added, 0, PASS_ON_KEY, TaskKind.PASS_ON, kind, rule, days)
    for number, (key, kind_of_task) in enumerate(POLICIES, 1):
        # How many days is the policy's, which differs by unit.
        yield _row(
            document, added, number, key, kind_of_task, DueKind.RELATIVE, AFTER_RECEIPT, None
        )


def _row(
    document: Document,
    added: Added,
    number: int,
    key: str,
    kind: TaskKind,
    due_kind: DueKind,
    rule: str | None,
    working_days: int | None,
) -> tuple[Any, ...]:
    origin = Origin.DOCUMENT if key == PASS_ON_KEY else Origin.POLICY
    return (
        task_id(document.directive_id, key), added.position, FOREVER, document.directive_id,
        added.position, added.at, added.on, FIRST_ORDINAL + number, key, None, TEXTS[kind],
        kind.value, origin.value, None, None, None, False, (), None, None, due_kind.value,
        None, rule, None, None, working_days, None, 0, None, None, False, None, FOREVER,
        *document.columns,
    )  # fmt: skip
