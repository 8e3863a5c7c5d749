"""Counts of obligations: how many there are, how they stand, child by child."""

from typing import Any, Final
from uuid import UUID

from projections.engine.session import NOT_CLEARED, Range, Session
from projections.obligations.rows import ProgressRow, UnitProgressRow
from projections.obligations.statements import counts, lists
from projections.query_args import (
    Edge,
    Key,
    Moment,
    ObligationFilter,
    Page,
    Scope,
    UnitProgressOrder,
)


class Counting:
    """The part of reading obligations that counts them."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def count_of_unit(
        self, unit_id: UUID, filter: ObligationFilter, moment: Moment, scope: Scope
    ) -> int:
        borne = await self._session.unit_alone(unit_id, moment)
        return await self._count(borne, filter.directive_id, filter, moment, scope)

    async def count_of_subtree(
        self, unit_id: UUID, filter: ObligationFilter, moment: Moment, scope: Scope
    ) -> int:
        borne = await self._session.subtree(unit_id, moment)
        return await self._count(borne, filter.directive_id, filter, moment, scope)

    async def count_of_directive(
        self,
        directive_id: UUID,
        under_id: UUID | None,
        filter: ObligationFilter,
        moment: Moment,
        scope: Scope,
    ) -> int:
        borne = await self._session.subtree(under_id, moment)
        if filter.directive_id not in (None, directive_id):
            borne = None
        return await self._count(borne, directive_id, filter, moment, scope)

    async def count_routed_to(
        self, unit_id: UUID, filter: ObligationFilter, moment: Moment, scope: Scope
    ) -> int:
        count: int = await self._session.row(
            lists.count_routed, **await self._routed(unit_id, filter, moment, scope)
        )
        return count

    async def progress(
        self,
        unit_id: UUID | None,
        directive_id: UUID | None,
        filter: ObligationFilter,
        moment: Moment,
        scope: Scope,
    ) -> ProgressRow:
        """Of a unit and every unit under it; of the whole tree for null."""
        borne = await self._session.subtree(unit_id, moment)
        directive_id, possible = _both(directive_id, filter.directive_id)
        if borne is None or not possible:
            return ProgressRow()
        row = await self._session.row(
            counts.progress,
            **await self._bounds(borne, directive_id, moment, scope),
            **self._conditions(filter),
        )
        return ProgressRow.of(row)

    async def progress_by_child(
        self,
        unit_id: UUID,
        directive_id: UUID | None,
        filter: ObligationFilter,
        order: UnitProgressOrder,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope,
    ) -> Page[UnitProgressRow]:
        """Every child of the unit, each with all under it; one with nothing to do counts zero."""
        borne = await self._session.subtree(unit_id, moment)
        directive_id, possible = _both(directive_id, filter.directive_id)
        if borne is None:
            return Page((), has_next=False)
        bounds = await self._bounds(borne, directive_id, moment, scope)
        bounds["high"] = borne.high if possible else borne.low
        bounds["low"] = borne.low
        values = after or (None, None, None)
        rows = await self._session.rows(
            counts.by_child,
            **bounds,
            **self._conditions(filter),
            unit_id=unit_id,
            most_overdue=order is UnitProgressOrder.MOST_OVERDUE,
            row_limit=first + 1,
            after_1=values[0], after_2=values[1], after_3=values[2],
        )  # fmt: skip
        edges = tuple(
            Edge(
                UnitProgressRow(row["unit_id"], ProgressRow.of(row)),
                (row["rank"], row["code"], str(row["unit_id"])),
            )
            for row in rows[:first]
        )
        return Page(edges, has_next=len(rows) > first)

    async def _count(
        self,
        borne: Range | None,
        directive_id: UUID | None,
        filter: ObligationFilter,
        moment: Moment,
        scope: Scope,
    ) -> int:
        if borne is None:
            return 0
        count: int = await self._session.row(
            lists.count,
            **await self._bounds(borne, directive_id, moment, scope),
            **self._conditions(filter),
        )
        return count

    async def _bounds(
        self, borne: Range, directive_id: UUID | None, moment: Moment, scope: Scope
    ) -> dict[str, Any]:
        """The arguments of ``slice_of``."""
        addressed = await self._session.addressed(directive_id, moment)
        ranges = await self._session.ranges(scope, moment)
        return {
            "low": borne.low,
            "high": borne.high,
            "from_path": addressed.low,
            "to_path": addressed.high,
            "directive_id": directive_id,
            "wide": await self._session.is_wide(borne, addressed),
            "ruled": await self._session.is_ruled(moment),
            "p": moment.position,
            "clock": moment.clock,
            "cleared": ranges.clearance_over(borne),
            **ranges.arguments,
        }

    async def _routed(
        self, unit_id: UUID, filter: ObligationFilter, moment: Moment, scope: Scope
    ) -> dict[str, Any]:
        ranges = await self._session.ranges(scope, moment)
        return {
            "recipient_id": unit_id,
            "directive_id": filter.directive_id,
            "ruled": await self._session.is_ruled(moment),
            "p": moment.position,
            "clock": moment.clock,
            "cleared": NOT_CLEARED,
            **ranges.arguments,
            **self._conditions(filter),
        }

    @staticmethod
    def _conditions(filter: ObligationFilter) -> dict[str, Any]:
        """What the filter asks beside the directive, which is a bound of the slice."""
        return {
            "status": filter.status,
            "timeliness": filter.timeliness,
            "kind": filter.task_kind,
            "role": filter.role,
            "due_from": filter.due_from,
            "due_to": filter.due_to,
            "task_ids": filter.task_ids,
        }


def _both(one: UUID | None, other: UUID | None) -> tuple[UUID | None, bool]:
    """The directive that two conditions agree on, and whether they can be met together."""
    return one or other, one is None or other is None or one == other
