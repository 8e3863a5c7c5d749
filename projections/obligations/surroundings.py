"""What folding a page's acts needs to know beside them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from cascade.execution.events import DirectivePassedOn, DirectiveRelayed, RelayRecalled
from cascade.log.records import RecordedEvent
from projections.engine.statements import load

statements = load(__package__, "surroundings.sql")


class Quota(NamedTuple):
    """A task's quota in a range of positions. Where there is a lead, its sharers and since when."""

    task_id: UUID
    from_position: int
    to_position: int
    quota_minimum: int
    is_led: bool
    sharers: Sequence[UUID]
    positions: Sequence[int]


class Handed(NamedTuple):
    """A report that is decided."""

    report_id: UUID
    position: int
    submitted_at: datetime
    quantity: Decimal | None


@dataclass(slots=True)
class Surroundings:
    """Tasks with a quota, reports that are decided, directives that go level by level.

    A unit that owes a task beside its lead and coordinating units has no part in their quota.
    """

    quotas: dict[UUID, list[Quota]]
    reports: dict[UUID, Handed]
    level_by_level: set[UUID]

    @classmethod
    async def load(cls, connection: Any, events: Sequence[RecordedEvent]) -> "Surroundings":
        """As the tables hold them: tasks and reports of this very page are already there."""
        tasks = {getattr(r.event, "task_id", None) for r in events} - {None}
        reports = {getattr(r.event, "report_id", None) for r in events} - {None}
        passed_on = {
            r.event.directive_id
            for r in events
            if isinstance(r.event, DirectiveRelayed | DirectivePassedOn | RelayRecalled)
        }
        quotas: dict[UUID, list[Quota]] = defaultdict(list)
        for row in await connection.fetch(statements.quotas.sql, list(tasks)):
            quotas[row["task_id"]].append(Quota(**row))
        handed = await connection.fetch(statements.reports.sql, list(reports))
        level_by_level = await connection.fetch(statements.level_by_level.sql, list(passed_on))
        return cls(
            quotas,
            {row["report_id"]: Handed(**row) for row in handed},
            {row["directive_id"] for row in level_by_level},
        )

    def minimum(self, task_id: UUID, unit_id: UUID, position: int) -> int | None:
        """Of the quota that the unit has part in at a position; null without one."""
        quota = self._quota(task_id, position)
        if quota is None:
            return None
        if quota.is_led and unit_id not in self.sharers(task_id, unit_id, position):
            return None
        return quota.quota_minimum

    def sharers(self, task_id: UUID, unit_id: UUID, position: int) -> tuple[UUID, ...]:
        """Who shares the quota with the unit at a position, itself included; empty where each has
        its own.
        """
        quota = self._quota(task_id, position)
        if quota is None or not quota.is_led:
            return ()
        members = zip(quota.sharers, quota.positions, strict=True)
        sharers = tuple(sharer for sharer, since in members if since <= position)
        return sharers if unit_id in sharers else ()

    def _quota(self, task_id: UUID, position: int) -> Quota | None:
        for quota in self.quotas.get(task_id, ()):
            if quota.from_position <= position < quota.to_position:
                return quota
        return None
