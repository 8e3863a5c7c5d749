"""How an obligation is carried out."""

from datetime import date, datetime
from uuid import UUID

import strawberry

from api.graphql.enums import ExtensionState
from api.graphql.refs import DirectiveRef, ObligationRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import Node
from api.graphql.runtime.scalars import Count
from projections.query_args import Moment, ObligationKey


@strawberry.type(description="What is planned for a day.")
class PlanEntry:
    day: date
    text: str


@strawberry.type(description="A request for more time, and what became of it.")
class ExtensionRequest(Node):
    at: strawberry.Private[Moment]
    obligation_key: strawberry.Private[ObligationKey]
    decided_by_key: strawberry.Private[UUID | None]
    state: ExtensionState
    asked_at: datetime
    due_at: datetime = strawberry.field(description="What was asked for.")
    reason: str | None = strawberry.field(description="Null once erased.")
    decided_at: datetime | None
    given_due_at: datetime | None = strawberry.field(
        description="The new due date; null while it is open, and where it was refused."
    )
    remark: str | None

    @strawberry.field
    async def obligation(self, info: Info) -> ObligationRef:
        return await info.context.load.obligations.required(self.obligation_key, self.at)

    @strawberry.field
    async def decided_by(self, info: Info) -> UnitRef | None:
        return await info.context.load.units.optional(self.decided_by_key, self.at)


@strawberry.type(description="A unit above looked at how it is carried out. It changes nothing.")
class Inspection:
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    inspected_on: date
    remark: str | None = strawberry.field(description="Null once erased.")

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)


@strawberry.type
class Reminder:
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    reminded_at: datetime
    note: str | None

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)


@strawberry.type(description="All that was overdue within a unit was called to mind at once.")
class OverdueReminder:
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    directive_key: strawberry.Private[UUID | None]
    reminded_at: datetime
    count: Count = strawberry.field(
        description="How many obligations that the viewer sees were overdue then."
    )
    note: str | None

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)

    @described("Null where it was about all directives.")
    async def directive(self, info: Info) -> DirectiveRef | None:
        return await info.context.load.directives.optional(self.directive_key, self.at)
