"""Policies. Who may see what a unit has set is the caller's to check."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment
from projections.tasks.rows import PolicyRow

statements = load(__package__, "policies_reading.sql")


class Policies:
    """Rules that units themselves have set, in force at a moment."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_units(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[PolicyRow, ...]]:
        rows = await self._session.read(
            PolicyRow, statements.of_units, unit_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.unit_id)
