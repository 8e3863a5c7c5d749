"""Counts of obligations: how many there are, how they stand, child by child."""

from typing import Any, Final
from uuid import UUID

from projections.engine.json_rows import to_json
from projections.engine.session import Range, Session
from projections.engine.slices import EVERYWHERE, slice_of
from projections.obligations.rows import ProgressRow, UnitProgressRow
from projections.obligations.statements import counts, lists, lists_of
from projections.organisation.places import ORDINAL_DIGITS
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
            counts.progress, **await self._asked(borne, directive_id, filter, moment, scope)
        )
        return ProgressRow.of(row) if row else ProgressRow()

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
        below = Range(Range.alone(borne.low).high, borne.high if possible else borne.low)
        rows = await self._session.rows(
            counts.by_child,
            **await self._asked(below, directive_id, filter, moment, scope),
            unit_id=unit_id,
            head_length=len(borne.low) + ORDINAL_DIGITS,
            most_overdue=order is UnitProgressOrder.MOST_OVERDUE,
            after=to_json(after) if after else None,
            row_limit=first + 1,
        )
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
            lists_of(borne).count, **await self._asked(borne, directive_id, filter, moment, scope)
        )
        return count

    async def _asked(
        self,
        borne: Range,
        directive_id: UUID | None,
        filter: ObligationFilter,
        moment: Moment,
        scope: Scope,
    ) -> dict[str, str]:
        """The arguments of ``wanted``."""
        viewer = await self._session.viewer(scope, moment)
        asked = await slice_of(self._session, borne, directive_id, moment, viewer)
        return {"slice": asked.json, "viewer": viewer.json, "filter": to_json(filter)}

    async def _routed(
        self, unit_id: UUID, filter: ObligationFilter, moment: Moment, scope: Scope
    ) -> dict[str, Any]:
        """What is asked of each directive by itself: of few units, whatever the directive."""
        viewer = await self._session.viewer(scope, moment)
        asked = await slice_of(
            self._session, EVERYWHERE, filter.directive_id, moment,
            addressed=EVERYWHERE, many_units=False,
        )  # fmt: skip
        return {
            "slice": asked.json,
            "viewer": viewer.json,
            "filter": to_json(filter),
            "recipient_id": unit_id,
        }


def _both(one: UUID | None, other: UUID | None) -> tuple[UUID | None, bool]:
    """The directive that two conditions agree on, and whether they can be met together."""
    return one or other, one is None or other is None or one == other
