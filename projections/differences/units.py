"""Units between two moments: who came under a unit, who went, and what the chart says otherwise."""

from typing import Any, Final
from uuid import UUID

from cascade.days import local_day
from projections.differences.rows import UnitDifferenceRow
from projections.engine.session import LOWEST, Range, Session
from projections.engine.statements import load
from projections.organisation.reading import Units
from projections.query_args import Edge, Key, Moment, Page

NOWHERE: Final = Range(LOWEST, LOWEST)
"""Where a unit stands that is not there."""

statements = load(__package__, "units.sql")


class UnitDifferences:
    """Of a unit and those under it. The chart is open to everyone, so no scope is asked for."""

    def __init__(self, session: Session, units: Units) -> None:
        self._session: Final = session
        self._units: Final = units

    async def page(
        self, unit_id: UUID, earlier: Moment, later: Moment, first: int, after: Key | None
    ) -> Page[UnitDifferenceRow]:
        """By code."""
        asked = await self._asked(unit_id, earlier, later)
        code, after_id = after or (None, None)
        records = await self._session.rows(
            statements.page, **asked, after_code=code, after_unit_id=after_id, row_limit=first + 1
        )
        shown = records[:first]
        ids = [each["unit_id"] for each in shown]
        was = await self._units.by_ids(ids, earlier)
        now = await self._units.by_ids(ids, later)
        edges = [
            Edge(
                UnitDifferenceRow(
                    before=was[each["unit_id"]] if each["was_there"] else None,
                    latest=now[each["unit_id"]],
                    is_there=each["is_there"],
                ),
                (each["code"], str(each["unit_id"])),
            )
            for each in shown
        ]
        return Page(tuple(edges), has_next=len(records) > first)

    async def count(self, unit_id: UUID, earlier: Moment, later: Moment) -> int:
        asked = await self._asked(unit_id, earlier, later)
        count: int = await self._session.row(statements.count, **asked)
        return count

    async def _asked(self, unit_id: UUID, earlier: Moment, later: Moment) -> dict[str, Any]:
        zone = await self._units.zone()
        asked: dict[str, Any] = {}
        for before, moment in (("", earlier), ("later_", later)):
            stands = await self._session.subtree(unit_id, moment) or NOWHERE
            asked |= {
                f"{before}low": stands.low,
                f"{before}high": stands.high,
                f"{before}p": moment.position,
                f"{before}day": local_day(moment.clock, zone),
            }
        return asked
