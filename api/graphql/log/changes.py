"""What changed: the feed, and the difference between two moments."""

from datetime import datetime

import strawberry

from api.graphql.enums import ObligationChangeKind
from api.graphql.not_available import not_available
from api.graphql.refs import ObligationRef, ProgressRef
from api.graphql.runtime.moments import AnswerMoment
from api.graphql.runtime.paging import Connection
from api.graphql.runtime.scalars import Position
from projections.query_args import Status, Timeliness


@strawberry.input(one_of=True)
class FeedStart:
    """After a position, or after a cursor: one event can change 240,000 obligations, so a position
    cannot split a page.
    """

    position: Position | None = strawberry.UNSET
    cursor: str | None = strawberry.UNSET


@strawberry.type
class ObligationChange:
    """Falling due is no change: a receiver compares dueAt with its own clock."""

    cursor: str
    position: Position
    recorded_at: datetime
    kind: ObligationChangeKind
    obligation_id: strawberry.ID
    obligation: ObligationRef | None
    """As it stood at the position; null once it has left the slice."""


@strawberry.type
class ObligationChanges:
    changes: list[ObligationChange]
    end_cursor: str
    """Ask again with this."""
    has_more: bool
    through: Position
    """Everything up to here has been looked at, even where nothing was yours."""


@strawberry.type
class ObligationDiff:
    obligation: ObligationRef
    """As of the later moment."""
    status_before: Status | None
    timeliness_before: Timeliness | None
    due_at_before: datetime | None


@strawberry.type
class ObligationDiffConnection(Connection[ObligationDiff]):
    pass


@strawberry.type
class SliceDiff:
    from_: AnswerMoment = strawberry.field(name="from")
    to: AnswerMoment
    before: ProgressRef
    after: ProgressRef

    @strawberry.field
    def changed(
        self, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> ObligationDiffConnection:
        raise not_available("Query.sliceDiff")
