"""Drafts, and the comments on them: for the issuer's units, and for those asked to comment."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from projections.drafts.rows import CommentRow, DraftRow
from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import with_texts
from projections.query_args import DirectiveFilter, DirectiveStatus, Key, Moment, Page, Scope

COMMENTS_OF_EACH: Final = 100

NEWEST_FIRST: Final[Sequence[str]] = ("position",)
BY_ANSWER: Final[Sequence[str]] = ("rank", "age")

statements = load(__package__, "reading.sql")


class Drafts:
    """What is written and not issued yet."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def by_ids(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, DraftRow]:
        rows = await self._session.read(
            DraftRow,
            statements.by_ids,
            directive_ids=list(ids),
            **await self._visible(moment, scope),
        )
        return {row.directive_id: row for row in rows}

    async def page(
        self, filter: DirectiveFilter, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[DraftRow]:
        """Those changed last first or, of those that are found, those that answer best. None where
        days of issue are asked for.
        """
        if not _may_match(filter):
            return Page((), has_next=False)
        statement, order, typed = statements.page, NEWEST_FIRST, {}
        if filter.search is not None:
            statement, order, typed = statements.found, BY_ANSWER, {"typed": filter.search}
        return await self._session.page(
            DraftRow,
            statement,
            order,
            first,
            after,
            **typed,
            issuer_id=filter.issuer_id,
            type=filter.type,
            **await self._visible(moment, scope),
        )

    async def count(self, filter: DirectiveFilter, moment: Moment, scope: Scope) -> int:
        if not _may_match(filter):
            return 0
        count: int = await self._session.row(
            statements.count,
            issuer_id=filter.issuer_id,
            type=filter.type,
            typed=filter.search,
            **await self._visible(moment, scope),
        )
        return count

    async def comments(
        self, ids: Sequence[UUID], moment: Moment, scope: Scope
    ) -> dict[UUID, tuple[CommentRow, ...]]:
        """The latest of each, oldest first, 100 at the most."""
        rows = await self._session.read(
            CommentRow,
            statements.comments,
            directive_ids=list(ids),
            row_limit=COMMENTS_OF_EACH,
            **await self._visible(moment, scope),
        )
        found = await with_texts(self._session, rows, "text")
        return grouped(found, lambda row: row.directive_id)

    async def _visible(self, moment: Moment, scope: Scope) -> dict[str, Any]:
        viewer = await self._session.viewer(scope, moment)
        return {"p": moment.position, "viewer": viewer.json}


def _may_match(filter: DirectiveFilter) -> bool:
    undated = filter.issued_from is None and filter.issued_to is None
    return undated and filter.status in (None, DirectiveStatus.DRAFT)
