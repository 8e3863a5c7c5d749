"""A copy of a slice that is kept by its feed alone."""

from dataclasses import dataclass, field
from uuid import UUID

from projections.feed.reading import NOTHING
from projections.feed.rows import ChangeKind, FeedPage, Place
from projections.obligations.rows import ObligationRow
from projections.query_args import (
    Moment,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    Scope,
)
from projections.reader import Reader

LIST_PAGE = 1_000
COMING = (ChangeKind.OWED, ChangeKind.ENTERED_SLICE)


@dataclass
class FeedCopy:
    """Of what is borne under a unit. Only what is applied counts as told."""

    under_id: UUID | None
    place: Place = NOTHING
    rows: dict[ObligationKey, ObligationRow] = field(default_factory=dict)

    async def begin(self, reader: Reader, at: Moment, scope: Scope, root_id: UUID) -> None:
        """As somebody who has read the lists at a moment, and follows from there."""
        self.place = Place(at)
        self.rows = {row.key: row for row in await listed(reader, at, scope, root_id)}

    async def read(self, reader: Reader, first: int, live: Moment, scope: Scope) -> FeedPage:
        """The page that follows; to be applied or not."""
        page = await reader.feed.page(self.under_id, self.place, first, live, scope)
        assert page.place != self.place or not page.has_more, "no page stands still"
        return page

    def apply(self, page: FeedPage, most: int | None = None) -> None:
        """All of its changes, or only some as if killed there."""
        for change in page.changes[:most]:
            known = change.key in self.rows
            assert known is (change.kind not in COMING), (change.kind, change.key)
            if change.row is None:
                assert change.kind is ChangeKind.LEFT_SLICE, (change.kind, change.key)
                del self.rows[change.key]
            else:
                self.rows[change.key] = change.row
            self.place = change.place
        if most is None:
            self.place = page.place

    async def catch_up(self, reader: Reader, live: Moment, scope: Scope) -> None:
        """All that there is by now."""
        while True:
            page = await self.read(reader, LIST_PAGE, live, scope)
            self.apply(page)
            if not page.has_more:
                assert self.place == Place(live)
                return


async def listed(reader: Reader, at: Moment, scope: Scope, under_id: UUID) -> list[ObligationRow]:
    """What the lists answer at a moment."""
    rows: list[ObligationRow] = []
    after = None
    while True:
        page = await reader.obligations.of_subtree(
            under_id, ObligationFilter(), ObligationOrder.DUE_FIRST, LIST_PAGE, after, at, scope
        )
        rows += [edge.node for edge in page.edges]
        if not page.has_next:
            return rows
        after = page.edges[-1].key
