"""Reports. Whoever sees their obligation sees them, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from cascade.enums import ReportDecision
from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import texts
from projections.query_args import Moment, ObligationKey
from projections.reports.rows import ReportRow
from projections.tasks.handlers import ONCE

REPORTS_OF_EACH: Final = 20

statements = load(__package__, "reading.sql")


class Reports:
    """Reports with their texts, which come from the log's contents and may have been erased."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_obligations(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[ReportRow, ...]]:
        """The latest of each, newest first, 20 at the most."""
        rows = await self._session.rows(
            statements.of_obligations,
            task_ids=[key.task_id for key in keys],
            unit_ids=[key.unit_id for key in keys],
            occurrences=[key.occurrence or ONCE for key in keys],
            p=moment.position,
            row_limit=REPORTS_OF_EACH,
        )
        found: dict[ObligationKey, list[ReportRow]] = defaultdict(list)
        for report in await self._with_texts(rows):
            found[report.obligation].append(report)
        return {key: tuple(reports) for key, reports in found.items()}

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, ReportRow]:
        """Who may see them is the caller's to check, by their obligations."""
        rows = await self._session.rows(statements.by_ids, report_ids=list(ids), p=moment.position)
        return {report.report_id: report for report in await self._with_texts(rows)}

    async def _with_texts(self, rows: Sequence[Any]) -> list[ReportRow]:
        wanted = [row[name] for row in rows for name in ("text_id", "remark_id")]
        written = await texts(self._session, wanted)
        return [_report(row, written) for row in rows]


def _report(row: Any, written: dict[UUID, str]) -> ReportRow:
    occurrence = None if row["occurrence"] == ONCE else row["occurrence"]
    return ReportRow(
        report_id=row["report_id"],
        obligation=ObligationKey(row["task_id"], row["unit_id"], occurrence),
        by_id=row["unit_id"],
        submitted_at=row["submitted_at"],
        received_on=row["received_on"],
        text_id=row["text_id"],
        text=written.get(row["text_id"]),
        quantity=row["quantity"],
        arrived_at=row["arrived_at"],
        decision=ReportDecision(row["decision"]) if row["decision"] else None,
        decided_at=row["decided_at"],
        remark_id=row["remark_id"],
        remark=written.get(row["remark_id"]),
    )
