"""Units at a moment. The organisation chart is open to everyone, so no scope is asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import zip_longest
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.text_rules import normal_line
from projections.engine.records import grouped
from projections.engine.session import LOWEST, Range, Session
from projections.engine.statements import load
from projections.organisation.rows import LevelRow, UnitNameRow, UnitRow
from projections.organisation.zone import statements as zone_statements
from projections.query_args import Key, Moment, Page, Scope, UnitFilter

ENDED: Final = Range("x", "y")
"""Where units are that ended: under no other."""

BY_CODE: Final[Sequence[str]] = ("code", "unit_id")
BY_ANSWER: Final[Sequence[str]] = ("rank", "depth", "code", "unit_id")
NOBODY: Final = Scope(())

statements = load(__package__, "reading.sql")
searching = load(__package__, "searching.sql")


class Units:
    """Units, their names and rules."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session
        self._zone: ZoneInfo | None = None

    async def zone(self) -> ZoneInfo:
        """The zone that the deployment's days are of; UTC before the foundation."""
        if self._zone is None:
            name = await self._session.row(zone_statements.time_zone)
            self._zone = ZoneInfo(name or "UTC")
        return self._zone

    async def levels(self) -> tuple[LevelRow, ...]:
        return tuple(await self._session.read(LevelRow, statements.levels))

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, UnitRow]:
        rows = await self._session.read(
            UnitRow, statements.by_ids, unit_ids=list(ids), **await self._at(moment)
        )
        return {row.unit_id: row for row in rows}

    async def by_code(self, code: str, moment: Moment) -> UnitRow | None:
        """However the code is typed; what an older log knows by another form is found by that."""
        for form in dict.fromkeys((normal_line(code), code)):
            rows = await self._session.read(
                UnitRow, statements.by_code, code=form, **await self._at(moment)
            )
            if rows:
                return rows[0]
        return None

    async def page(
        self,
        filter: UnitFilter,
        first: int,
        after: Key | None,
        moment: Moment,
        scope: Scope = NOBODY,
    ) -> Page[UnitRow]:
        """By code, or how well they answer a search; units under ``under_id`` without itself.

        They are found by their aliases within the scope alone: outside of it nobody sees any.
        """
        wanted = await self._wanted(filter, moment)
        if wanted is None:
            return Page((), has_next=False)
        statement, order = statements.page, BY_CODE
        if filter.search is not None:
            statement, order = searching.page, BY_ANSWER
            wanted |= await self._searched(filter.search, moment, scope)
        return await self._session.page(
            UnitRow, statement, order, first, after, **wanted, **await self._at(moment)
        )

    async def count(self, filter: UnitFilter, moment: Moment, scope: Scope = NOBODY) -> int:
        wanted = await self._wanted(filter, moment)
        if wanted is None:
            return 0
        count: int
        if filter.search is None:
            count = await self._session.row(statements.count, p=moment.position, **wanted)
        else:
            wanted |= await self._searched(filter.search, moment, scope)
            count = await self._session.row(searching.count, **wanted, **await self._at(moment))
        return count

    async def children(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment
    ) -> Page[UnitRow]:
        return await self._session.page(
            UnitRow,
            statements.children,
            BY_CODE,
            first,
            after,
            unit_id=unit_id,
            **await self._at(moment),
        )

    async def count_children(self, unit_id: UUID, moment: Moment) -> int:
        count: int = await self._session.row(
            statements.count_children, unit_id=unit_id, p=moment.position
        )
        return count

    async def names(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[UnitNameRow, ...]]:
        """All names that were recorded up to the moment, in the order of their days."""
        rows = await self._session.read(
            UnitNameRow, statements.names, unit_ids=list(ids), p=moment.position
        )
        found = grouped(rows, lambda row: row.unit_id)
        return {unit_id: tuple(_with_ends(names)) for unit_id, names in found.items()}

    async def within(self, ids: Sequence[UUID], moment: Moment, scope: Scope) -> frozenset[UUID]:
        """Those of the units that stand within the scope's reading grants."""
        viewer = await self._session.viewer(scope, moment)
        rows = await self._session.rows(
            statements.within, unit_ids=list(ids), p=moment.position, viewer=viewer.json
        )
        return frozenset(row["unit_id"] for row in rows)

    async def _at(self, moment: Moment) -> dict[str, Any]:
        zone = await self.zone()
        return {"p": moment.position, "day": local_day(moment.clock, zone)}

    async def _searched(self, typed: str, moment: Moment, scope: Scope) -> dict[str, Any]:
        viewer = await self._session.viewer(scope, moment)
        return {"typed": typed, "viewer": viewer.json}

    async def _wanted(self, filter: UnitFilter, moment: Moment) -> dict[str, Any] | None:
        inside = await self._session.subtree(filter.under_id, moment)
        if inside is None:
            return None
        bounds = inside if filter.under_id else ENDED if filter.live is False else Range(LOWEST)
        return {
            "low": bounds.low,
            "high": bounds.high,
            "level": filter.level and normal_line(filter.level),
            "kind": filter.kind and normal_line(filter.kind),
            "live": filter.live,
        }


def _with_ends(names: Sequence[UnitNameRow]) -> Iterator[UnitNameRow]:
    """A name's last day is the one before the next name's first, where a document names that."""
    for name, after in zip_longest(names, names[1:]):
        ends = after.valid_from - timedelta(days=1) if after and after.valid_from else None
        yield replace(name, valid_to=ends)
