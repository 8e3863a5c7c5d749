"""What ties units to others beside the tree. The organisation chart is open: no scope is asked."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from projections.engine.records import grouped
from projections.engine.session import Session
from projections.engine.statements import load
from projections.organisation.rows import UnitLabelRow
from projections.query_args import Moment

V = TypeVar("V")

statements = load(__package__, "relations_reading.sql")


class Relations:
    """Aliases, labels, superiors on lines, predecessors and successors, by the unit asked of."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def aliases(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, tuple[str, ...]]:
        rows = await self._rows(statements.aliases, ids, moment)
        return _grouped([(row["unit_id"], row["name"]) for row in rows])

    async def labels(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[UnitLabelRow, ...]]:
        rows = await self._session.read(
            UnitLabelRow, statements.labels, unit_ids=list(ids), p=moment.position
        )
        return grouped(rows, lambda row: row.unit_id)

    async def superiors(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[tuple[str, UUID], ...]]:
        """Line and superior, by line."""
        rows = await self._rows(statements.superiors, ids, moment)
        return _grouped([(row["unit_id"], (row["line"], row["superior_id"])) for row in rows])

    async def predecessors(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[UUID, ...]]:
        rows = await self._rows(statements.predecessors, ids, moment)
        return _grouped([(row["unit_id"], row["related_id"]) for row in rows])

    async def successors(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, tuple[UUID, ...]]:
        rows = await self._rows(statements.successors, ids, moment)
        return _grouped([(row["unit_id"], row["related_id"]) for row in rows])

    async def _rows(self, statement: Any, ids: Sequence[UUID], moment: Moment) -> list[Any]:
        return await self._session.rows(statement, unit_ids=list(ids), p=moment.position)


def _grouped(pairs: Sequence[tuple[UUID, V]]) -> dict[UUID, tuple[V, ...]]:
    found: dict[UUID, list[V]] = defaultdict(list)
    for unit_id, value in pairs:
        found[unit_id].append(value)
    return {unit_id: tuple(values) for unit_id, values in found.items()}
