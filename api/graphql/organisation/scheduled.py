"""Changes of the tree that wait for their day."""

from datetime import date
from uuid import UUID

import strawberry

from api.graphql.refs import UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import Node
from cascade.enums import ScheduledOutcome
from projections.query_args import Moment

strawberry.enum(ScheduledOutcome, description="What became of a change on its day or before.")


@strawberry.type(
    description="A change of the organisation that takes effect on a day to come, without "
    "anybody's doing. It is decided again on that day."
)
class ScheduledChange(Node):
    at: strawberry.Private[Moment]
    unit_keys: strawberry.Private[tuple[UUID, ...]]
    command: str = strawberry.field(description="What will be done, such as MergeUnits.")
    effective_on: date
    outcome: ScheduledOutcome | None = strawberry.field(description="Null while it waits.")
    reason: str | None = strawberry.field(description="Why it could not be carried out.")

    @described("The units that it is about.")
    async def units(self, info: Info) -> list[UnitRef]:
        return await info.context.load.units.every(self.unit_keys, self.at)
