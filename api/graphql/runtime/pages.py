"""A page as the schema wants it, from a page of rows."""

from collections.abc import Awaitable, Callable, Sequence
from typing import TypeAlias, TypeVar

from asyncpg import DataError

from api.graphql.runtime.cursors import bad_cursor
from api.graphql.runtime.paging import PageOf, Paging
from projections.query_args import Key, Page

R = TypeVar("R")
T = TypeVar("T")

Fetch: TypeAlias = Callable[[int, Key | None], Awaitable[Page[R]]]
"""From the page's size and the key it begins after to its rows."""


async def page_of(
    paging: Paging,
    fetch: Fetch[R],
    count: Callable[[], Awaitable[int]] | None,
    build: Callable[[Sequence[R]], Awaitable[Sequence[T]]],
) -> PageOf[T]:
    """Rows and total, as far as they were asked for. ``build`` answers one for each row."""
    page: Page[R] = Page((), has_next=False)
    if paging.wants_rows:
        page = await _fetched(paging, fetch)
    total = await count() if paging.wants_total and count is not None else None
    nodes = await build([edge.node for edge in page.edges])
    rows = [(edge.key, node) for edge, node in zip(page.edges, nodes, strict=True)]
    return PageOf(rows=rows, has_next=page.has_next, total=total)


async def _fetched(paging: Paging, fetch: Fetch[R]) -> Page[R]:
    """Raises the GraphQL error BAD_CURSOR for a key that no column could hold."""
    try:
        return await fetch(paging.first, paging.after)
    except DataError as error:
        # Cursors are not signed: one made up by hand may have the right types, but no such values.
        if paging.after is None:
            raise
        raise bad_cursor() from error
