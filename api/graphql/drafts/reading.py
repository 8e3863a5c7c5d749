"""What units remarked on drafts."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.drafts.rows import CommentRow
from projections.query_args import Moment


async def comments(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[CommentRow] | None]:
    """On drafts, and on what became of them; None for a card."""
    rows = await source.directives(keys, at)
    found = await source.rows.drafts.comments(keys, at, source.scope)
    return [None if key in rows and not rows[key].whole else found.get(key, ()) for key in keys]
