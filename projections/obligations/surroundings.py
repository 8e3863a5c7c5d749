"""What folding a page's acts needs to know beside them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from cascade.execution.events import DirectivePassedOn, DirectiveRelayed, RelayRecalled
from cascade.log.records import RecordedEvent
from projections.engine.statements import load

statements = load(__package__, "surroundings.sql")


@dataclass(slots=True)
class Surroundings:
    """Tasks with a quota, reports that are decided, directives that go level by level.

    A unit that owes a task beside its lead and coordinating units has no part in their quota.
    """

    quotas: dict[UUID, list[Any]]
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
            if isinstance(r.event, DirectiveRelayed | DirectivePassedOn | RelayRecalled)
        }
        quotas: dict[UUID, list[Any]] = defaultdict(list)
        for row in await connection.fetch(statements.quotas.sql, list(tasks)):
            quotas[row["task_id"]].append(row)
        return cls(
            quotas,
            {
                r["report_id"]: r
                for r in await connection.fetch(statements.reports.sql, list(reports))
            },
            {
                r["directive_id"]
                for r in await connection.fetch(statements.level_by_level.sql, list(passed_on))
            },
        )

    def minimum(self, task_id: UUID, unit_id: UUID, position: int) -> int | None:
        """Of the quota that the unit has part in at a position; null without one."""
        quota = self._quota(task_id, position)
        if quota is None:
            return None
        if quota["is_led"] and unit_id not in self.sharers(task_id, unit_id, position):
            return None
        minimum: int = quota["quota_minimum"]
        return minimum

    def sharers(self, task_id: UUID, unit_id: UUID, position: int) -> tuple[UUID, ...]:
        """Who shares the quota with the unit at a position, itself included; empty where each has
        its own.
        """
        quota = self._quota(task_id, position)
        if quota is None or not quota["is_led"]:
            return ()
        members = zip(quota["sharers"], quota["positions"], strict=True)
        sharers = tuple(sharer for sharer, since in members if since <= position)
        return sharers if unit_id in sharers else ()

    def _quota(self, task_id: UUID, position: int) -> Any:
        for version in self.quotas.get(task_id, ()):
            if version["from_position"] <= position < version["to_position"]:
                return version
        return None
