"""Changes of the tree to come. Who may see them, by their units, is the caller's to check."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from cascade.enums import ScheduledOutcome
from projections.engine.session import Session
from projections.engine.statements import load
from projections.organisation.rows import ScheduledRow
from projections.query_args import Moment

CHANGES_OF_EACH: Final = 20

statements = load(__package__, "scheduling_reading.sql")


class Scheduling:
    """Scheduled changes, and what became of them up to the moment."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_units(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[ScheduledRow, ...]]:
        """The last 20 that name each, by the days that they were scheduled for."""
        found: dict[UUID, list[ScheduledRow]] = defaultdict(list)
        for row in await self._session.rows(
            statements.of_units, unit_ids=list(ids), p=moment.position, row_limit=CHANGES_OF_EACH
        ):
            found[row["unit_id"]].append(_scheduled(row, moment.position))
        return {unit_id: tuple(rows) for unit_id, rows in found.items()}

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, ScheduledRow]:
        rows = await self._session.rows(statements.by_ids, change_ids=list(ids), p=moment.position)
        return {row["change_id"]: _scheduled(row, moment.position) for row in rows}


def _scheduled(row: Any, position: int) -> ScheduledRow:
    settled = row["settled_position"] <= position
    return ScheduledRow(
        change_id=row["change_id"],
        unit_ids=tuple(row["unit_ids"]),
        command=row["command"],
        scheduled_at=row["scheduled_at"],
        effective_on=row["effective_on"],
        outcome=ScheduledOutcome(row["outcome"]) if settled else None,
        reason=row["reason"] if settled else None,
    )
