"""How obligations are carried out. Whoever sees one sees this, so no scope is asked for."""

from collections.abc import Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import with_texts
from projections.follow_up.rows import (
    AssignmentRow,
    DeclarationRow,
    InspectionRow,
    OverdueReminderRow,
    PlanEntryRow,
    PlanRow,
    ReminderRow,
    RequestRow,
)
from projections.query_args import Moment, ObligationKey
from projections.tasks.reading import key_columns

LATEST_OF_EACH: Final = 20

R = TypeVar("R")

statements = load(__package__, "reading.sql")


class FollowUp:
    """Lists hold the latest 20 of each obligation or unit, the newest first."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def assignments(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, str]:
        """The posts that answer for them, where any does."""
        rows = await self._session.read(
            AssignmentRow, statements.assignments, **key_columns(keys), p=moment.position
        )
        return {row.obligation: row.post for row in rows}

    async def plans(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[PlanEntryRow, ...]]:
        rows = await self._session.read(
            PlanRow, statements.plans, **key_columns(keys), p=moment.position
        )
        return {row.obligation: row.entries for row in rows}

    async def requests(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[RequestRow, ...]]:
        rows = await self._latest(RequestRow, statements.requests, keys, moment)
        found = await with_texts(self._session, rows, "reason", "remark")
        return grouped(found, lambda row: row.obligation)

    async def requests_by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, RequestRow]:
        """Who may see them is the caller's to check, by their obligations."""
        rows = await self._session.read(
            RequestRow, statements.requests_by_ids, request_ids=list(ids), p=moment.position
        )
        found = await with_texts(self._session, rows, "reason", "remark")
        return {row.request_id: row for row in found}

    async def declarations(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[DeclarationRow, ...]]:
        """That they do not apply, as their units said."""
        rows = await self._latest(DeclarationRow, statements.declarations, keys, moment)
        found = await with_texts(self._session, rows, "reason", "remark")
        return grouped(found, lambda row: row.obligation)

    async def inspections(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[InspectionRow, ...]]:
        rows = await self._latest(InspectionRow, statements.inspections, keys, moment)
        found = await with_texts(self._session, rows, "remark")
        return grouped(found, lambda row: row.obligation)

    async def reminders(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[ReminderRow, ...]]:
        """Of each alone: those of all that was overdue are the unit's."""
        rows = await self._latest(ReminderRow, statements.reminders, keys, moment)
        return grouped(rows, lambda row: row.obligation)

    async def overdue_reminders(
        self, unit_ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[OverdueReminderRow, ...]]:
        """By the unit within which all that was overdue was called to mind."""
        rows = await self._session.read(
            OverdueReminderRow,
            statements.overdue_reminders,
            unit_ids=list(unit_ids),
            p=moment.position,
            row_limit=LATEST_OF_EACH,
        )
        return grouped(rows, lambda row: row.under_id)

    async def _latest(
        self, kind: type[R], statement: Any, keys: Sequence[ObligationKey], moment: Moment
    ) -> list[R]:
        return await self._session.read(
            kind, statement, **key_columns(keys), p=moment.position, row_limit=LATEST_OF_EACH
        )
