"""Reports that cite no directive. One is seen with the unit that hands in, or that receives it."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.directives.attachments_reading import attached
from api.graphql.reports.recorded import RecordedReport
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.pages import page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.source import OfRequest
from projections.directives.tables import Owner
from projections.query_args import Moment
from projections.reports.rows import RecordedReportRow


class RecordedReportsRead(OfRequest):
    """As ``api.graphql.runtime.reading.RecordedReportReading``."""

    async def recorded_reports_of(self, unit: UUID, paging: Paging) -> PageOf[RecordedReport]:
        rows, at = self._source.rows.recorded_reports, paging.at
        return await page_of(
            paging,
            lambda first, after: rows.of_unit(unit, first, after, at),
            lambda: rows.count_of_unit(unit, at),
            lambda found: self._recorded_reports(found, at),
        )

    async def recorded_reports(
        self, keys: Sequence[UUID], at: Moment
    ) -> Sequence[RecordedReport | None]:
        rows = await self._source.rows.recorded_reports.by_ids(keys, at, self._source.scope)
        built = await self._recorded_reports(list(rows.values()), at)
        found = dict(zip(rows, built, strict=True))
        return [found.get(key) for key in keys]

    async def _recorded_reports(
        self, rows: Sequence[RecordedReportRow], at: Moment
    ) -> list[RecordedReport]:
        report_ids = {row.report_id for row in rows}
        files = await attached(self._source, Owner.RECORDED_REPORT, report_ids, at)
        return [
            RecordedReport(
                id=ids.encode(Kind.RECORDED_REPORT, row.report_id),
                at=at,
                by_key=row.by_id,
                to_key=row.to_id,
                obligation_key=row.linked_to,
                subject=row.subject,
                text=row.text,
                quantity_exact=row.quantity,
                occurred_on=row.occurred_on,
                recorded_at=row.recorded_at,
                linked_at=row.linked_at,
                attachments=files.get(row.report_id, []),
            )
            for row in rows
        ]
