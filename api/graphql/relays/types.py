"""How a directive was passed on, unchanged."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.refs import SelectorRef, TaskRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import Count
from projections.query_args import Moment


@strawberry.type(description="A task's due date for those whom the relay reaches.")
class RelayedDue:
    at: strawberry.Private[Moment]
    task_key: strawberry.Private[UUID]
    due_at: datetime

    @strawberry.field
    async def task(self, info: Info) -> TaskRef:
        return await info.context.load.tasks.required(self.task_key, self.at)


@strawberry.type
class Relay:
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    relayed_at: datetime
    audience: list[SelectorRef] = strawberry.field(description="To whom, as it was worded.")
    note: str | None
    dues: list[RelayedDue] = strawberry.field(description="Due dates that it brought forward.")
    recalled_at: datetime | None = strawberry.field(
        description="Since when it reaches nobody any more."
    )
    recalled_because: str | None

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)


@strawberry.type
class RelayEdge:
    cursor: str
    node: Relay


@strawberry.type
class RelayConnection:
    edges: list[RelayEdge]
    page_info: PageInfo
    total_count: Count

    @classmethod
    def of(cls, paging: Paging, page: PageOf[Relay]) -> Self:
        edges = [RelayEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(edges=edges, page_info=paging.info(page), total_count=paging.total(page))
