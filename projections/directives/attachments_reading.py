"""Files by what they go with. Whoever sees that sees them, so no scope is asked for."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from projections.directives.rows import AttachmentRow
from projections.directives.tables import Owner
from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment

statements = load(__package__, "attachments_reading.sql")


class Attachments:
    """What is known of files; their bytes are in the log's uploads, and may have been erased."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def of_owners(
        self, owner: Owner, ids: Collection[UUID], moment: Moment
    ) -> dict[UUID, tuple[AttachmentRow, ...]]:
        """By what they go with, in their order; who may see that is the caller's to check."""
        rows = await self._session.read(
            AttachmentRow,
            statements.of_owners,
            owner=owner.value,
            owner_ids=list(ids),
            p=moment.position,
        )
        return grouped(rows, lambda row: row.owner_id)

    async def by_ids(
        self, ids: Collection[UUID], moment: Moment
    ) -> dict[UUID, tuple[AttachmentRow, ...]]:
        """By their own ids, once for each that they go with."""
        rows = await self._session.read(
            AttachmentRow, statements.by_ids, attachment_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.attachment_id)
