"""Who asks, and what the service allows."""

from datetime import datetime
from uuid import UUID

import strawberry

from api.graphql.organisation.reading import units
from api.graphql.refs import UnitRef
from api.graphql.runtime.links import link
from api.graphql.runtime.scalars import Count, Position
from cascade.enums import Classification, Role
from projections.query_args import Moment


@strawberry.type
class Grant:
    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    role: Role
    clearance: Classification
    valid_from: datetime | None
    valid_to: datetime | None

    unit: UnitRef = link(units, "unit_id")


@strawberry.type
class Viewer:
    subject: str
    grants: list[Grant]


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


@strawberry.type
class Service:
    version: str
    limits: Limits
    projected_to: Position
    lag_events: Count
    lag_seconds: float
