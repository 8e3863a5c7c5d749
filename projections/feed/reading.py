"""A feed, page by page: what differs from step to step in a slice."""

import time
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from projections.engine.session import Session
from projections.feed.looking import Looking
from projections.feed.rows import ChangeRow, FeedPage, Place
from projections.feed.steps import SMALLEST, Stretch, instants_of
from projections.obligations.reading import Obligations
from projections.query_args import Moment, Scope

WORK_SECONDS: Final = 2.0
"""A page ends after so long, however few changes it holds: what follows it goes on there."""
LONGEST_QUIET: Final = timedelta(days=1)

NOTHING: Final = Place(Moment(0, datetime(1970, 1, 1, tzinfo=UTC)))
"""The beginning of every feed."""


class Feed:
    """What changes in what units under one, or all, bear, as a scope shows it."""

    def __init__(self, session: Session, obligations: Obligations) -> None:
        self._session: Final = session
        self._obligations: Final = obligations

    async def next_instant(self, live: Moment) -> datetime:
        """When something may become overdue, or expire, after a moment, or one may look again."""
        last = live.clock + LONGEST_QUIET
        found = await instants_of(self._session, live.clock, last, 1)
        return found[0].instant + SMALLEST if found else last

    async def page(
        self, under_id: UUID | None, place: Place, first: int, live: Moment, scope: Scope
    ) -> FeedPage:
        """At most ``first`` changes after a place, of what has happened by ``live``."""
        until = time.monotonic() + WORK_SECONDS
        changes: list[ChangeRow] = []
        stretch = await Stretch.after(self._session, scope, place.at, live)
        while len(changes) < first:
            if step := await stretch.step(place):
                most = first - len(changes)
                looking = Looking(
                    self._session, self._obligations, scope, under_id, step, most, until
                )
                place = await looking.look(place.after)
                changes += looking.changes
            elif place.at.position >= live.position and place.at.clock >= live.clock:
                return FeedPage(tuple(changes), place, has_more=False)
            else:
                stretch = await Stretch.after(self._session, scope, place.at, live)
            if time.monotonic() > until:  # after one step at least: no page stands still
                break
        return FeedPage(tuple(changes), place, has_more=True)
