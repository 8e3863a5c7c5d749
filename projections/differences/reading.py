"""The difference of two slices: what a unit and every unit under it bear, at two moments.

Each slice is the one that the lists answer at its moment: of the tree of then, by today's grants.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from projections.differences.rows import DifferenceRow
from projections.differences.units import NOWHERE
from projections.engine.json_rows import to_json
from projections.engine.records import Record
from projections.engine.session import Session
from projections.engine.slices import slice_of
from projections.engine.statements import load
from projections.obligations.reading import Obligations
from projections.obligations.rows import ObligationRow
from projections.query_args import Edge, Key, Moment, ObligationKey, Page, Scope

statements = load(__package__, "reading.sql")


class Differences:
    """What differs between two moments of a unit's slice, as a scope shows it at each."""

    def __init__(self, session: Session, obligations: Obligations) -> None:
        self._session: Final = session
        self._obligations: Final = obligations

    async def page(
        self,
        unit_id: UUID,
        earlier: Moment,
        later: Moment,
        first: int,
        after: Key | None,
        scope: Scope,
    ) -> Page[DifferenceRow]:
        """By directives and tasks, the oldest first, then by places in the tree."""
        records = await self._session.rows(
            statements.page,
            **await self._asked(unit_id, earlier, later, scope),
            after=to_json(after) if after else None,
            row_limit=first + 1,
        )
        shown = records[:first]
        before = await self._complete([each["before"] for each in shown], earlier, scope)
        now = await self._complete([each["after"] for each in shown], later, scope)
        rows = list(map(DifferenceRow, before, now))
        elsewhere = await self._elsewhere(rows, later, scope)
        rows = [replace(row, elsewhere=elsewhere.get(row.latest.key)) for row in rows]
        return Page(tuple(Edge(row, _key(row)) for row in rows), has_next=len(records) > first)

    async def count(self, unit_id: UUID, earlier: Moment, later: Moment, scope: Scope) -> int:
        count: int = await self._session.row(
            statements.count, **await self._asked(unit_id, earlier, later, scope)
        )
        return count

    async def _asked(
        self, unit_id: UUID, earlier: Moment, later: Moment, scope: Scope
    ) -> dict[str, Any]:
        asked: dict[str, Any] = {}
        for name, moment in (("earlier", earlier), ("later", later)):
            borne = await self._session.subtree(unit_id, moment) or NOWHERE
            viewer = await self._session.viewer(scope, moment)
            within = await slice_of(self._session, borne, None, moment, viewer)
            asked |= {name: within.json, f"{name}_viewer": viewer.json}
        return asked

    async def _complete(
        self, records: Sequence[Record | None], moment: Moment, scope: Scope
    ) -> list[ObligationRow | None]:
        """Null for what is not there; with sums of quotas."""
        there = [each for each in records if each is not None]
        rows = iter(await self._obligations.complete(there, moment, scope))
        return [None if each is None else next(rows) for each in records]

    async def _elsewhere(
        self, rows: Sequence[DifferenceRow], later: Moment, scope: Scope
    ) -> dict[ObligationKey, ObligationRow]:
        went = [row.latest.key for row in rows if row.after is None]
        return await self._obligations.by_keys(went, later, scope) if went else {}


def _key(difference: DifferenceRow) -> Key:
    row = difference.latest
    occurrence = row.key.occurrence.isoformat() if row.key.occurrence else "-infinity"
    place = row.directive_position, row.task_ordinal, row.path
    return *place, str(row.key.unit_id), occurrence
