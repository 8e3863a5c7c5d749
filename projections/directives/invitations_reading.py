"""Invitations. Whoever sees the directive wholly sees them, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from projections.directives.rows import InvitationRow, InvitationState
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
        found: dict[UUID, list[InvitationRow]] = defaultdict(list)
        for row in await self._session.rows(
            statements.of_directives,
            directive_ids=list(ids),
            p=moment.position,
            row_limit=INVITATIONS_OF_EACH,
        ):
            found[row["directive_id"]].append(_invitation(row, moment.position))
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, InvitationRow]:
        rows = await self._session.rows(
            statements.by_ids, invitation_ids=list(ids), p=moment.position
        )
        return {row["invitation_id"]: _invitation(row, moment.position) for row in rows}


def _invitation(row: Any, position: int) -> InvitationRow:
    state = InvitationState.INVITED
    if row["accepted_position"] <= position:
        state = InvitationState.ACCEPTED
    elif row["declined_position"] <= position:
        state = InvitationState.DECLINED
    return InvitationRow(
        invitation_id=row["invitation_id"],
        directive_id=row["directive_id"],
        task_id=row["task_id"],
        unit_id=row["unit_id"],
        state=state,
        invited_at=row["invited_at"],
        answered_at=None if state is InvitationState.INVITED else row["answered_at"],
        note=row["note"],
    )
