"""How far a directive got."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.refs import DirectiveRef, LevelRef, UnitRef
from api.graphql.runtime import keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described, named
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import Count
from projections.query_args import Moment
from projections.reach.rows import HopKind


@strawberry.type
class CascadeLevel:
    level: LevelRef
    reached: Count
    expected: Count
    median_seconds_from_issue: float | None
    max_seconds_from_issue: float | None


@strawberry.type
class CascadeHop:
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID]
    from_key: strawberry.Private[UUID]
    directive_key: strawberry.Private[UUID | None]
    kind: HopKind
    reached_at: datetime | None
    passed_on_at: datetime | None
    pass_on_due_at: datetime | None

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.unit_key, self.at)

    @named("from")
    async def from_(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.from_key, self.at)

    @described("The implementing directive, where the hop was made by one.")
    async def directive(self, info: Info) -> DirectiveRef | None:
        return await info.context.load.directives.optional(self.directive_key, self.at)


@strawberry.type
class CascadeHopEdge:
    cursor: str
    node: CascadeHop


@strawberry.type
class CascadeHopConnection:
    edges: list[CascadeHopEdge]
    page_info: PageInfo
    total_count: Count

    @classmethod
    def of(cls, paging: Paging, page: PageOf[CascadeHop]) -> Self:
        edges = [CascadeHopEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(edges=edges, page_info=paging.info(page), total_count=paging.total(page))


@strawberry.type(
    description="Counts and hops within the viewer's slice; for the directive's issuer, all."
)
class Cascade:
    directive_key: strawberry.Private[UUID]
    under_key: strawberry.Private[UUID | None]
    at: strawberry.Private[Moment]
    reached: Count = strawberry.field(
        description="Units of the audience that it has reached: addressed at once, relayed to, or "
        "addressed by a directive that implements it."
    )
    expected: Count = strawberry.field(description="Units of the audience.")

    @strawberry.field
    async def by_level(self, info: Info) -> list[CascadeLevel]:
        return await info.context.reader.cascade_levels(self.directive_key, self.under_key, self.at)

    @strawberry.field
    async def hops(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> CascadeHopConnection:
        paging = await Paging.of(info, keysets.HOPS, first, after, self.at)
        page = await info.context.reader.hops(self.directive_key, self.under_key, paging)
        return CascadeHopConnection.of(paging, page)

    @described("Units that were to pass it on by now and have not.")
    async def stalled(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> CascadeHopConnection:
        paging = await Paging.of(info, keysets.STALLED, first, after, self.at)
        page = await info.context.reader.stalled(self.directive_key, self.under_key, paging)
        return CascadeHopConnection.of(paging, page)
