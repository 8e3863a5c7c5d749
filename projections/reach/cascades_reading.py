"""Where a directive got to, how fast, and where it stopped."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from projections.engine.session import Range, Session
from projections.engine.statements import load
from projections.query_args import Edge, Key, Moment, Page, Scope
from projections.reach.rows import CascadeRow, HopKind, HopRow, LevelReachRow

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
        levels = tuple(
            LevelReachRow(
                row["level"],
                row["reached"],
                row["expected"],
                row["median_seconds"],
                row["max_seconds"],
            )
            for row in await self._session.rows(statements.by_level, **bounds)
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
        bounds = await self._bounds(directive_id, under_id, moment, scope)
        if bounds is None:
            return Page((), has_next=False)
        rows = await self._session.rows(statements.hops, **bounds, **_after(after, first))
        page = rows[:first]
        owed = {
            row["unit_id"]: row
            for row in await self._session.rows(
                statements.passing_on,
                **await self._owing(bounds, moment),
                unit_ids=[row["unit_id"] for row in page],
            )
        }
        edges = tuple(
            Edge(
                _hop(row, owed.get(row["unit_id"])),
                (row["reach_position"], row["path"], str(row["unit_id"])),
            )
            for row in page
        )
        return Page(edges, has_next=len(rows) > first)

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
        rows = await self._session.rows(
            statements.stalled, **await self._owing(bounds, moment), **_after(after, first)
        )
        edges = tuple(
            Edge(
                _hop(row, None, row["due_at"]),
                (row["due_at"].isoformat(), row["path"], str(row["unit_id"])),
            )
            for row in rows[:first]
        )
        return Page(edges, has_next=len(rows) > first)

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


def _after(after: Key | None, first: int) -> dict[str, Any]:
    values: Sequence[Any] = after or (None,) * 3
    return {f"after_{n}": value for n, value in enumerate(values, 1)} | {"row_limit": first + 1}


def _hop(row: Any, owed: Any, due_at: Any = None) -> HopRow:
    return HopRow(
        unit_id=row["unit_id"],
        kind=HopKind(row["kind"]),
        from_id=row["from_id"],
        implementing_id=row["implementing_id"],
        reached_at=row["reached_at"],
        passed_on_at=owed["fulfilled_at"] if owed else None,
        pass_on_due_at=owed["due_at"] if owed else due_at,
    )
