"""Where a directive got to, how fast, and where it stopped."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from projections.engine.session import Range, Session
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
        bounds = await self._bounds(directive_id, under_id, moment, scope)
        if bounds is None:
            return CascadeRow(0, 0, ())
        levels = tuple(await self._session.read(LevelReachRow, statements.by_level, **bounds))
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
        bounds = await self._bounds(directive_id, under_id, moment, scope)
        if bounds is None:
            return Page((), has_next=False)
        page = await self._session.page(
            HopRow, statements.hops, ("reach_position", "path", "unit_id"), first, after, **bounds
        )
        owed = {
            row["unit_id"]: row
            for row in await self._session.rows(
                statements.passing_on,
                **await self._owing(bounds, moment),
                unit_ids=[edge.node.unit_id for edge in page.edges],
            )
        }
        edges = tuple(Edge(_passed_on(edge.node, owed), edge.key) for edge in page.edges)
        return Page(edges, page.has_next)

    async def count_hops(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> int:
        bounds = await self._bounds(directive_id, under_id, moment, scope)
        if bounds is None:
            return 0
        count: int = await self._session.row(statements.count_hops, **bounds)
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
        bounds = await self._bounds(directive_id, under_id, moment, scope)
        if bounds is None:
            return Page((), has_next=False)
        return await self._session.page(
            HopRow,
            statements.stalled,
            ("due_at", "path", "unit_id"),
            first,
            after,
            **await self._owing(bounds, moment),
        )

    async def count_stalled(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> int:
        bounds = await self._bounds(directive_id, under_id, moment, scope)
        if bounds is None:
            return 0
        count: int = await self._session.row(
            statements.count_stalled,
            **await self._owing(bounds, moment),
        )
        return count

    async def _owing(self, bounds: dict[str, Any], moment: Moment) -> dict[str, Any]:
        """What obligations need beside: they are judged by a clock and by policies."""
        ruled = await self._session.is_ruled(moment)
        wide = await self._session.is_wide(
            Range(bounds["low"], bounds["high"]), Range(bounds["from_path"], bounds["to_path"])
        )
        return {**bounds, "clock": moment.clock, "ruled": ruled, "wide": wide}

    async def _bounds(
        self, directive_id: UUID, under_id: UUID | None, moment: Moment, scope: Scope
    ) -> dict[str, Any] | None:
        inside = await self._session.subtree(under_id, moment)
        if inside is None:
            return None
        addressed = await self._session.addressed_in_cause(directive_id, moment)
        ranges = await self._session.ranges(scope, moment)
        return {
            "low": inside.low,
            "high": inside.high,
            "from_path": addressed.low,
            "to_path": addressed.high,
            "directive_id": directive_id,
            "p": moment.position,
            **ranges.arguments,
        }


def _passed_on(hop: HopRow, owed: Mapping[UUID, Any]) -> HopRow:
    """With what its unit owed of passing the directive on, where it owed that."""
    if hop.unit_id not in owed:
        return hop
    found = owed[hop.unit_id]
    return replace(hop, passed_on_at=found["fulfilled_at"], pass_on_due_at=found["due_at"])
