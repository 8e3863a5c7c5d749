"""What commands find on the log is what the read models show: two ways to one obligation.

Commands fold the streams of a unit and a directive in Python, read models join their rows in SQL:
where both say the same, neither a row was lost nor a rule forgotten.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, Final
from uuid import UUID

from cascade.directive.records import TaskRecord
from cascade.engine import Engine
from cascade.engine.obligation_loading import FoundObligation, ObligationLoader
from cascade.enums import (
    PASS_ON_KEY,
    POLICY_ACKNOWLEDGE_KEY,
    POLICY_ENTER_KEY,
    POLICY_FINAL_REPORT_KEY,
    POLICY_PASS_ON_KEY,
)
from cascade.execution.commands import ObligationRef
from cascade.identifiers import task_id
from projections.obligations.rows import ObligationRow
from projections.query_args import ObligationKey, Status

ADDED: Final = (
    *(PASS_ON_KEY, POLICY_ACKNOWLEDGE_KEY, POLICY_PASS_ON_KEY, POLICY_FINAL_REPORT_KEY),
    POLICY_ENTER_KEY,
)
"""Tasks that no document words."""
OPEN: Final = {
    *(Status.PENDING, Status.ACKNOWLEDGED, Status.RETURNED),
    *(Status.WITHDRAWN, Status.EXEMPTED, Status.NOT_APPLICABLE),
}
"""What has any other status was judged, and shows the date by which it was; so does what was
withdrawn while a report waited.
"""

Found = dict[ObligationKey, FoundObligation | None]
"""Of each obligation that there could be what commands find; null where it is not owed."""


async def found(
    engine: Engine, subject: str, directive_id: UUID, unit_ids: Collection[UUID]
) -> Found:
    """All that a directive could ask of addressed units: by every task, on every day and every
    occurrence, as commands find it on the log as it is now.
    """
    session = engine.session(subject)
    await session.start()
    directive = (await session.directives([directive_id]))[directive_id]
    days: dict[UUID, list[date | None]] = {
        task.task_id: _days_of(task) for task in directive.tasks.values()
    }
    days |= {task_id(directive_id, key): [None] for key in ADDED}
    executions = await session.executions([(directive_id, unit_id) for unit_id in unit_ids])
    for execution in executions.values():
        for task, declared in execution.occurrences.items():
            days[task] = list({*days[task], *declared})
    refs = [
        ObligationRef(directive=directive_id, unit=unit_id, task=task, occurrence=day)
        for unit_id in unit_ids
        for task in days
        for day in days[task]
    ]
    obligations = ObligationLoader(session, refs)
    await obligations.load()
    return {
        ObligationKey(ref.task, ref.unit, ref.occurrence): obligations.find(ref) for ref in refs
    }


def _days_of(task: TaskRecord) -> list[date | None]:
    """By whichever level's rule."""
    rules = (task.due, *(each.due for each in task.level_dues))
    return list({each.day for rule in rules for each in rule.occurrences} | {None})


def differing(
    found: Mapping[ObligationKey, FoundObligation | None],
    shown: Mapping[ObligationKey, ObligationRow],
) -> dict[ObligationKey, str]:
    """In words, what commands find otherwise than read models show it."""
    told: dict[ObligationKey, str] = {}
    for key in found.keys() | shown.keys():
        obligation, row = found.get(key), shown.get(key)
        if obligation is None:
            if row is not None:
                told[key] = "is shown and not owed"
            continue
        if row is None:
            told[key] = "is owed and not shown"
            continue
        judged_by = _judged_by(obligation)
        as_shown = _shown(row, judged_by)
        others = (
            f"{name} is {value} and shown as {as_shown[name]}"
            for name, value in judged_by.items()
            if value != as_shown[name]
        )
        if words := "; ".join(others):
            told[key] = words
    return told


def _judged_by(found: FoundObligation) -> dict[str, Any]:
    """What an act on it would be judged by."""
    standing, owed = found.state, found.state.obligation
    return {
        "bearer": found.bearer_id,
        "kind": owed.kind,
        "role": owed.role,
        "reach": owed.reach.position,
        "opens": owed.opens_at,
        "withdrawn": standing.is_withdrawn,
        "exempted": standing.is_exempted and not standing.is_withdrawn,
        "not applicable": standing.is_not_applicable
        and not standing.is_withdrawn
        and not standing.is_exempted,
        "fulfilled": standing.is_fulfilled and not standing.is_exempted,
        "submitted": standing.awaits_decision,
        "due": standing.due_at,
    }


def _shown(row: ObligationRow, judged_by: dict[str, Any]) -> dict[str, Any]:
    """The same as it is shown."""
    return {
        "bearer": row.bearer_id,
        "kind": row.kind,
        "role": row.role,
        "reach": row.reach_position,
        "opens": row.opens_at,
        "withdrawn": row.status is Status.WITHDRAWN,
        "exempted": row.status is Status.EXEMPTED,
        "not applicable": row.status is Status.NOT_APPLICABLE,
        "fulfilled": row.status is Status.FULFILLED,
        "submitted": row.status is Status.SUBMITTED
        if row.status not in (Status.WITHDRAWN, Status.EXEMPTED, Status.FULFILLED)
        else judged_by["submitted"],
        "due": row.due_at
        if row.status in OPEN and not judged_by["submitted"]
        else judged_by["due"],
    }
