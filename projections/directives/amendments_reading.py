"""How directives were changed. Whoever sees one wholly sees this, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from projections.directives.reading import selectors
from projections.directives.rows import AmendmentRow, CorrectionRow
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment

CHANGES_OF_EACH: Final = 100

statements = load(__package__, "amendments_reading.sql")


class Amendments:
    """Amendments and corrections: the latest 100 of each directive, oldest first."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def amendments(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[AmendmentRow, ...]]:
        found: dict[UUID, list[AmendmentRow]] = defaultdict(list)
        for row in await self._latest(statements.amendments, ids, moment):
            found[row["directive_id"]].append(_amendment(row))
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}

    async def corrections(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[CorrectionRow, ...]]:
        found: dict[UUID, list[CorrectionRow]] = defaultdict(list)
        for row in await self._latest(statements.corrections, ids, moment):
            values = {name: row[name] for name in CorrectionRow.__slots__}
            found[row["directive_id"]].append(CorrectionRow(**values))
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}

    async def _latest(self, statement: Any, ids: Sequence[UUID], moment: Moment) -> list[Any]:
        return await self._session.rows(
            statement, directive_ids=list(ids), p=moment.position, row_limit=CHANGES_OF_EACH
        )


def _amendment(row: Any) -> AmendmentRow:
    return AmendmentRow(
        directive_id=row["directive_id"],
        position=row["position"],
        recorded_at=row["recorded_at"],
        amending_id=row["amending_id"],
        note=row["note"],
        added_task_ids=tuple(row["added_task_ids"]),
        changed_task_ids=tuple(row["changed_task_ids"]),
        withdrawn_task_ids=tuple(row["withdrawn_task_ids"]),
        added=selectors(row["added"]),
        withdrawn=selectors(row["withdrawn"]),
    )
