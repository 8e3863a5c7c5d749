"""Reports that cite no directive."""

from datetime import date, datetime
from decimal import Decimal
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.refs import AttachmentRef, ObligationRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import Node, PageInfo
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.scalars import Count
from projections.query_args import Moment, ObligationKey


@strawberry.type(
    description="A report that cites no directive, until it is found which obligation it is about."
)
class RecordedReport(Node):
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    to_key: strawberry.Private[UUID]
    obligation_key: strawberry.Private[ObligationKey | None]
    subject: str
    text: str | None = strawberry.field(description="Null once erased.")
    quantity_exact: Decimal | None = strawberry.field(description="The quantity to the last digit.")
    occurred_on: date
    recorded_at: datetime
    linked_at: datetime | None
    attachments: list[AttachmentRef]

    @described("The quantity as far as a Float holds it: 15 digits. See quantityExact.")
    def quantity(self) -> float | None:
        return None if self.quantity_exact is None else float(self.quantity_exact)

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)

    @described("Who received it.")
    async def to(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.to_key, self.at)

    @described("What it was linked to; null also where that is hidden from the viewer.")
    async def obligation(self, info: Info) -> ObligationRef | None:
        return await info.context.load.obligations.optional(self.obligation_key, self.at)


@strawberry.type
class RecordedReportEdge:
    cursor: str
    node: RecordedReport


@strawberry.type
class RecordedReportConnection:
    edges: list[RecordedReportEdge]
    page_info: PageInfo
    total_count: Count

    @classmethod
    def of(cls, paging: Paging, page: PageOf[RecordedReport]) -> Self:
        edges = [
            RecordedReportEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)
        ]
        return cls(edges=edges, page_info=paging.info(page), total_count=paging.total(page))
