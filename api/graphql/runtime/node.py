"""What every list and every object with an id shares."""

import strawberry

from api.graphql.runtime import ids


@strawberry.interface
class Node:
    """What has an id by which `node` finds it again."""

    id: strawberry.ID
    """Opaque and stable: the same whenever it is read live, whatever becomes of what it is of. Read
    at another moment (`asOf`), what may vary has another id, which says so: a cache keeps the two
    apart, and `node` finds it again at that moment. Compare it, keep it, send it back; its form may
    not be relied on."""

    @strawberry.field
    def live_id(self) -> strawberry.ID:
        """The id of the same as it is now, at whatever moment it was read: to compare moments by,
        and to act on it. Of what was read live, its `id`.
        """
        return ids.live(self.id)


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
