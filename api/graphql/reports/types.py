"""What a unit handed in."""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

import strawberry

from api.graphql.refs import AttachmentRef, UnitRef
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.node import Node
from cascade.enums import ReportDecision
from projections.query_args import Moment


@strawberry.type
class Report(Node):
    at: strawberry.Private[Moment]
    by_key: strawberry.Private[UUID]
    submitted_at: datetime
    received_on: date | None = strawberry.field(
        description="The earlier day on which it arrived on paper, where its judge says so."
    )
    arrived_at: datetime | None = strawberry.field(
        description="Where it cited no directive and was linked later: when it was recorded. It is "
        "judged by that."
    )
    text: str | None = strawberry.field(description="Null once erased.")
    erased_at: datetime | None
    quantity_exact: Decimal | None = strawberry.field(description="The quantity to the last digit.")
    attachments: list[AttachmentRef]
    decision: ReportDecision | None
    decided_at: datetime | None
    remark: str | None

    @described("The quantity as far as a Float holds it: 15 digits. See quantityExact.")
    def quantity(self) -> float | None:
        return None if self.quantity_exact is None else float(self.quantity_exact)

    @strawberry.field
    async def by(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.by_key, self.at)
