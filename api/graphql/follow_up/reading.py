"""How obligations are carried out. All of it is seen with the obligation."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias, TypeVar
from uuid import UUID

from api.graphql.obligations.counting import count_overdue
from api.graphql.runtime.source import Source
from cascade.execution.commands import RequestRef
from projections.follow_up.rows import (
    DeclarationRow,
    InspectionRow,
    OverdueReminderRow,
    PlanEntryRow,
    ReminderRow,
    RequestRow,
)
from projections.query_args import Moment, ObligationKey

V = TypeVar("V")

Fetch: TypeAlias = Callable[[Sequence[ObligationKey], Moment], Awaitable[Mapping[ObligationKey, V]]]


@dataclass(frozen=True, slots=True)
class CountedReminder:
    """A reminder of all that was overdue, and how much of that the principal sees."""

    row: OverdueReminderRow
    count: int


async def assigned(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[str | None]:
    found = await _of_seen(source, source.rows.follow_up.assignments, keys, at)
    return [found.get(key) for key in keys]


async def plans(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[PlanEntryRow]]:
    return await _lists(source, source.rows.follow_up.plans, keys, at)


async def requests_of(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[RequestRow]]:
    return await _lists(source, source.rows.follow_up.requests, keys, at)


async def requests(
    source: Source, keys: Sequence[RequestRef], at: Moment
) -> Sequence[RequestRow | None]:
    """An id that was put together by hand, of another execution's, is nobody's."""
    found = await source.rows.follow_up.requests_by_ids([key.request for key in keys], at)
    seen = await source.obligations({row.obligation for row in found.values()}, at)
    return [
        row
        if (row := found.get(key.request)) and row.obligation in seen and key_of(row) == key
        else None
        for key in keys
    ]


def key_of(row: RequestRow) -> RequestRef:
    return RequestRef(
        directive=row.directive_id, unit=row.obligation.unit_id, request=row.request_id
    )


async def declarations(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[DeclarationRow]]:
    found = await _of_seen(source, source.rows.follow_up.declarations, keys, at)
    return [found.get(key, ()) for key in keys]


async def inspections(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[InspectionRow]]:
    return await _lists(source, source.rows.follow_up.inspections, keys, at)


async def reminders(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[ReminderRow]]:
    return await _lists(source, source.rows.follow_up.reminders, keys, at)


async def overdue_reminders(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[list[CountedReminder] | None]:
    """Of each unit of the slice, those by which something was called to mind that the principal
    sees. How much that was is counted anew: who asked for it may have seen more.
    """
    inside = await source.rows.units.within(keys, at, source.scope)
    found = await source.rows.follow_up.overdue_reminders(list(inside), at) if inside else {}
    about = {row.about_id for rows in found.values() for row in rows if row.about_id}
    shown = {None, *(await source.whole(about, at) if about else ())}
    return [
        [
            CountedReminder(row, count)
            for row in found.get(key, ())
            if row.about_id in shown and (count := await _overdue(source, row))
        ]
        if key in inside
        else None
        for key in keys
    ]


async def _overdue(source: Source, row: OverdueReminderRow) -> int:
    then = Moment(row.position, row.reminded_at)
    return await count_overdue(source, row.under_id, row.about_id, then)


async def _lists(
    source: Source, fetch: Fetch[Sequence[V]], keys: Sequence[ObligationKey], at: Moment
) -> Sequence[Sequence[V]]:
    found = await _of_seen(source, fetch, keys, at)
    return [found.get(key, ()) for key in keys]


async def _of_seen(
    source: Source, fetch: Fetch[V], keys: Sequence[ObligationKey], at: Moment
) -> Mapping[ObligationKey, V]:
    seen = await source.obligations(keys, at)
    return await fetch(list(seen), at) if seen else {}
