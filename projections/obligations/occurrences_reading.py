"""Occurrences. Whoever sees the obligation to report on one sees it, so no scope is asked for."""

from collections.abc import Sequence
from typing import Final

from projections.engine.session import Session
from projections.engine.statements import load
from projections.obligations.rows import OccurrenceRow
from projections.query_args import Moment, ObligationKey
from projections.tasks.reading import key_columns

statements = load(__package__, "occurrences_reading.sql")


class Occurrences:
    """What units declared to have happened."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_obligations(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, OccurrenceRow]:
        """Of those obligations that are on one."""
        rows = await self._session.read(
            OccurrenceRow, statements.of_obligations, **key_columns(keys), p=moment.position
        )
        return {row.obligation: row for row in rows}
