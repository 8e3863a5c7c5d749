"""How far directives got."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.relays.cascades import Cascade, CascadeHop, CascadeLevel
from api.graphql.runtime.pages import page_of
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.source import OfRequest, Source
from projections.query_args import Moment
from projections.reach.rows import CascadeRow, HopRow


class CascadesRead(OfRequest):
    """Reach and hops, as ``api.graphql.runtime.reading.DirectiveReading`` says."""

    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self._reaches: dict[tuple[UUID, UUID | None, Moment], CascadeRow] = {}

    async def cascade(self, directive: UUID, under: UUID | None, at: Moment) -> Cascade:
        row = await self._reach(directive, under, at)
        return Cascade(
            directive_key=directive,
            under_key=under,
            at=at,
            reached=Count(row.reached),
            expected=Count(row.expected),
        )

    async def cascade_levels(
        self, directive: UUID, under: UUID | None, at: Moment
    ) -> list[CascadeLevel]:
        row = await self._reach(directive, under, at)
        levels = await self._source.levels()
        return [
            CascadeLevel(
                level=levels[each.level],
                reached=Count(each.reached),
                expected=Count(each.expected),
                median_seconds_from_issue=each.median_seconds,
                max_seconds_from_issue=each.max_seconds,
            )
            for each in row.by_level
        ]

    async def hops(self, directive: UUID, under: UUID | None, paging: Paging) -> PageOf[CascadeHop]:
        cascades, scope, at = self._source.rows.cascades, self._source.scope, paging.at
        return await page_of(
            paging,
            lambda first, after: cascades.hops(directive, under, first, after, at, scope),
            lambda: cascades.count_hops(directive, under, at, scope),
            lambda rows: _hops(rows, at),
        )

    async def stalled(
        self, directive: UUID, under: UUID | None, paging: Paging
    ) -> PageOf[CascadeHop]:
        cascades, scope, at = self._source.rows.cascades, self._source.scope, paging.at
        return await page_of(
            paging,
            lambda first, after: cascades.stalled(directive, under, first, after, at, scope),
            lambda: cascades.count_stalled(directive, under, at, scope),
            lambda rows: _hops(rows, at),
        )

    async def _reach(self, directive: UUID, under: UUID | None, at: Moment) -> CascadeRow:
        """Counted once, though its totals and its levels are two fields."""
        asked = (directive, under, at)
        if asked not in self._reaches:
            self._reaches[asked] = await self._source.rows.cascades.reach(
                directive, under, at, self._source.scope
            )
        return self._reaches[asked]


async def _hops(rows: Sequence[HopRow], at: Moment) -> Sequence[CascadeHop]:
    return [
        CascadeHop(
            at=at,
            unit_key=row.unit_id,
            from_key=row.from_id,
            directive_key=row.implementing_id,
            kind=row.kind,
            reached_at=row.reached_at,
            passed_on_at=row.passed_on_at,
            pass_on_due_at=row.pass_on_due_at,
        )
        for row in rows
    ]
