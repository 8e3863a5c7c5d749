"""What folding a page's acts needs to know beside them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from cascade.enums import TargetDirection
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    RelayRecalled,
    ReportAccepted,
    ReportSubmitted,
)
from cascade.log.records import RecordedEvent
from projections.engine.copying import arrays
from projections.engine.statements import load

statements = load(__package__, "surroundings.sql")


class Quota(NamedTuple):
    """A task's quota in a range of positions. Where there is a lead, its sharers and since when;
    with a group, those of them alone that are named.
    """

    task_id: UUID
    from_position: int
    to_position: int
    target_direction: str
    is_led: bool
    with_group: bool
    sharers: Sequence[UUID]
    positions: Sequence[int]


class Asked(NamedTuple):
    """A unit of which a task with a quota asks something when a report on it is accepted."""

    task_id: UUID
    unit_id: UUID
    position: int


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
    targets: dict[Asked, Decimal | None]
    in_groups: dict[tuple[UUID, UUID], int]
    """Task and unit, of those who share with a group, and when the unit was founded."""
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
        targets = await _targets(connection, events, quotas)
        in_groups = await _in_groups(connection, events, quotas)
        handed = await connection.fetch(statements.reports.sql, list(reports))
        level_by_level = await connection.fetch(statements.level_by_level.sql, list(passed_on))
        return cls(
            quotas,
            targets,
            in_groups,
            {row["report_id"]: Handed(**row) for row in handed},
            {row["directive_id"] for row in level_by_level},
        )

    def is_met(self, asked: Asked, accepted: Decimal) -> bool:
        """Whether so much is what is asked of the unit, if it has part in any quota."""
        quota, target = self._quota(asked.task_id, asked.position), self.targets.get(asked)
        if quota is None or target is None:
            return True
        shares = self.shares_with_group(asked.task_id, asked.unit_id)
        if quota.is_led and not shares and asked.unit_id not in self.sharers(*asked):
            return True
        return TargetDirection(quota.target_direction).is_met(target, accepted)

    def shares_with_group(self, task_id: UUID, unit_id: UUID) -> bool:
        """Whether the unit shares a quota of which a sum of its own is kept."""
        return (task_id, unit_id) in self.in_groups

    def sharers(self, task_id: UUID, unit_id: UUID, position: int) -> tuple[UUID, ...]:
        """Who shares the quota with the unit at a position, itself included; empty where each has
        its own.
        """
        quota = self._quota(task_id, position)
        if quota is None or not quota.is_led or quota.with_group:
            return ()
        members = zip(quota.sharers, quota.positions, strict=True)
        sharers = tuple(sharer for sharer, since in members if since <= position)
        return sharers if unit_id in sharers else ()

    def _quota(self, task_id: UUID, position: int) -> Quota | None:
        for quota in self.quotas.get(task_id, ()):
            if quota.from_position <= position < quota.to_position:
                return quota
        return None


async def _targets(
    connection: Any, events: Sequence[RecordedEvent], quotas: dict[UUID, list[Quota]]
) -> dict[Asked, Decimal | None]:
    """Of those units whose reports are accepted here."""
    asked = [
        Asked(recorded.event.task_id, recorded.event.unit_id, recorded.position)
        for recorded in events
        if isinstance(recorded.event, ReportSubmitted | ReportAccepted)
        and recorded.event.task_id in quotas
    ]
    if not asked:
        return {}
    found = statements.targets(connection, **arrays(asked, *Asked._fields))
    return {Asked(*row[:3]): row["target"] async for row in found}


async def _in_groups(
    connection: Any, events: Sequence[RecordedEvent], quotas: dict[UUID, list[Quota]]
) -> dict[tuple[UUID, UUID], int]:
    """Those who act here and share a quota with a group."""
    shared = {task_id for task_id, every in quotas.items() if any(q.with_group for q in every)}
    acting = [r.event for r in events if getattr(r.event, "task_id", None) in shared]
    if not acting:
        return {}
    found = statements.sharing(
        connection,
        task_ids=[getattr(event, "task_id", None) for event in acting],
        unit_ids=[getattr(event, "unit_id", None) for event in acting],
    )
    return {(row["task_id"], row["unit_id"]): row["established_position"] async for row in found}
