"""What units handed in. A report is seen with its obligation; one that cites no directive with the
unit that hands in, or that receives it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from api.graphql.runtime.source import Source
from cascade.execution.commands import ReportRef
from projections.query_args import Moment, ObligationKey
from projections.reports.rows import RecordedReportRow, ReportRow


@dataclass(frozen=True, slots=True)
class ReportOn:
    """A report, and the directive whose task it is on."""

    row: ReportRow
    directive_id: UUID

    @property
    def key(self) -> ReportRef:
        return ReportRef(
            directive=self.directive_id, unit=self.row.obligation.unit_id, report=self.row.report_id
        )


async def reports_of(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[list[ReportOn]]:
    seen = await source.obligations(keys, at)
    found = await source.rows.reports.of_obligations(list(seen), at) if seen else {}
    return [[ReportOn(row, seen[key].directive_id) for row in found.get(key, ())] for key in keys]


async def reports(
    source: Source, keys: Sequence[ReportRef], at: Moment
) -> Sequence[ReportOn | None]:
    """An id that was put together by hand, of another execution's, is nobody's."""
    found = await source.rows.reports.by_ids([key.report for key in keys], at)
    owed = await source.obligations({row.obligation for row in found.values()}, at)
    seen = {
        report_id: ReportOn(row, owed[row.obligation].directive_id)
        for report_id, row in found.items()
        if row.obligation in owed
    }
    return [
        report if (report := seen.get(key.report)) and report.key == key else None for key in keys
    ]


async def recorded_reports(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[RecordedReportRow | None]:
    found = await source.rows.recorded_reports.by_ids(keys, at, source.scope)
    return [found.get(key) for key in keys]
