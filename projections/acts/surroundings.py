"""What folding a page's acts needs to know beside them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cascade.execution.events import DirectivePassedOn, DirectiveRelayed
from cascade.log.records import RecordedEvent
from projections.statements import load

statements = load(__package__, "surroundings.sql")


@dataclass(slots=True)
class Surroundings:
    """Tasks with a quota, reports that are decided, directives that go level by level.

    A unit that owes a task beside its lead and coordinating units has no part in their quota.
    """

    quotas: dict[UUID, Any]
    reports: dict[UUID, Any]
    level_by_level: set[UUID]

    @classmethod
    async def load(cls, connection: Any, events: Sequence[RecordedEvent]) -> "Surroundings":
        """As the tables hold them: tasks and reports of this very page are already there."""
        tasks = {getattr(r.event, "task_id", None) for r in events} - {None}
        reports = {getattr(r.event, "report_id", None) for r in events} - {None}
        passed_on: set[Any] = {
            r.event.directive_id
            for r in events
            if isinstance(r.event, DirectiveRelayed | DirectivePassedOn)
        }
        return cls(
            {r["task_id"]: r for r in await connection.fetch(statements.quotas.sql, list(tasks))},
            {
                r["report_id"]: r
                for r in await connection.fetch(statements.reports.sql, list(reports))
            },
            {
                r["directive_id"]
                for r in await connection.fetch(statements.level_by_level.sql, list(passed_on))
            },
        )

    def minimum(self, task_id: UUID, unit_id: UUID) -> int | None:
        """Of the quota that the unit has part in; null without one."""
        quota = self.quotas.get(task_id)
        if quota is None or (quota["sharers"] and unit_id not in quota["sharers"]):
            return None
        minimum: int = quota["quota_minimum"]
        return minimum

    def sharers(self, task_id: UUID, unit_id: UUID) -> tuple[UUID, ...]:
        """Who shares the quota with the unit, itself included; empty where each has its own."""
        quota = self.quotas.get(task_id)
        if quota is None or unit_id not in quota["sharers"]:
            return ()
        return tuple(quota["sharers"])
