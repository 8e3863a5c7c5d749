"""Who asks, and what the service allows."""

from datetime import datetime
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.refs import UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.reading import Standing
from api.graphql.runtime.scalars import Count, Position
from cascade import __version__
from cascade.enums import Classification, Role
from projections.query_args import Moment


@strawberry.type
class Viewer:
    subject: str
    grants: "list[Grant]"


@strawberry.type
class Grant:
    unit_key: strawberry.Private[UUID]
    at: strawberry.Private[Moment]
    role: Role
    clearance: Classification
    valid_from: datetime | None
    valid_to: datetime | None

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.unit_key, self.at)


@strawberry.type
class Limits:
    cost: int
    depth: int
    tokens: int
    page: int
    feed_page: int
    bulk: int
    body_bytes: int
    deadline_seconds: int

    @classmethod
    def of(cls, limits: OperationLimits) -> Self:
        return cls(
            cost=limits.cost,
            depth=limits.depth,
            tokens=limits.tokens,
            page=limits.page,
            feed_page=limits.feed_page,
            bulk=limits.bulk,
            body_bytes=limits.body_bytes,
            deadline_seconds=limits.deadline_seconds,
        )


@strawberry.type
class Service:
    version: str
    limits: Limits
    projected_to: Position
    lag_events: Count
    lag_seconds: float

    @classmethod
    def of(cls, standing: Standing, limits: OperationLimits) -> Self:
        return cls(
            version=__version__,
            limits=Limits.of(limits),
            projected_to=Position(standing.projected_to),
            lag_events=Count(standing.lag_events),
            lag_seconds=standing.lag_seconds,
        )
