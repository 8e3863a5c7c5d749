"""Feeds of changes: where one begins, and a page of it.

A feed is of a subject, of a slice and of the grants that it shows. Its cursors are bound to all
three: after other grants the copy that was made of it is of another slice, and is made anew.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any, Final, Self
from uuid import UUID

from graphql import GraphQLError

from api.graphql.log.changes import FeedStart, ObligationChange, ObligationChanges
from api.graphql.runtime import cursors, ids
from api.graphql.runtime.context import Context
from api.graphql.runtime.cursors import Keyset, OpenDay, Seal
from api.graphql.runtime.errors import request_error
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.moments import not_reached
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.source import Source
from projections.feed.rows import Place
from projections.query_args import Moment
from projections.reader import PositionNotReached

DIGITS: Final = 16
"""Of the digests in a cursor: they keep feeds apart, and nobody out."""
FEED: Final = Keyset(
    "feed", (str, str, int, datetime, UUID, str, UUID, UUID, OpenDay), frozenset(range(2, 9))
)
"""Whose feed and of what, by which grants; inside of a step its position and clock, and of the last
change directive, place in the tree, task, unit and day of the occurrence."""


@dataclass(frozen=True, slots=True)
class Feed:
    """Of what the changes are: a unit and every unit under it, or all that the principal sees."""

    source: Source
    under_id: UUID | None

    @classmethod
    async def of(cls, source: Source, under: str | None, at: Moment) -> Self:
        """Raises the GraphQL errors BAD_ID, and NOT_FOUND for a unit that never was."""
        unit_id = ids.optional(Kind.UNIT, under)
        if unit_id is not None and unit_id not in await source.rows.units.by_ids([unit_id], at):
            raise request_error("NOT_FOUND", "There is no such unit.")
        return cls(source, unit_id)

    @property
    def _seal(self) -> Seal:
        return self.source.seal(FEED.name)

    @property
    def _whose(self) -> tuple[str, str]:
        grants = {f"{g.unit_id} {g.clearance.rank}" for g in self.source.scope.reading}
        return _digest([self.source.principal.subject, str(self.under_id)]), _digest(sorted(grants))

    async def begin(self, start: FeedStart | None, live: Moment) -> Place:
        """Left out, it begins now. Raises the GraphQL errors BAD_CURSOR, GRANTS_CHANGED and
        POSITION_NOT_REACHED.
        """
        if start is None:
            return Place(live)
        if (cursor := or_none(start.cursor)) is not None:
            return self._after(cursor, live)
        position = or_none(start.position)
        assert position is not None, "the schema lets exactly one field of FeedStart through"
        try:
            return Place(await self.source.rows.at_position(position))
        except PositionNotReached as error:
            raise not_reached(position) from error

    def cursor(self, place: Place) -> str:
        to, after = place.to, place.after or (None,) * 5
        step = (to.position, to.clock.isoformat()) if to else (None, None)
        return cursors.encode(FEED, place.at, (*self._whose, *step, *after), self._seal)

    async def page(self, place: Place, first: int, live: Moment) -> ObligationChanges:
        source = self.source
        page = await source.rows.feed.page(self.under_id, place, first, live, source.scope)
        for change in page.changes:
            if change.row is not None:
                source.saw_obligations([change.row], change.at)
        return ObligationChanges(
            changes=[ObligationChange.of(each, self.cursor(each.place)) for each in page.changes],
            end_cursor=self.cursor(page.place),
            has_more=page.has_more,
            through=Position(page.place.at.position),
        )

    def _after(self, cursor: str, live: Moment) -> Place:
        at, (who, grants, *inside) = cursors.decode(FEED, cursor, self._seal)
        if who != self._whose[0]:
            raise cursors.bad_cursor()
        if grants != self._whose[1]:
            raise grants_changed()
        place = _place(at, inside)
        last = place.to or at
        if last.position > live.position:
            raise not_reached(last.position)
        return place


def _place(at: Moment, inside: Sequence[Any]) -> Place:
    position, clock, *after = inside
    if position is None or clock is None or any(part is None for part in after):
        if any(part is not None for part in inside):
            raise cursors.bad_cursor()
        return Place(at)
    to = Moment(position, datetime.fromisoformat(clock))
    if to.position - at.position not in (0, 1) or to.clock < at.clock:
        raise cursors.bad_cursor()
    return Place(at, to, tuple(after))


def grants_changed() -> GraphQLError:
    message = (
        "The grants that this feed was read by are others by now, and so is its slice. Begin anew: "
        "from position 0 with an empty copy, or from the moment of a list."
    )
    return request_error("GRANTS_CHANGED", message)


async def feed_page(
    context: Context, start: FeedStart | None, under: str | None, first: int
) -> ObligationChanges:
    """A page after a start, of what has happened by now."""
    live = await context.moments.live()
    feed = await Feed.of(context.source, under, live)
    return await feed.page(await feed.begin(start, live), first, live)


async def followed_page(
    context: Context, start: FeedStart | None, under: str | None, first: int
) -> list[ObligationChange]:
    """The changes that follow where a subscription has got to, or begins."""
    following, source = context.following, context.source
    if following.cursor is not None:
        start = FeedStart(cursor=following.cursor)
    page = await feed_page(context, start, under, first)
    following.cursor, following.through = page.end_cursor, page.through
    following.has_more = page.has_more
    following.notifier, following.clock = source.services.notifier, source.services.clock
    if not page.has_more:
        following.quiet_until = await _quiet_until(source, await context.moments.live())
    return page.changes


async def _quiet_until(source: Source, live: Moment) -> datetime:
    """When something falls due or expires, or a grant begins or ends."""
    due_at = await source.rows.feed.next_instant(live)
    turns = [turn for g in source.held for turn in (g.valid_from, g.valid_to) if turn is not None]
    return min([due_at, *(turn for turn in turns if turn > live.clock)])


def _digest(parts: Iterable[str]) -> str:
    return sha256("\0".join(parts).encode()).hexdigest()[:DIGITS]
