"""Reports. Whoever sees their obligation sees them, so no scope is asked for."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import with_texts
from projections.query_args import Moment, ObligationKey
from projections.reports.rows import ReportRow
from projections.tasks.reading import key_columns

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
        rows = await self._session.read(
            ReportRow,
            statements.of_obligations,
            **key_columns(keys),
            p=moment.position,
            row_limit=REPORTS_OF_EACH,
        )
        found = await with_texts(self._session, rows, "text", "remark")
        return grouped(found, lambda row: row.obligation)

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, ReportRow]:
        """Who may see them is the caller's to check, by their obligations."""
        rows = await self._session.read(
            ReportRow, statements.by_ids, report_ids=list(ids), p=moment.position
        )
        found = await with_texts(self._session, rows, "text", "remark")
        return {row.report_id: row for row in found}
