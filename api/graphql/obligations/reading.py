"""What units owe, and counts of it."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import fields

from api.graphql.filters import ObligationFilter as AskedFilter
from api.graphql.obligations.progress import Progress, UnitProgress
from api.graphql.obligations.types import Obligation, Period
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.pages import Fetch, page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.reading import ObligationScope, QuotaStanding
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.source import OfRequest
from projections.obligations.rows import ObligationRow, PeriodRow, ProgressRow, UnitProgressRow
from projections.query_args import (
    Moment,
    ObligationFilter,
    ObligationKey,
    ObligationOrder,
    UnitProgressOrder,
)


class ObligationsRead(OfRequest):
    """Obligations, as ``api.graphql.runtime.reading.ObligationReading`` says."""

    async def obligations(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[Obligation | None]:
        rows = await self._source.obligations(keys, at)
        return [_obligation(rows[key], at) if key in rows else None for key in keys]

    async def obligations_where(
        self,
        scope: ObligationScope,
        filter: AskedFilter | None,
        order: ObligationOrder,
        paging: Paging,
    ) -> PageOf[Obligation]:
        fetch, count = self._asked_for(scope, _wanted(filter), order, paging.at)

        async def built(rows: Sequence[ObligationRow]) -> Sequence[Obligation]:
            self._source.saw_obligations(rows, paging.at)
            return [_obligation(row, paging.at) for row in rows]

        return await page_of(paging, fetch, count, built)

    def _asked_for(
        self, within: ObligationScope, wanted: ObligationFilter, order: ObligationOrder, at: Moment
    ) -> tuple[Fetch[ObligationRow], Callable[[], Awaitable[int]]]:
        """Which rows are asked for: their page, and their number."""
        owed, scope = self._source.rows.obligations, self._source.scope
        if (unit := within.borne_by) is not None:
            return (
                lambda first, after: owed.of_unit(unit, wanted, order, first, after, at, scope),
                lambda: owed.count_of_unit(unit, wanted, at, scope),
            )
        if (judge := within.routed_through) is not None:
            return (
                lambda first, after: owed.routed_to(judge, wanted, first, after, at, scope),
                lambda: owed.count_routed_to(judge, wanted, at, scope),
            )
        under = within.borne_under
        if (directive := within.directive) is not None:
            return (
                lambda first, after: owed.of_directive(
                    directive, under, wanted, order, first, after, at, scope
                ),
                lambda: owed.count_of_directive(directive, under, wanted, at, scope),
            )
        if under is None:
            raise ValueError("obligations are asked for by unit, subtree or directive")
        return (
            lambda first, after: owed.of_subtree(under, wanted, order, first, after, at, scope),
            lambda: owed.count_of_subtree(under, wanted, at, scope),
        )

    async def progress(
        self, scope: ObligationScope, filter: AskedFilter | None, at: Moment
    ) -> Progress:
        row = await self._source.rows.obligations.progress(
            scope.borne_under, scope.directive, _wanted(filter), at, self._source.scope
        )
        return _progress(row)

    async def progress_by_child(
        self,
        scope: ObligationScope,
        filter: AskedFilter | None,
        order: UnitProgressOrder,
        paging: Paging,
    ) -> PageOf[UnitProgress]:
        unit, at = scope.borne_under, paging.at
        if unit is None:
            raise ValueError("progress by child is asked for of a unit")
        owed, wanted = self._source.rows.obligations, _wanted(filter)

        async def built(rows: Sequence[UnitProgressRow]) -> Sequence[UnitProgress]:
            return [
                UnitProgress(at=at, unit_key=row.unit_id, progress=_progress(row.progress))
                for row in rows
            ]

        return await page_of(
            paging,
            lambda first, after: owed.progress_by_child(
                unit, scope.directive, wanted, order, first, after, at, self._source.scope
            ),
            lambda: self._source.rows.units.count_children(unit, at),
            built,
        )

    async def quotas(
        self, keys: Sequence[ObligationKey], at: Moment
    ) -> Sequence[QuotaStanding | None]:
        rows = await self._source.obligations(keys, at)
        return [_quota(rows[key]) if key in rows else None for key in keys]


def _obligation(row: ObligationRow, at: Moment) -> Obligation:
    return Obligation(
        id=ids.encode_obligation(row.key),
        key=row.key,
        at=at,
        unit_key=row.key.unit_id,
        bearer_key=row.bearer_id,
        task_key=row.key.task_id,
        directive_key=row.directive_id,
        role=row.role,
        period=_period(row.period) if row.period else None,
        opens_at=row.opens_at,
        due_at=row.due_at,
        status=row.status,
        timeliness=row.timeliness,
        acknowledged_at=row.acknowledged_at,
        submitted_at=row.submitted_at,
        fulfilled_at=row.fulfilled_at,
    )


def _period(row: PeriodRow) -> Period:
    return Period(starts_on=row.starts_on, label=row.label)


def _quota(row: ObligationRow) -> QuotaStanding | None:
    if row.reported_towards_quota is None or row.quota_met is None:
        return None
    return QuotaStanding(reported=row.reported_towards_quota, met=row.quota_met)


def _progress(row: ProgressRow) -> Progress:
    return Progress(**{field.name: Count(getattr(row, field.name)) for field in fields(row)})


def _wanted(asked: AskedFilter | None) -> ObligationFilter:
    if asked is None:
        return ObligationFilter()
    return ObligationFilter(
        status=tuple(or_none(asked.status) or ()),
        timeliness=tuple(or_none(asked.timeliness) or ()),
        directive_id=ids.optional(Kind.DIRECTIVE, asked.directive),
        task_kind=tuple(or_none(asked.task_kind) or ()),
        role=or_none(asked.role),
        due_from=or_none(asked.due_from),
        due_to=or_none(asked.due_to),
    )
