"""Counts over a subtree."""

from typing import Final, Self
from uuid import UUID

import strawberry

from api.graphql.filters import ObligationFilter
from api.graphql.refs import UnitRef
from api.graphql.runtime import keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.moments import AnswerMoment
from api.graphql.runtime.node import PageInfo
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.reading import ObligationScope
from api.graphql.runtime.scalars import Count
from projections.query_args import Moment, UnitProgressOrder


@strawberry.type(
    description="total = pending + acknowledged + submitted + returned + fulfilled + exempted. "
    "total - exempted = undated + notYetDue + overdue + onTime + late. Withdrawn ones "
    "are counted apart."
)
class Progress:
    total: Count
    pending: Count
    acknowledged: Count
    submitted: Count
    returned: Count
    fulfilled: Count
    exempted: Count
    withdrawn: Count
    undated: Count
    not_yet_due: Count
    overdue: Count
    on_time: Count
    late: Count


@strawberry.type
class UnitProgress:
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID]
    progress: Progress

    @strawberry.field
    async def unit(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.unit_key, self.at)


@strawberry.type
class UnitProgressEdge:
    cursor: str
    node: UnitProgress


@strawberry.type
class UnitProgressConnection:
    edges: list[UnitProgressEdge]
    page_info: PageInfo
    total_count: Count
    moment: AnswerMoment

    @classmethod
    def of(cls, paging: Paging, page: PageOf[UnitProgress]) -> Self:
        edges = [UnitProgressEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(
            edges=edges,
            page_info=paging.info(page),
            total_count=paging.total(page),
            moment=AnswerMoment.of(paging.at),
        )


_ORDERS: Final = {
    UnitProgressOrder.UNIT_CODE: keysets.PROGRESS_BY_CODE,
    UnitProgressOrder.MOST_OVERDUE: keysets.PROGRESS_BY_OVERDUE,
}


async def progress_page(
    info: Info,
    scope: ObligationScope,
    filter: ObligationFilter | None,
    order: UnitProgressOrder | None,
    first: int | None,
    after: str | None,
    at: Moment,
) -> UnitProgressConnection:
    """Counts for each child of ``scope.borne_under``, the subtree of each taken together."""
    chosen = or_none(order) or UnitProgressOrder.UNIT_CODE
    paging = await Paging.of(info, _ORDERS[chosen], first, after, at)
    page = await info.context.reader.progress_by_child(scope, or_none(filter), chosen, paging)
    return UnitProgressConnection.of(paging, page)
