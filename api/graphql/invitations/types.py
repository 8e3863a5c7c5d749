"""Units from outside who are asked to coordinate."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.refs import DirectiveRef, TaskRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.node import Node
from projections.directives.rows import InvitationState
from projections.query_args import Moment


@strawberry.type(
    description="A unit outside the issuer's authority, asked to coordinate in a task. It owes the "
    "task once it accepts."
)
class Invitation(Node):
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID]
    task_key: strawberry.Private[UUID]
    directive_key: strawberry.Private[UUID]
    state: InvitationState
    note: str | None
    invited_at: datetime
    answered_at: datetime | None

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.unit_key, self.at)

    @strawberry.field
    async def task(self, info: Info) -> TaskRef:
        return await info.context.load.tasks.required(self.task_key, self.at)

    @strawberry.field
    async def directive(self, info: Info) -> DirectiveRef:
        return await info.context.load.directives.required(self.directive_key, self.at)
