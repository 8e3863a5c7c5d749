"""Reports that cite no directive: seen with the unit that hands in, or that receives."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import texts
from projections.query_args import Edge, Key, Moment, ObligationKey, Page, Scope
from projections.reports.rows import RecordedReportRow
from projections.tasks.handlers import ONCE

statements = load(__package__, "recorded_reading.sql")


class RecordedReports:
    """Reports that cite no directive."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_unit(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment
    ) -> Page[RecordedReportRow]:
        """Handed in or received by it. Whether its slice holds the unit is not looked at."""
        rows = await self._session.rows(
            statements.of_unit,
            unit_id=unit_id,
            p=moment.position,
            after=after[0] if after else None,
            row_limit=first + 1,
        )
        nodes = await self._reports(rows[:first])
        edges = tuple(
            Edge(node, (row["position"],)) for node, row in zip(nodes, rows[:first], strict=True)
        )
        return Page(edges, has_next=len(rows) > first)

    async def count_of_unit(self, unit_id: UUID, moment: Moment) -> int:
        count: int = await self._session.row(
            statements.count_of_unit, unit_id=unit_id, p=moment.position
        )
        return count

    async def by_ids(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, RecordedReportRow]:
        ranges = await self._session.ranges(scope, moment)
        rows = await self._session.rows(
            statements.by_ids,
            report_ids=list(ids),
            p=moment.position,
            lows=ranges.lows,
            highs=ranges.highs,
        )
        return {row.report_id: row for row in await self._reports(rows)}

    async def _reports(self, rows: Sequence[Any]) -> list[RecordedReportRow]:
        written = await texts(self._session, (row["text_id"] for row in rows))
        return [
            RecordedReportRow(
                report_id=row["report_id"],
                by_id=row["by_id"],
                to_id=row["to_id"],
                subject=row["subject"],
                text=written.get(row["text_id"]),
                quantity=row["quantity"],
                occurred_on=row["occurred_on"],
                recorded_at=row["recorded_at"],
                linked_to=_linked(row),
                linked_at=row["linked_at"],
            )
            for row in rows
        ]


def _linked(row: Any) -> ObligationKey | None:
    if row["task_id"] is None:
        return None
    occurrence = None if row["occurrence"] == ONCE else row["occurrence"]
    return ObligationKey(row["task_id"], row["unit_id"], occurrence)
