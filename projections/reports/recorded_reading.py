"""Reports that cite no directive: seen with the unit that hands in, or that receives."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import with_texts
from projections.query_args import Edge, Key, Moment, Page, Scope
from projections.reports.rows import RecordedReportRow

statements = load(__package__, "recorded_reading.sql")


class RecordedReports:
    """Reports that cite no directive."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_unit(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment
    ) -> Page[RecordedReportRow]:
        """Handed in or received by it. Whether its slice holds the unit is not looked at."""
        page = await self._session.page(
            RecordedReportRow,
            statements.of_unit,
            ("position",),
            first,
            after,
            unit_id=unit_id,
            p=moment.position,
        )
        nodes = await with_texts(self._session, [edge.node for edge in page.edges], "text")
        edges = zip(nodes, page.edges, strict=True)
        return Page(tuple(Edge(node, edge.key) for node, edge in edges), page.has_next)

    async def count_of_unit(self, unit_id: UUID, moment: Moment) -> int:
        count: int = await self._session.row(
            statements.count_of_unit, unit_id=unit_id, p=moment.position
        )
        return count

    async def by_ids(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, RecordedReportRow]:
        viewer = await self._session.viewer(scope, moment)
        rows = await self._session.read(
            RecordedReportRow,
            statements.by_ids,
            report_ids=list(ids),
            p=moment.position,
            viewer=viewer.json,
        )
        return {row.report_id: row for row in await with_texts(self._session, rows, "text")}
