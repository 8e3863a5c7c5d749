"""Invitations. Whoever sees the directive wholly sees them, so no scope is asked for."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.directives.rows import InvitationRow
from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment

INVITATIONS_OF_EACH: Final = 100

statements = load(__package__, "invitations_reading.sql")


class Invitations:
    """Units asked to coordinate in tasks, and what they answered up to the moment."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_directives(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[InvitationRow, ...]]:
        """The latest 100 of each, oldest first."""
        rows = await self._session.read(
            InvitationRow,
            statements.of_directives,
            directive_ids=list(ids),
            p=moment.position,
            row_limit=INVITATIONS_OF_EACH,
        )
        return grouped(rows, lambda row: row.directive_id)

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, InvitationRow]:
        rows = await self._session.read(
            InvitationRow, statements.by_ids, invitation_ids=list(ids), p=moment.position
        )
        return {row.invitation_id: row for row in rows}
