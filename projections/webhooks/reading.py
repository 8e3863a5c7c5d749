"""Webhooks. Who may see them is the caller's to check."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment
from projections.webhooks.rows import WebhookRow

statements = load(__package__, "reading.sql")


class Webhooks:
    """Those that there are at a moment, the oldest first."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_units(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[WebhookRow, ...]]:
        rows = await self._session.read(
            WebhookRow, statements.of_units, unit_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.unit_id)

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, WebhookRow]:
        rows = await self._session.read(
            WebhookRow, statements.by_ids, webhook_ids=list(ids), p=moment.position
        )
        return {row.webhook_id: row for row in rows}

    async def every(self, moment: Moment) -> list[WebhookRow]:
        """Of all units."""
        return await self._session.read(WebhookRow, statements.every, p=moment.position)
