"""The columns of a task that an amendment may change."""

from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from cascade.directive.records import OccurrenceTermRecord, TaskRecord
from cascade.identifiers import task_id
from projections.engine.json_rows import to_json
from projections.tasks.tables import OF_THE_TASK


class Wording(NamedTuple):
    """Of its text, its quota, its rules and the form of its reports."""

    number: str | None
    text: str
    quota: str | None
    target_direction: str | None
    target_amount: Decimal | None
    due_kind: str
    due_stated: str | None
    due_rule: str | None
    due_window: str | None
    due_digest: str
    due_levels: tuple[str, ...]
    level_dues: str
    working_days: int | None
    days: int | None
    on_non_working_day: str | None
    due_after_task: str | None
    after_task_id: UUID | None
    offset_days: int | None
    offset_working_days: int | None
    occurrence_hours: int | None
    occurrence_days: int | None
    occurrence_working_days: int | None
    report_to_id: UUID | None
    report_via_id: UUID | None
    needs_acceptance: bool
    accountable_post: str | None
    open_ended: bool
    indicators: str | None
    data_close: str | None


def digest(task: TaskRecord) -> str:
    """Tells due rules apart, however they are worded: a task's own with those of its levels."""
    rules = {level or OF_THE_TASK: due.rule_alone for level, due in task.rules}
    return sha256(to_json(sorted(rules.items())).encode()).hexdigest()


def _levels_told(task: TaskRecord) -> str:
    """The rules of levels as they are shown."""
    return to_json(
        [
            {
                "level": rule.level,
                "due": {
                    "kind": rule.due.kind,
                    "stated": rule.due.stated,
                    "rule": rule.due.rule,
                    "window": rule.due.window,
                    "on_non_working_day": rule.due.on_non_working_day,
                    "after_task": rule.due.after_task,
                    "occurrences": None
                    if rule.due.open_ended
                    else len(rule.due.occurrences) or None,
                    "open_ended": rule.due.open_ended is not None,
                },
            }
            for rule in task.level_dues
        ]
    )


def wording(directive_id: UUID, task: TaskRecord) -> Wording:
    due, quota, after = task.due, task.quota, task.due.after_task
    term = due.after_occurrence or OccurrenceTermRecord()
    return Wording(
        number=task.number,
        text=task.text,
        quota=to_json(replace(quota, by_unit=())) if quota else None,
        target_direction=quota.direction.value if quota else None,
        target_amount=quota.figure if quota else None,
        due_kind=due.kind.value,
        due_stated=due.stated,
        due_rule=due.rule,
        due_window=due.window,
        due_digest=digest(task),
        due_levels=tuple(rule.level for rule in task.level_dues),
        level_dues=_levels_told(task),
        working_days=due.working_days if due.due_at is None else None,
        days=due.days,
        on_non_working_day=due.on_non_working_day,
        due_after_task=after,
        after_task_id=task_id(directive_id, after) if after else None,
        offset_days=due.offset_days,
        offset_working_days=due.offset_working_days,
        occurrence_hours=term.hours,
        occurrence_days=term.days,
        occurrence_working_days=term.working_days,
        report_to_id=task.report_to_id,
        report_via_id=task.report_via_id,
        needs_acceptance=task.needs_acceptance,
        accountable_post=task.accountable_post,
        open_ended=due.open_ended is not None,
        indicators=to_json(task.indicators) if task.indicators else None,
        data_close=to_json(task.data_close) if task.data_close else None,
    )
