"""How directives were changed. Whoever sees one wholly sees this, so no scope is asked for."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from projections.directives.rows import AmendmentRow, CorrectionRow
from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment

R = TypeVar("R")

CHANGES_OF_EACH: Final = 100

statements = load(__package__, "amendments_reading.sql")


class Amendments:
    """Amendments and corrections: the latest 100 of each directive, oldest first."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def amendments(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[AmendmentRow, ...]]:
        rows = await self._latest(AmendmentRow, statements.amendments, ids, moment)
        return grouped(rows, lambda row: row.directive_id)

    async def corrections(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[CorrectionRow, ...]]:
        rows = await self._latest(CorrectionRow, statements.corrections, ids, moment)
        return grouped(rows, lambda row: row.directive_id)

    async def _latest(
        self, kind: type[R], statement: Any, ids: Sequence[UUID], moment: Moment
    ) -> list[R]:
        return await self._session.read(
            kind,
            statement,
            directive_ids=list(ids),
            p=moment.position,
            row_limit=CHANGES_OF_EACH,
        )
