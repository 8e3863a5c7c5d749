"""Where a directive got to, how fast, and where it stopped."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final
from uuid import UUID

from projections.engine.session import Session, Viewer
from projections.engine.slices import Slice, slice_of
from projections.engine.statements import load
from projections.query_args import Edge, Key, Moment, Page, Scope
from projections.reach.rows import CascadeRow, HopRow, LevelReachRow

statements = load(__package__, "cascades_reading.sql")


class Cascades:
    """Counts and hops over a directive's audience: all for those who caused it, for others what of
    it lies in their subtrees. ``under_id`` bounds them to a unit and all under it.
    """

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def reach(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> CascadeRow:
        """Seconds are from the issue, null for levels that nothing has reached."""
        asked = await self._of(directive_id, under_id, moment, scope)
        if asked is None:
            return CascadeRow(0, 0, ())
        levels = tuple(
            await self._session.read(LevelReachRow, statements.by_level, **asked.parameters)
        )
        return CascadeRow(
            sum(level.reached for level in levels), sum(level.expected for level in levels), levels
        )

    async def hops(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[HopRow]:
        """In the order in which they were made."""
        asked = await self._of(directive_id, under_id, moment, scope)
        if asked is None:
            return Page((), has_next=False)
        page = await self._session.page(
            HopRow,
            statements.hops,
            ("reach_position", "path", "unit_id"),
            first,
            after,
            **asked.parameters,
        )
        owed = {
            row["unit_id"]: row
            for row in await self._session.rows(
                statements.passing_on,
                slice=asked.passing_on().slice.json,
                unit_ids=[edge.node.unit_id for edge in page.edges],
            )
        }
        edges = tuple(Edge(_passed_on(edge.node, owed), edge.key) for edge in page.edges)
        return Page(edges, page.has_next)

    async def count_hops(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> int:
        asked = await self._of(directive_id, under_id, moment, scope)
        if asked is None:
            return 0
        count: int = await self._session.row(statements.count_hops, **asked.parameters)
        return count

    async def stalled(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[HopRow]:
        """Units that were to pass it on by now and have not, the longest overdue first."""
        asked = await self._of(directive_id, under_id, moment, scope)
        if asked is None:
            return Page((), has_next=False)
        return await self._session.page(
            HopRow,
            statements.stalled,
            ("due_at", "path", "unit_id"),
            first,
            after,
            **asked.passing_on().parameters,
        )

    async def count_stalled(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> int:
        asked = await self._of(directive_id, under_id, moment, scope)
        if asked is None:
            return 0
        count: int = await self._session.row(
            statements.count_stalled,
            **asked.passing_on().parameters,
        )
        return count

    async def _of(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> "_Asked | None":
        """Of the directive, over all whom it or one that implements it addresses."""
        inside = await self._session.subtree(under_id, moment)
        if inside is None:
            return None
        addressed = await self._session.addressed_in_cause(directive_id, moment)
        asked = await slice_of(self._session, inside, directive_id, moment, addressed=addressed)
        return _Asked(asked, await self._session.viewer(scope, moment))


@dataclass(frozen=True, slots=True)
class _Asked:
    slice: Slice
    viewer: Viewer

    @property
    def parameters(self) -> dict[str, str]:
        return {"slice": self.slice.json, "viewer": self.viewer.json}

    def passing_on(self) -> "_Asked":
        return replace(self, slice=replace(self.slice, pass_on_only=True))


def _passed_on(hop: HopRow, owed: Mapping[UUID, Any]) -> HopRow:
    """With what its unit owed of passing the directive on, where it owed that."""
    if hop.unit_id not in owed:
        return hop
    found = owed[hop.unit_id]
    return replace(hop, passed_on_at=found["fulfilled_at"], pass_on_due_at=found["due_at"])
