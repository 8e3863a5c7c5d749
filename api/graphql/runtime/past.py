"""Moments that are not the present: somebody asked for them."""

from typing import Self

from projections.query_args import Moment


class PastMoment(Moment):
    """One that ``asOf`` asks for. The ids of what is read at it say so, and so do its cursors.

    The present is any other: an operation's live moment, also on the later pages of what was begun
    at it, and the moments that a feed steps through.
    """

    __slots__ = ()

    @classmethod
    def of(cls, at: Moment) -> Self:
        return cls(at.position, at.clock)
