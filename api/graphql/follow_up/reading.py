"""How obligations are carried out. All of it is seen with the obligation."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias, TypeVar
from uuid import UUID

from api.graphql.enums import ExtensionState
from api.graphql.follow_up.types import (
    ExtensionRequest,
    Inspection,
    OverdueReminder,
    PlanEntry,
    Reminder,
)
from api.graphql.runtime import ids
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.source import OfRequest
from cascade.execution.commands import RequestRef
from projections.follow_up.rows import OverdueReminderRow, RequestRow
from projections.query_args import Moment, ObligationFilter, ObligationKey, Timeliness

V = TypeVar("V")

Fetch: TypeAlias = Callable[[Sequence[ObligationKey], Moment], Awaitable[Mapping[ObligationKey, V]]]


class ConductRead(OfRequest):
    """As ``api.graphql.runtime.reading.ConductReading``."""

    async def assigned(self, keys: Sequence[ObligationKey], at: Moment) -> Sequence[str | None]:
        found = await self._of_seen(self._source.rows.follow_up.assignments, keys, at)
        return [found.get(key) for key in keys]

    async def plans(self, keys: Sequence[ObligationKey], at: Moment) -> Sequence[list[PlanEntry]]:
        found = await self._of_seen(self._source.rows.follow_up.plans, keys, at)
        return [
            [PlanEntry(day=entry.day, text=entry.text) for entry in found.get(key, ())]
            for key in keys
        ]

    async def requests_of(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[list[ExtensionRequest]]:
        found = await self._of_seen(self._source.rows.follow_up.requests, keys, at)
        return [[_request(row, at) for row in found.get(key, ())] for key in keys]

    async def requests(
        self, keys: Sequence[RequestRef], at: Moment
    ) -> Sequence[ExtensionRequest | None]:
        """An id that was put together by hand, of another execution's, is nobody's."""
        wanted = [key.request for key in keys]
        found = await self._source.rows.follow_up.requests_by_ids(wanted, at)
        seen = await self._source.obligations({row.obligation for row in found.values()}, at)
        return [
            _request(row, at)
            if (row := found.get(key.request)) and row.obligation in seen and _key(row) == key
            else None
            for key in keys
        ]

    async def inspections(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[list[Inspection]]:
        found = await self._of_seen(self._source.rows.follow_up.inspections, keys, at)
        return [
            [
                Inspection(
                    at=at, by_key=row.by_id, inspected_on=row.inspected_on, remark=row.remark
                )
                for row in found.get(key, ())
            ]
            for key in keys
        ]

    async def reminders(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[list[Reminder]]:
        found = await self._of_seen(self._source.rows.follow_up.reminders, keys, at)
        return [
            [
                Reminder(at=at, by_key=row.by_id, reminded_at=row.reminded_at, note=row.note)
                for row in found.get(key, ())
            ]
            for key in keys
        ]

    async def overdue_reminders(
        self, keys: Sequence[UUID], at: Moment
    ) -> Sequence[list[OverdueReminder]]:
        """Those by which something was called to mind that the viewer sees. How many they were is
        counted anew: who asked for it may have seen more.
        """
        found = await self._source.rows.follow_up.overdue_reminders(keys, at)
        about = {row.about_id for rows in found.values() for row in rows if row.about_id}
        shown = {None, *(await self._source.whole(about, at) if about else ())}
        return [
            [
                _overdue_reminder(row, count, at)
                for row in found.get(key, ())
                if row.about_id in shown and (count := await self._overdue(row))
            ]
            for key in keys
        ]

    async def _overdue(self, row: OverdueReminderRow) -> int:
        then = Moment(row.position, row.reminded_at)
        wanted = ObligationFilter(timeliness=(Timeliness.OVERDUE,), directive_id=row.about_id)
        return await self._source.rows.obligations.count_of_subtree(
            row.under_id, wanted, then, self._source.scope
        )

    async def _of_seen(
        self, fetch: Fetch[V], keys: Sequence[ObligationKey], at: Moment
    ) -> Mapping[ObligationKey, V]:
        seen = await self._source.obligations(keys, at)
        return await fetch(list(seen), at) if seen else {}


def _overdue_reminder(row: OverdueReminderRow, count: int, at: Moment) -> OverdueReminder:
    return OverdueReminder(
        at=at,
        by_key=row.by_id,
        directive_key=row.about_id,
        reminded_at=row.reminded_at,
        count=Count(count),
        note=row.note,
    )


def _key(row: RequestRow) -> RequestRef:
    return RequestRef(row.directive_id, row.obligation.unit_id, row.request_id)


def _request(row: RequestRow, at: Moment) -> ExtensionRequest:
    state = ExtensionState.OPEN
    if row.decided_at is not None:
        state = ExtensionState.REFUSED if row.given_due_at is None else ExtensionState.GRANTED
    return ExtensionRequest(
        id=ids.encode_request(_key(row)),
        at=at,
        obligation_key=row.obligation,
        decided_by_key=row.decided_by_id,
        state=state,
        asked_at=row.asked_at,
        due_at=row.due_at,
        reason=row.reason,
        decided_at=row.decided_at,
        given_due_at=row.given_due_at,
        remark=row.remark,
    )
