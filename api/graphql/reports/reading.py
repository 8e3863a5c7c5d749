"""What units handed in. A report is seen with its obligation."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from api.graphql.directives.attachments_reading import attached
from api.graphql.directives.types import Attachment
from api.graphql.reports.types import Report
from api.graphql.runtime import ids
from api.graphql.runtime.source import OfRequest
from cascade.execution.commands import ReportRef
from projections.directives.tables import Owner
from projections.query_args import Moment, ObligationKey
from projections.reports.rows import ReportRow


class ReportsRead(OfRequest):
    """Reports, as ``api.graphql.runtime.reading.ObligationReading`` says."""

    async def reports_of(self, keys: Sequence[ObligationKey], at: Moment) -> Sequence[list[Report]]:
        seen = await self._source.obligations(keys, at)
        found = await self._source.rows.reports.of_obligations(list(seen), at) if seen else {}
        report_ids = {row.report_id for rows in found.values() for row in rows}
        files = await attached(self._source, Owner.REPORT, report_ids, at)
        return [
            [_report(row, seen[key].directive_id, files, at) for row in found.get(key, ())]
            for key in keys
        ]

    async def reports(self, keys: Sequence[ReportRef], at: Moment) -> Sequence[Report | None]:
        found = await self._source.rows.reports.by_ids([key.report for key in keys], at)
        seen = await self._source.obligations({row.obligation for row in found.values()}, at)
        files = await attached(self._source, Owner.REPORT, found, at)
        reports: list[Report | None] = []
        for key in keys:
            row = found.get(key.report)
            owed = seen.get(row.obligation) if row else None
            # The id names its execution: one that was put together by hand is nobody's.
            whole = owed and key == ReportRef(owed.directive_id, owed.key.unit_id, key.report)
            shown = _report(row, owed.directive_id, files, at) if row and owed and whole else None
            reports.append(shown)
        return reports


def _report(
    row: ReportRow, directive_id: UUID, files: Mapping[UUID, list[Attachment]], at: Moment
) -> Report:
    key = ReportRef(directive_id, row.obligation.unit_id, row.report_id)
    return Report(
        id=ids.encode_report(key),
        at=at,
        by_key=row.by_id,
        submitted_at=row.submitted_at,
        received_on=row.received_on,
        arrived_at=row.arrived_at,
        text=row.text,
        erased_at=None,  # erasing comes later
        quantity_exact=row.quantity,
        attachments=files.get(row.report_id, []),
        decision=row.decision,
        decided_at=row.decided_at,
        remark=row.remark,
    )
