"""Everything that may be followed. The feed is promised and not built yet."""

from collections.abc import AsyncIterator
from typing import Annotated

import strawberry

from api.graphql.log.changes import FROM_THERE, FeedStart, ObligationChange
from api.graphql.not_available import not_available


@strawberry.type
class Subscription:
    """What may be followed as it happens."""

    @strawberry.subscription
    async def obligation_changed(
        self,
        from_: Annotated[
            FeedStart | None, strawberry.argument(name="from", description=FROM_THERE)
        ] = strawberry.UNSET,
        under: strawberry.ID | None = strawberry.UNSET,
    ) -> AsyncIterator[ObligationChange]:
        """Every change in the viewer's slice from there on, without a gap, then as it happens."""
        raise not_available("Subscription.obligationChanged")
        yield  # what makes it a stream
