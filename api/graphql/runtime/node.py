"""What every list and every object with an id shares."""

import strawberry


@strawberry.interface
class Node:
    """What has an id by which `node` finds it again."""

    id: strawberry.ID
    """Opaque and stable: the same at every moment, whatever becomes of what it is of. Compare it,
    keep it, send it back; its form may not be relied on."""


@strawberry.type
class PageInfo:
    """Where a page stands in its list."""

    has_next_page: bool
    """Whether rows follow: ask with `after` for them."""
    has_previous_page: bool
    """Whether rows come before."""
    start_cursor: str | None
    """Of the first row; null on an empty page."""
    end_cursor: str | None
    """Of the last row, to be given as `after`; null on an empty page."""
