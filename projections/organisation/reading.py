"""Units at a moment. The organisation chart is open to everyone, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.text_rules import normal_line
from projections.engine.session import LOWEST, Range, Session
from projections.engine.statements import load
from projections.organisation.rows import LevelRow, UnitNameRow, UnitRow
from projections.organisation.zone import statements as zone_statements
from projections.query_args import Edge, Key, Moment, Page, Scope, UnitFilter

ENDED: Final = Range("x", "y")
"""Where units are that ended: under no other."""

statements = load(__package__, "reading.sql")


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
        return tuple(LevelRow(**row) for row in await self._session.rows(statements.levels))

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, UnitRow]:
        rows = await self._session.rows(
            statements.by_ids, unit_ids=list(ids), **await self._at(moment)
        )
        return {row["unit_id"]: _unit(row) for row in rows}

    async def by_code(self, code: str, moment: Moment) -> UnitRow | None:
        """However the code is typed; what an older log knows by another form is found by that."""
        for form in dict.fromkeys((normal_line(code), code)):
            rows = await self._session.rows(statements.by_code, code=form, **await self._at(moment))
            if rows:
                return _unit(rows[0])
        return None

    async def page(
        self, filter: UnitFilter, first: int, after: Key | None, moment: Moment
    ) -> Page[UnitRow]:
        """By code; units under ``under_id`` without itself."""
        wanted = await self._wanted(filter, moment)
        if wanted is None:
            return Page((), has_next=False)
        rows = await self._session.rows(
            statements.page, **wanted, **_after(after, first), **await self._at(moment)
        )
        return _page(rows, first)

    async def count(self, filter: UnitFilter, moment: Moment) -> int:
        wanted = await self._wanted(filter, moment)
        if wanted is None:
            return 0
        count: int = await self._session.row(statements.count, p=moment.position, **wanted)
        return count

    async def children(
        self, unit_id: UUID, first: int, after: Key | None, moment: Moment
    ) -> Page[UnitRow]:
        rows = await self._session.rows(
            statements.children, unit_id=unit_id, **_after(after, first), **await self._at(moment)
        )
        return _page(rows, first)

    async def count_children(self, unit_id: UUID, moment: Moment) -> int:
        count: int = await self._session.row(
            statements.count_children, unit_id=unit_id, p=moment.position
        )
        return count

    async def names(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[UnitNameRow, ...]]:
        """All names that were recorded up to the moment, in the order of their days."""
        found: dict[UUID, list[Any]] = defaultdict(list)
        for row in await self._session.rows(
            statements.names, unit_ids=list(ids), p=moment.position
        ):
            found[row["unit_id"]].append(row)
        return {unit_id: _names(rows) for unit_id, rows in found.items()}

    async def within(self, ids: Sequence[UUID], moment: Moment, scope: Scope) -> frozenset[UUID]:
        """Those of the units that stand within the scope's reading grants."""
        ranges = await self._session.ranges(scope, moment)
        rows = await self._session.rows(
            statements.within, unit_ids=list(ids), p=moment.position,
            lows=ranges.lows, highs=ranges.highs,
        )  # fmt: skip
        return frozenset(row["unit_id"] for row in rows)

    async def _at(self, moment: Moment) -> dict[str, Any]:
        zone = await self.zone()
        return {"p": moment.position, "day": local_day(moment.clock, zone)}

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


def _unit(row: Any) -> UnitRow:
    return UnitRow(
        unit_id=row["unit_id"],
        code=row["code"],
        symbol=row["symbol"],
        name=row["name"],
        kind=row["kind"],
        level=row["level"],
        live=row["live"],
        parent_id=row["parent_id"],
        ancestor_ids=tuple(row["ancestors"]),
        addresses_under_id=row["addresses_under_id"],
    )


def _after(after: Key | None, first: int) -> dict[str, Any]:
    code, unit_id = after or (None, None)
    return {"after_code": code, "after_id": unit_id, "row_limit": first + 1}


def _page(rows: Sequence[Any], first: int) -> Page[UnitRow]:
    edges = tuple(Edge(_unit(row), (row["code"], str(row["unit_id"]))) for row in rows[:first])
    return Page(edges, has_next=len(rows) > first)


def _names(rows: Sequence[Any]) -> tuple[UnitNameRow, ...]:
    """A name's last day is the one before the next name's first, where a document names that."""
    ends: list[date | None] = [
        next_row["valid_from"] - timedelta(days=1) if next_row["valid_from"] else None
        for _, next_row in pairwise(rows)
    ]
    return tuple(
        UnitNameRow(
            row["unit_id"], row["name"], row["valid_from"], ends_on,
            row["valid_not_before"], row["valid_not_after"],
        )
        for row, ends_on in zip(rows, [*ends, None], strict=True)
    )  # fmt: skip
