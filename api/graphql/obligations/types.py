"""What a unit owes, and what it did about it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Self
from uuid import UUID

import strawberry

from api.graphql.enums import ObligationAction
from api.graphql.filters import ObligationFilter
from api.graphql.refs import (
    AuditEntryRef,
    DirectiveRef,
    ExtensionRequestRef,
    InspectionRef,
    PlanEntryRef,
    ReminderRef,
    ReportRef,
    TaskRef,
    UnitRef,
)
from api.graphql.runtime import keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.moments import AnswerMoment
from api.graphql.runtime.node import Node, PageInfo
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.reading import ObligationScope
from api.graphql.runtime.scalars import Count
from cascade.enums import ObligationRole
from projections.query_args import Moment, ObligationKey, ObligationOrder, Status, Timeliness


@strawberry.type
class Period:
    starts_on: date
    label: str


@strawberry.type
class Obligation(Node):
    key: strawberry.Private[ObligationKey]
    at: strawberry.Private[Moment]
    unit_key: strawberry.Private[UUID]
    bearer_key: strawberry.Private[UUID]
    task_key: strawberry.Private[UUID]
    directive_key: strawberry.Private[UUID]
    id: strawberry.ID = strawberry.field(
        description="Derived from the task, the addressed unit and the original day of the "
        "occurrence: the same before anyone has acted, and after a rule is amended."
    )
    role: ObligationRole
    period: Period | None
    opens_at: datetime
    due_at: datetime | None
    status: Status
    timeliness: Timeliness
    acknowledged_at: datetime | None
    submitted_at: datetime | None
    fulfilled_at: datetime | None

    @described("The unit that was addressed.")
    async def unit(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.unit_key, self.at)

    @described(
        "The unit that bears it at this moment: the same, or the successor of a "
        "merged or split one."
    )
    async def bearer(self, info: Info) -> UnitRef:
        return await info.context.load.units.required(self.bearer_key, self.at)

    @strawberry.field
    async def task(self, info: Info) -> TaskRef:
        return await info.context.load.tasks.required(self.task_key, self.at)

    @strawberry.field
    async def directive(self, info: Info) -> DirectiveRef:
        return await info.context.load.directives.required(self.directive_key, self.at)

    @described("The sum reported towards the task's quota by all who share it.")
    async def reported_towards_quota(self, info: Info) -> float | None:
        standing = await info.context.load.quotas.one(self.key, self.at)
        return float(standing.reported) if standing else None

    @described("The same, exact.")
    async def reported_towards_quota_exact(self, info: Info) -> Decimal | None:
        standing = await info.context.load.quotas.one(self.key, self.at)
        return standing.reported if standing else None

    @strawberry.field
    async def quota_met(self, info: Info) -> bool | None:
        standing = await info.context.load.quotas.one(self.key, self.at)
        return standing.met if standing else None

    @described("Its latest reports, newest first, 20 at the most.")
    async def reports(self, info: Info) -> list[ReportRef]:
        return await info.context.load.reports_of.one(self.key, self.at)

    @described("The post that the document makes answer for it; no person.")
    async def accountable_post(self, info: Info) -> str | None:
        task = await info.context.load.tasks.required(self.task_key, self.at)
        return task.accountable_post

    @described("The post of its bearer that was named to answer for it; no person.")
    async def assigned_to(self, info: Info) -> str | None:
        return await info.context.load.assigned.one(self.key, self.at)

    @described("What is planned for it, in order of days, 400 entries at the most.")
    async def plan(self, info: Info) -> list[PlanEntryRef]:
        return await info.context.load.plans.one(self.key, self.at)

    @described("Its latest requests for more time, newest first, 20 at the most.")
    async def extension_requests(self, info: Info) -> list[ExtensionRequestRef]:
        return await info.context.load.requests_of.one(self.key, self.at)

    @described("Its latest inspections, newest first, 20 at the most.")
    async def inspections(self, info: Info) -> list[InspectionRef]:
        return await info.context.load.inspections.one(self.key, self.at)

    @described("The latest reminders of it alone, newest first, 20 at the most.")
    async def reminders(self, info: Info) -> list[ReminderRef]:
        return await info.context.load.reminders.one(self.key, self.at)

    @described("What the viewer may do with it now.")
    async def viewer_can(self, info: Info) -> list[ObligationAction]:
        return await info.context.load.viewer_can.one(self.key, self.at)

    @described(
        "Why it stands as it does: the very events that made it so, oldest first, 100 at the most."
    )
    async def because(self, info: Info) -> list[AuditEntryRef]:
        return await info.context.load.because.one(self.key, self.at)


@strawberry.type
class ObligationEdge:
    cursor: str
    node: Obligation


@strawberry.type
class ObligationConnection:
    edges: list[ObligationEdge]
    page_info: PageInfo
    total_count: Count
    moment: AnswerMoment

    @classmethod
    def of(cls, paging: Paging, page: PageOf[Obligation]) -> Self:
        edges = [ObligationEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(
            edges=edges,
            page_info=paging.info(page),
            total_count=paging.total(page),
            moment=AnswerMoment.of(paging.at),
        )


_ORDERS: Final = {
    ObligationOrder.DUE_FIRST: keysets.OBLIGATIONS_BY_DUE,
    ObligationOrder.NEWEST_FIRST: keysets.OBLIGATIONS_NEWEST_FIRST,
}


async def obligation_page(
    info: Info,
    scope: ObligationScope,
    filter: ObligationFilter | None,
    order: ObligationOrder | None,
    first: int | None,
    after: str | None,
    at: Moment,
) -> ObligationConnection:
    """A page of the obligations in ``scope``; in due order where none is asked for."""
    chosen = or_none(order) or ObligationOrder.DUE_FIRST
    paging = await Paging.of(info, _ORDERS[chosen], first, after, at)
    page = await info.context.reader.obligations_where(scope, or_none(filter), chosen, paging)
    return ObligationConnection.of(paging, page)
