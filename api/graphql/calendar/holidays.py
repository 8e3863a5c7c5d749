"""Which due dates a holiday would move."""

from datetime import date, datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.types import Directive
from api.graphql.runtime.context import Info
from api.graphql.runtime.node import UserError
from api.graphql.runtime.scalars import Count, Position
from api.graphql.tasks.types import Task
from projections.query_args import Moment


@strawberry.type(description="A due date to come that moveDueDates, byCalendar, would move.")
class DueMove:
    at: strawberry.Private[Moment]
    directive_key: strawberry.Private[UUID]
    task_key: strawberry.Private[UUID]
    occurrence: date | None
    due_at: datetime
    would_be_due_at: datetime

    @strawberry.field
    async def directive(self, info: Info) -> Directive:
        return await info.context.load.directives.required(self.directive_key, self.at)

    @strawberry.field
    async def task(self, info: Info) -> Task:
        return await info.context.load.tasks.required(self.task_key, self.at)


@strawberry.type
class HolidayPayload:
    moves: list[DueMove] = strawberry.field(
        description="Of directives that the viewer may see; the first 100."
    )
    move_count: Count | None = strawberry.field(
        description="Of all of them. Null where the read models have not reached it in time."
    )
    position: Position | None
    user_errors: list[UserError]

    @classmethod
    def refused(cls, errors: list[UserError]) -> Self:
        return cls(moves=[], move_count=None, position=None, user_errors=errors)
