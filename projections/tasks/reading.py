"""Tasks. Whoever sees an obligation or a whole directive sees them, so no scope is asked for."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import ONCE, Moment, ObligationKey
from projections.tasks.rows import TaskRow

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


def key_columns(keys: Sequence[ObligationKey]) -> dict[str, list[Any]]:
    """Obligations' keys as statements take them for ``unnest``."""
    return {
        "task_ids": [key.task_id for key in keys],
        "unit_ids": [key.unit_id for key in keys],
        "occurrences": [key.occurrence or ONCE for key in keys],
    }
