"""Changes of the tree to come. Who may see them, by their units, is the caller's to check."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.engine.records import grouped, read
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
        records = await self._session.rows(
            statements.of_units, unit_ids=list(ids), p=moment.position, row_limit=CHANGES_OF_EACH
        )
        named = [record["unit_id"] for record in records]
        found = grouped(zip(named, read(ScheduledRow, records), strict=True), lambda pair: pair[0])
        return {unit_id: tuple(row for _, row in pairs) for unit_id, pairs in found.items()}

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, ScheduledRow]:
        rows = await self._session.read(
            ScheduledRow, statements.by_ids, change_ids=list(ids), p=moment.position
        )
        return {row.change_id: row for row in rows}
