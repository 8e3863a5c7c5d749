"""Tasks. Whoever sees an obligation or a whole directive sees them, so no scope is asked for."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.directive.rules.closing import closes_on
from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.organisation.zone import statements as zones
from projections.query_args import ONCE, Key, Moment, ObligationKey, Page
from projections.tasks.rows import TaskRow, UnitTargetRow

statements = load(__package__, "reading.sql")


class Tasks:
    """Tasks of documents, and those that passing on and policies add."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, TaskRow]:
        rows = await self._session.read(
            TaskRow, statements.by_ids, task_ids=list(ids), p=moment.position
        )
        return {row.task_id: row for row in rows}

    async def of_directives(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[TaskRow, ...]]:
        """The documents' own, in their order."""
        rows = await self._session.read(
            TaskRow, statements.of_directives, directive_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.directive_id)

    async def unit_targets(
        self, task_id: UUID, first: int, after: Key | None, moment: Moment
    ) -> Page[UnitTargetRow]:
        """What a task asks of units by name."""
        return await self._session.page(
            UnitTargetRow,
            statements.unit_targets,
            ("code", "unit_id"),
            first,
            after,
            task_id=task_id,
            p=moment.position,
        )

    async def closings(
        self, dues: Mapping[ObligationKey, datetime | None], moment: Moment
    ) -> dict[ObligationKey, date]:
        """By the due dates that documents give obligations, the days on which their data close."""
        tasks = await self.by_ids(list({key.task_id for key in dues}), moment)
        if not any(task.data_close for task in tasks.values()):
            return {}
        zone = ZoneInfo(await self._session.row(zones.time_zone))
        return {
            key: day
            for key, due_at in dues.items()
            if (closing := tasks[key.task_id].data_close)
            and (day := closes_on(closing, due_at, zone))
        }

    async def count_unit_targets(self, task_id: UUID, moment: Moment) -> int:
        count: int = await self._session.row(
            statements.count_unit_targets, task_id=task_id, p=moment.position
        )
        return count


def key_columns(keys: Sequence[ObligationKey]) -> dict[str, list[Any]]:
    """Obligations' keys as statements take them for ``unnest``."""
    return {
        "task_ids": [key.task_id for key in keys],
        "unit_ids": [key.unit_id for key in keys],
        "occurrences": [key.occurrence or ONCE for key in keys],
    }
