"""Relays: all for those who caused the directive, for others those made in their subtrees."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from projections.directives.reading import selectors
from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import texts
from projections.query_args import Edge, Key, Moment, Page, Scope
from projections.reach.rows import RelayRow

statements = load(__package__, "relays_reading.sql")


class Relays:
    """Relays of directives that the scope shows wholly: that is the caller's to check."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def page(
        self, directive_id: UUID, first: int, after: Key | None, moment: Moment, scope: Scope
    ) -> Page[RelayRow]:
        """Oldest first."""
        rows = await self._session.rows(
            statements.page,
            after=after[0] if after else None,
            row_limit=first + 1,
            **await self._visible(directive_id, moment, scope),
        )
        notes = await texts(self._session, (row["note_id"] for row in rows))
        edges = tuple(
            Edge(_relay(row, notes, moment.position), (row["position"],)) for row in rows[:first]
        )
        return Page(edges, has_next=len(rows) > first)

    async def count(self, directive_id: UUID, moment: Moment, scope: Scope) -> int:
        count: int = await self._session.row(
            statements.count, **await self._visible(directive_id, moment, scope)
        )
        return count

    async def _visible(self, directive_id: UUID, moment: Moment, scope: Scope) -> dict[str, Any]:
        ranges = await self._session.ranges(scope, moment)
        return {"directive_id": directive_id, "p": moment.position, **ranges.arguments}


def _relay(row: Any, notes: dict[UUID, str], position: int) -> RelayRow:
    recalled = row["recalled_position"] <= position
    return RelayRow(
        directive_id=row["directive_id"],
        unit_id=row["unit_id"],
        relayed_at=row["relayed_at"],
        audience=selectors(row["audience"]),
        note=notes.get(row["note_id"]),
        dues=_dues(orjson.loads(row["dues"])),
        recalled_at=row["recalled_at"] if recalled else None,
        recall_reason=row["recall_reason"] if recalled else None,
    )


def _dues(stored: Sequence[Any]) -> tuple[tuple[UUID, datetime], ...]:
    return tuple((UUID(each["task_id"]), datetime.fromisoformat(each["due_at"])) for each in stored)
