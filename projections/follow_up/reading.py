"""How obligations are carried out. Whoever sees one sees this, so no scope is asked for."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Final, TypeVar
from uuid import UUID

import orjson

from projections.engine.session import Session
from projections.engine.statements import load
from projections.engine.texts import texts
from projections.follow_up.rows import (
    InspectionRow,
    OverdueReminderRow,
    PlanEntryRow,
    ReminderRow,
    RequestRow,
)
from projections.query_args import Moment, ObligationKey
from projections.tasks.handlers import ONCE

LATEST_OF_EACH: Final = 20

K = TypeVar("K")
R = TypeVar("R")

statements = load(__package__, "reading.sql")


class FollowUp:
    """Lists hold the latest 20 of each obligation or unit, the newest first."""

    def __init__(self, session: Session) -> None:
        self._session: Final = session

    async def assignments(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, str]:
        """The posts that answer for them, where any does."""
        rows = await self._session.rows(statements.assignments, **_of(keys, moment))
        return {_key(row): row["post"] for row in rows}

    async def plans(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[PlanEntryRow, ...]]:
        rows = await self._session.rows(statements.plans, **_of(keys, moment))
        return {
            _key(row): tuple(
                PlanEntryRow(date.fromisoformat(entry["day"]), entry["text"])
                for entry in orjson.loads(row["entries"])
            )
            for row in rows
        }

    async def requests(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[RequestRow, ...]]:
        rows = await self._latest(statements.requests, keys, moment)
        found = await self._requests(rows)
        return _grouped(found, lambda row: row.obligation)

    async def requests_by_ids(self, ids: Sequence[UUID], moment: Moment) -> dict[UUID, RequestRow]:
        """Who may see them is the caller's to check, by their obligations."""
        rows = await self._session.rows(
            statements.requests_by_ids, request_ids=list(ids), p=moment.position
        )
        return {row.request_id: row for row in await self._requests(rows)}

    async def inspections(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[InspectionRow, ...]]:
        rows = await self._latest(statements.inspections, keys, moment)
        written = await texts(self._session, (row["remark_id"] for row in rows))
        found = [
            InspectionRow(
                _key(row), row["by_id"], row["inspected_on"], written.get(row["remark_id"])
            )
            for row in rows
        ]
        return _grouped(found, lambda row: row.obligation)

    async def reminders(
        self, keys: Sequence[ObligationKey], moment: Moment
    ) -> dict[ObligationKey, tuple[ReminderRow, ...]]:
        """Of each alone: those of all that was overdue are the unit's."""
        rows = await self._latest(statements.reminders, keys, moment)
        found = [
            ReminderRow(_key(row), row["by_id"], row["reminded_at"], row["note"]) for row in rows
        ]
        return _grouped(found, lambda row: row.obligation)

    async def overdue_reminders(
        self, unit_ids: Sequence[UUID], moment: Moment
    ) -> dict[UUID, tuple[OverdueReminderRow, ...]]:
        """By the unit within which all that was overdue was called to mind."""
        rows = await self._session.rows(
            statements.overdue_reminders,
            unit_ids=list(unit_ids),
            p=moment.position,
            row_limit=LATEST_OF_EACH,
        )
        found = [
            OverdueReminderRow(**{name: row[name] for name in OverdueReminderRow.__slots__})
            for row in rows
        ]
        return _grouped(found, lambda row: row.under_id)

    async def _latest(
        self, statement: Any, keys: Sequence[ObligationKey], moment: Moment
    ) -> list[Any]:
        return await self._session.rows(statement, **_of(keys, moment), row_limit=LATEST_OF_EACH)

    async def _requests(self, rows: Sequence[Any]) -> list[RequestRow]:
        wanted = [row[name] for row in rows for name in ("reason_id", "remark_id")]
        written = await texts(self._session, wanted)
        return [
            RequestRow(
                request_id=row["request_id"],
                directive_id=row["directive_id"],
                obligation=_key(row),
                asked_at=row["asked_at"],
                due_at=row["due_at"],
                reason=written.get(row["reason_id"]),
                decided_at=row["decided_at"],
                decided_by_id=row["decided_by_id"],
                given_due_at=row["given_due_at"],
                remark=written.get(row["remark_id"]),
            )
            for row in rows
        ]


def _of(keys: Sequence[ObligationKey], moment: Moment) -> dict[str, Any]:
    return {
        "task_ids": [key.task_id for key in keys],
        "unit_ids": [key.unit_id for key in keys],
        "occurrences": [key.occurrence or ONCE for key in keys],
        "p": moment.position,
    }


def _key(row: Any) -> ObligationKey:
    occurrence = None if row["occurrence"] == ONCE else row["occurrence"]
    return ObligationKey(row["task_id"], row["unit_id"], occurrence)


def _grouped(rows: Sequence[R], key: Callable[[R], K]) -> dict[K, tuple[R, ...]]:
    found: dict[K, list[R]] = defaultdict(list)
    for row in rows:
        found[key(row)].append(row)
    return {each: tuple(of_each) for each, of_each in found.items()}
