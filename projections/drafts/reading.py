"""Drafts, and the comments on them: for the issuer's units, and for those asked to comment."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.enums import Classification
from projections.drafts.rows import CommentRow, DraftRow
from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import texts
from projections.query_args import DirectiveFilter, DirectiveStatus, Edge, Key, Moment, Page, Scope

COMMENTS_OF_EACH: Final = 100

statements = load(__package__, "reading.sql")


class Drafts:
    """What is written and not issued yet."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def by_ids(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, DraftRow]:
        rows = await self._session.rows(
            statements.by_ids, directive_ids=list(ids), **await self._visible(moment, scope)
        )
        return {row["directive_id"]: _draft(row) for row in rows}

    async def page(
        self, filter: DirectiveFilter, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DraftRow]:
        """Those changed last first. None where days of issue are asked for."""
        if not _may_match(filter):
            return Page((), has_next=False)
        rows = await self._session.rows(
            statements.page,
            issuer_id=filter.issuer_id,
            type=filter.type,
            after=after[0] if after else None,
            row_limit=first + 1,
            **await self._visible(moment, scope),
        )
        edges = tuple(Edge(_draft(row), (row["from_position"],)) for row in rows[:first])
        return Page(edges, has_next=len(rows) > first)

    async def count(self, filter: DirectiveFilter, moment: Moment, scope: Scope) -> int:
        if not _may_match(filter):
            return 0
        count: int = await self._session.row(
            statements.count,
            issuer_id=filter.issuer_id,
            type=filter.type,
            **await self._visible(moment, scope),
        )
        return count

    async def comments(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, tuple[CommentRow, ...]]:
        """The latest of each, oldest first, 100 at the most."""
        rows = await self._session.rows(
            statements.comments,
            directive_ids=list(ids),
            row_limit=COMMENTS_OF_EACH,
            **await self._visible(moment, scope),
        )
        written = await texts(self._session, (row["text_id"] for row in rows))
        found: dict[UUID, list[CommentRow]] = defaultdict(list)
        for row in rows:
            found[row["directive_id"]].append(
                CommentRow(
                    row["directive_id"],
                    row["recorded_at"],
                    row["unit_id"],
                    written.get(row["text_id"]),
                )
            )
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}

    async def _visible(self, moment: Moment, scope: Scope) -> dict[str, Any]:
        ranges = await self._session.ranges(scope, moment)
        return {"p": moment.position, **ranges.arguments}


def _may_match(filter: DirectiveFilter) -> bool:
    undated = filter.issued_from is None and filter.issued_to is None
    return undated and filter.status in (None, DirectiveStatus.DRAFT)


def _draft(row: Any) -> DraftRow:
    return DraftRow(
        directive_id=row["directive_id"],
        position=row["from_position"],
        drafted_at=row["drafted_at"],
        issuer_id=row["issuer_id"],
        type=row["type"],
        subject=row["subject"],
        classification=Classification(row["classification"]),
        content=orjson.loads(row["content"]),
        commenter_ids=tuple(row["commenter_ids"]),
    )
