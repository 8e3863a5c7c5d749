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
    """A role of a subject over a unit, for a time."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    role: Role
    """What the subject may do there."""
    clearance: Classification
    """Up to which classification documents are readable by it."""
    valid_from: datetime | None
    """It holds from this instant on; null: since ever."""
    valid_to: datetime | None
    """It holds up to this instant, which is not included; null: until it is revoked."""

    unit: UnitRef = link(units, "unit_id")
    """The unit that it is given at. Roles that read reach its whole subtree; OFFICER and ISSUER act
    for this very unit."""


@strawberry.type
class Viewer:
    """Who asks."""

    subject: str
    """The "sub" of the token: an opaque login, not a name."""
    grants: list[Grant]
    """Those that hold now."""


@strawberry.type
class Limits:
    """What one request may ask for; each number is the most that is still allowed."""

    cost: int
    """Rows that an answer may hold: 1 for each row of a page, nested pages multiplied; what leads
    to one object is free."""
    depth: int
    """Fields within fields, introspection apart."""
    tokens: int
    """Of the operation's text."""
    page: int
    """Rows of one page: the greatest first."""
    feed_page: int
    """Changes in one page of the feed."""
    bulk: int
    """Values in one list of an input."""
    body_bytes: int
    """Bytes of the HTTP request's body."""
    deadline_seconds: int
    """Seconds until an answer is given up with DEADLINE_EXCEEDED."""


@strawberry.type
class Service:
    """The service that answers."""

    version: str
    """Of the program, such as "0.4.0"."""
    limits: Limits
    """What one request may ask for."""
    projected_to: Position
    """The newest position that answers know of."""
    lag_events: Count
    """Events that are recorded and that answers do not know of yet."""
    lag_seconds: float
    """How long ago the oldest of these was recorded; 0 where there is none."""
