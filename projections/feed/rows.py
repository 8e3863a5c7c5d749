"""Changes of obligations, and places in the feed that tells them."""

from dataclasses import dataclass
from enum import StrEnum

from projections.obligations.rows import ObligationRow
from projections.query_args import Key, Moment, ObligationKey


class ChangeKind(StrEnum):
    """What became of an obligation."""

    OWED = "OWED"
    """It came about: it did not exist before."""
    CHANGED = "CHANGED"
    """Its status, its dates or what was done about it."""
    BEARER_CHANGED = "BEARER_CHANGED"
    """Another unit bears it from now on."""
    WITHDRAWN = "WITHDRAWN"
    """It is no longer asked for."""
    ENTERED_SLICE = "ENTERED_SLICE"
    """It was none of the viewer's before, and is now."""
    LEFT_SLICE = "LEFT_SLICE"
    """It was one of the viewer's, and is no longer."""
    BECAME_OVERDUE = "BECAME_OVERDUE"
    """Time passed its due date, which is told once; where an event made it so, it is CHANGED."""


@dataclass(frozen=True, slots=True)
class Place:
    """How far a feed has been told: all up to the moment ``at``.

    ``to`` is the moment of a step of which a part has been told, too: that up to ``after``.
    """

    at: Moment
    to: Moment | None = None
    after: Key | None = None

    @property
    def is_of_clock(self) -> bool:
        """Whether the step that it is inside of is one of the clock alone."""
        return self.to is not None and self.to.position == self.at.position


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """``at`` is the moment that it led to, ``place`` the one behind it; ``row`` is null once it
    has left the slice.
    """

    place: Place
    at: Moment
    kind: ChangeKind
    key: ObligationKey
    row: ObligationRow | None


@dataclass(frozen=True, slots=True)
class FeedPage:
    """``has_more``: there is more to be looked at by now, whether or not it holds a change."""

    changes: tuple[ChangeRow, ...]
    place: Place
    has_more: bool
