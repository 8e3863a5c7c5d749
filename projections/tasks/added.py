"""Tasks that no document words: passing on, and what standing policies ask."""

from collections.abc import Iterator
from typing import Final

from cascade.directive.events import DirectiveIssued
from cascade.enums import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_ENTER_KEY,
    POLICY_FINAL_REPORT_KEY,
    POLICY_PASS_ON_KEY,
    DueKind,
    Origin,
    TaskKind,
)
from cascade.identifiers import task_id
from projections.tasks.records import Added, Document
from projections.tasks.tables import Task

FIRST_ORDINAL: Final = 10_000
"""After every task that a document can hold."""
TEXTS: Final = {
    TaskKind.PASS_ON: "Pass the directive on",
    TaskKind.ACKNOWLEDGE: "Acknowledge the directive",
    TaskKind.REPORT: "Report finally on the directive",
    TaskKind.ENTER: "Enter the document",
}
AFTER_RECEIPT: Final = "working days after receipt"
AFTER_ITS_DATE: Final = "working days after the document's date"
POLICIES: Final = (
    (POLICY_ACKNOWLEDGE_KEY, TaskKind.ACKNOWLEDGE, AFTER_RECEIPT),
    (POLICY_PASS_ON_KEY, TaskKind.PASS_ON, AFTER_RECEIPT),
    (POLICY_FINAL_REPORT_KEY, TaskKind.REPORT, AFTER_RECEIPT),
    (POLICY_ENTER_KEY, TaskKind.ENTER, AFTER_ITS_DATE),
)


def added_tasks(event: DirectiveIssued, document: Document, added: Added) -> Iterator[Task]:
    """Rows of ``task``, whether or not anybody comes to owe them."""
    if event.level_by_level is not None:
        days = event.level_by_level.working_days_to_pass_on
        passing = _task(document, added, 0, PASS_ON_KEY, TaskKind.PASS_ON, Origin.DOCUMENT)
        if days:
            rule = f"{days} {AFTER_RECEIPT}"
            relative = DueKind.RELATIVE.value
            passing = passing._replace(due_kind=relative, due_rule=rule, working_days=days)
        yield passing
    for number, (key, kind, rule) in enumerate(POLICIES, 1):
        # How many days is the policy's, which differs by unit.
        asked = _task(document, added, number, key, kind, Origin.POLICY)
        yield asked._replace(due_kind=DueKind.RELATIVE.value, due_rule=rule)


def _task(
    document: Document, added: Added, number: int, key: str, kind: TaskKind, origin: Origin
) -> Task:
    return Task(
        task_id=task_id(document.directive_id, key),
        from_position=added.position,
        directive_id=document.directive_id,
        position=added.position,
        added_at=added.at,
        added_on=added.on,
        ordinal=FIRST_ORDINAL + number,
        key=key,
        text=TEXTS[kind],
        kind=kind.value,
        origin=origin.value,
        lead_is_inferred=False,
        co_lead_ids=(),
        coordinating_ids=(),
        due_kind=DueKind.ABSENT.value,
        counted_position=0,
        needs_acceptance=False,
        directive_position=document.position,
        issuer_id=document.issuer_id,
        clearance=document.clearance,
        document_type=document.type,
        level_by_level=document.level_by_level,
        need_to_know=document.need_to_know,
        effective_on=document.effective_on,
        expires_at=document.expires_at,
        urgency=document.urgency,
    )
