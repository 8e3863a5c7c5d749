"""Files by what they go with. Whoever sees that sees them, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from projections.directives.rows import AttachmentRow
from projections.directives.tables import Owner
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
        rows = await self._session.rows(
            statements.of_owners, owner=owner.value, owner_ids=list(ids), p=moment.position
        )
        return _by(rows, "owner_id")

    async def by_ids(
        self, ids: Collection[UUID], moment: Moment
    ) -> dict[UUID, tuple[AttachmentRow, ...]]:
        """By their own ids, once for each that they go with."""
        rows = await self._session.rows(
            statements.by_ids, attachment_ids=list(ids), p=moment.position
        )
        return _by(rows, "attachment_id")


def _by(rows: list[Any], name: str) -> dict[UUID, tuple[AttachmentRow, ...]]:
    found: dict[UUID, list[AttachmentRow]] = defaultdict(list)
    for row in rows:
        found[row[name]].append(_attachment(row))
    return {key: tuple(files) for key, files in found.items()}


def _attachment(row: Any) -> AttachmentRow:
    return AttachmentRow(
        row["attachment_id"],
        row["position"],
        Owner(row["owner"]),
        row["owner_id"],
        row["name"],
        row["media_type"],
        row["size"],
        row["sha256"],
    )
