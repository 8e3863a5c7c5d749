"""Everything that may be followed."""

from collections.abc import AsyncIterator
from typing import Annotated, Final

import strawberry

from api.graphql.log.changes import FROM_THERE, FeedStart, ObligationChange
from api.graphql.log.feed import followed_page
from api.graphql.runtime.context import Info
from api.graphql.runtime.or_none import or_none

PAGE: Final = 100
"""Changes that are looked at together: what is kept for a slow reader."""


@strawberry.type
class Subscription:
    """What may be followed as it happens."""

    @strawberry.subscription
    async def obligation_changed(
        self,
        info: Info,
        from_: Annotated[
            FeedStart | None, strawberry.argument(name="from", description=FROM_THERE)
        ] = strawberry.UNSET,
        under: strawberry.ID | None = strawberry.UNSET,
    ) -> AsyncIterator[ObligationChange]:
        """Every change in the viewer's slice from there on, without a gap, then as it happens."""
        # Those that there are by now; whoever follows asks again from where these end.
        for change in await followed_page(info.context, or_none(from_), or_none(under), PAGE):
            yield change
