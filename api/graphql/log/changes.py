"""What changed: the feed."""

from datetime import datetime
from typing import Final, Self

import strawberry

from api.graphql.obligations.reading import obligations
from api.graphql.refs import ObligationRef
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import link
from api.graphql.runtime.scalars import Position
from projections.feed.rows import ChangeKind, ChangeRow
from projections.query_args import Moment, ObligationKey

FROM_THERE: Final = "Where to begin: what follows it is answered."


@strawberry.input(one_of=True)
class FeedStart:
    """After a position, or after a cursor: one event can change 240,000 obligations, so a position
    cannot split a page.
    """

    position: Position | None = strawberry.UNSET
    """After all that this position changed; 0 begins with the first."""
    cursor: str | None = strawberry.UNSET
    """After the change of this cursor, or where an earlier page ended."""


@strawberry.type
class ObligationChange:
    """An event of the log changes obligations, or time does: what time changes is judged at the
    position, and its instant is the clock's.
    """

    at: strawberry.Private[Moment]
    shown_key: strawberry.Private[ObligationKey | None]
    cursor: str
    """To begin after this very change."""
    position: Position
    """The event that changed it."""
    recorded_at: datetime
    """When that was recorded; of what time changed, when it did."""
    kind: ChangeKind
    """What became of the obligation."""
    obligation_id: strawberry.ID
    """The same for ever; also of an obligation that is not shown any more."""
    obligation: ObligationRef | None = link(obligations, "shown_key")
    """As it stood at the position; null once it has left the slice."""

    @classmethod
    def of(cls, change: ChangeRow, cursor: str) -> Self:
        return cls(
            at=change.at,
            shown_key=change.key if change.row else None,
            cursor=cursor,
            position=Position(change.at.position),
            recorded_at=change.at.clock,
            kind=change.kind,
            obligation_id=ids.encode(Kind.OBLIGATION, change.key),
        )


@strawberry.type
class ObligationChanges:
    """A page of the feed."""

    changes: list[ObligationChange]
    """In the order in which they came about."""
    end_cursor: str
    """Ask again with this."""
    has_more: bool
    """True where more is there already: ask again at once."""
    through: Position
    """Everything up to here has been looked at, even where nothing was yours."""
