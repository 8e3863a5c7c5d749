"""What is asked about one obligation; many are asked for by their units and directives."""

import strawberry

from api.graphql.obligations.reading import obligations
from api.graphql.obligations.types import Obligation
from api.graphql.runtime import ids
from api.graphql.runtime.context import Info
from api.graphql.runtime.links import built
from api.graphql.runtime.moments import AsOf


async def obligation(
    info: Info, id: strawberry.ID, as_of: AsOf | None = strawberry.UNSET
) -> Obligation | None:
    key = ids.decode_obligation(id)
    at = await info.context.moments.of(as_of, ids.moment_of(id))
    row = await info.context.load(obligations).one(key, at)
    return None if row is None else built(Obligation, row, at)
