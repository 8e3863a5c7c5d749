"""Which directives the working calendar concerns."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment

statements = load(__package__, "reading.sql")


class DueDays:
    """Due dates by their days. Whether the viewer may see a directive is the caller's to check."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def directives(self, days: Sequence[date], moment: Moment) -> list[UUID]:
        """Those in force with a date to come that these days being off or on may move, in the order
        of their issue.
        """
        rows = await self._session.rows(
            statements.directives_dated,
            days=list(days),
            first_day=min(days),
            clock=moment.clock,
            p=moment.position,
        )
        return [row["directive_id"] for row in rows]
