"""Tasks. Whoever sees an obligation or a whole directive sees them, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

import orjson

from cascade.enums import DueKind, Origin, TaskKind
from projections.directives.reading import selectors
from projections.engine.session import Session
from projections.engine.statements import load
from projections.query_args import Moment
from projections.tasks.rows import DueRow, QuotaRow, TaskRow

statements = load(__package__, "reading.sql")


class Tasks:
    """Tasks of documents, and those that passing on and policies add."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, TaskRow]:
        rows = await self._session.rows(statements.by_ids, task_ids=list(ids), p=moment.position)
        return {row["task_id"]: _task(row, moment.position) for row in rows}

    async def of_directives(
        self, ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[TaskRow, ...]]:
        """The documents' own, in their order."""
        found: dict[UUID, list[TaskRow]] = defaultdict(list)
        for row in await self._session.rows(
            statements.of_directives, directive_ids=list(ids), p=moment.position
        ):
            found[row["directive_id"]].append(_task(row, moment.position))
        return {directive_id: tuple(rows) for directive_id, rows in found.items()}


def _task(row: Any, position: int) -> TaskRow:
    quota = orjson.loads(row["quota"]) if row["quota"] else None
    undated = row["due_kind"] == DueKind.WINDOW and row["due_at"] is None
    return TaskRow(
        task_id=row["task_id"],
        directive_id=row["directive_id"],
        ordinal=row["ordinal"],
        key=row["key"],
        number=row["number"],
        text=row["text"],
        kind=TaskKind(row["kind"]),
        origin=Origin(row["origin"]),
        audience=selectors(row["selectors"]) if row["selectors"] else None,
        lead_id=row["lead_id"],
        lead_is_inferred=row["lead_is_inferred"],
        coordinating_ids=_coordinating(row),
        quota=QuotaRow(**quota) if quota else None,
        due=DueRow(
            "WINDOW_NOT_DATED" if undated else row["due_kind"],
            row["due_stated"],
            row["due_rule"],
            row["due_window"],
            row["occurrences"] if row["due_kind"] == DueKind.RECURRING else None,
        ),
        due_at=row["due_at"],
        report_to_id=row["report_to_id"],
        report_via_id=row["report_via_id"],
        needs_acceptance=row["needs_acceptance"],
        accountable_post=row["accountable_post"],
        withdrawn=row["withdrawn_position"] <= position,
    )


def _coordinating(row: Any) -> tuple[UUID, ...]:
    """Those that the document names, and those that accepted an invitation."""
    return tuple(dict.fromkeys((*row["coordinating_ids"], *(row["invited_ids"] or ()))))
