"""Units: the organisation chart, and what a unit owes."""

from datetime import date
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.directives.types import DirectiveConnection
from api.graphql.filters import ObligationFilter
from api.graphql.obligations.progress import progress_page
from api.graphql.obligations.types import obligation_page
from api.graphql.refs import (
    ObligationConnectionRef,
    OverdueReminderRef,
    ProgressRef,
    ScheduledChangeRef,
    UnitProgressConnectionRef,
)
from api.graphql.reports.recorded import RecordedReportConnection
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.moments import AnswerMoment
from api.graphql.runtime.node import Node, PageInfo
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import PageOf, Paging
from api.graphql.runtime.reading import ObligationScope
from api.graphql.runtime.scalars import Count
from projections.query_args import Moment, ObligationOrder, UnitProgressOrder


@strawberry.type
class Level:
    rank: int
    key: str
    name: str


@strawberry.type(
    description="A name and the days it was valid. Where no document names the day, the range in "
    "which it lies."
)
class UnitName:
    name: str
    valid_from: date | None
    valid_to: date | None
    valid_from_not_before: date | None
    valid_from_not_after: date | None


@strawberry.type
class Superior:
    unit_key: strawberry.Private[UUID]
    at: strawberry.Private[Moment]
    line: str

    @strawberry.field
    async def unit(self, info: Info) -> "Unit":
        return await info.context.load.units.required(self.unit_key, self.at)


@strawberry.type
class Policy:
    key: str
    types: list[str] | None
    acknowledge_within_working_days: int | None
    pass_on_within_working_days: int | None
    final_report_within_working_days: int | None
    valid_from: date


@strawberry.type(
    description="The organisation chart is open to every viewer: id, code, symbol, name, kind, "
    "level, live, parent, ancestors, superiors, addressesUnder, children, names, "
    "predecessors, successors. Outside the viewer's slice every other field is null."
)
class Unit(Node):
    key: strawberry.Private[UUID]
    at: strawberry.Private[Moment]
    parent_key: strawberry.Private[UUID | None]
    addresses_under_key: strawberry.Private[UUID | None]
    in_slice: strawberry.Private[bool]
    code: str
    symbol: str | None = strawberry.field(
        description="What its document numbers carry, such as ĐU."
    )
    name: str
    kind: str
    level: Level
    live: bool

    @strawberry.field
    async def parent(self, info: Info) -> "Unit | None":
        return await info.context.load.units.optional(self.parent_key, self.at)

    @strawberry.field
    async def ancestors(self, info: Info) -> "list[Unit]":
        return await info.context.load.ancestors.one(self.key, self.at)

    @described("Superiors on lines other than the primary one.")
    async def superiors(self, info: Info) -> list[Superior]:
        return await info.context.load.superiors.one(self.key, self.at)

    @described(
        "The unit under which this one may address others: itself, or the body whose "
        "department it is."
    )
    async def addresses_under(self, info: Info) -> "Unit | None":
        return await info.context.load.units.optional(self.addresses_under_key, self.at)

    @strawberry.field
    async def children(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> "UnitConnection":
        paging = await Paging.of(info, keysets.UNITS, first, after, self.at)
        return UnitConnection.of(paging, await info.context.reader.children(self.key, paging))

    @strawberry.field
    async def names(self, info: Info) -> list[UnitName]:
        return await info.context.load.unit_names.one(self.key, self.at)

    @described("Other names by which documents know it.")
    async def aliases(self, info: Info) -> list[str] | None:
        if not self.in_slice:
            return None
        return await info.context.load.aliases.one(self.key, self.at)

    @described("Changes that name it and wait for their day, or did: the last 20, by their days.")
    async def scheduled_changes(self, info: Info) -> list[ScheduledChangeRef] | None:
        return await info.context.load.scheduled_changes_of.one(self.key, self.at)

    @strawberry.field
    async def predecessors(self, info: Info) -> "list[Unit]":
        return await info.context.load.predecessors.one(self.key, self.at)

    @strawberry.field
    async def successors(self, info: Info) -> "list[Unit]":
        return await info.context.load.successors.one(self.key, self.at)

    @described("What this unit bears: its own, and what passed to it from predecessors.")
    async def obligations(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: ObligationOrder | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnectionRef | None:
        if not self.in_slice:
            return None
        scope = ObligationScope(borne_by=self.key)
        return await obligation_page(info, scope, filter, order_by, first, after, self.at)

    @described("What this unit and every unit under it bear.")
    async def subtree_obligations(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: ObligationOrder | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnectionRef | None:
        if not self.in_slice:
            return None
        scope = ObligationScope(borne_under=self.key)
        return await obligation_page(info, scope, filter, order_by, first, after, self.at)

    @described(
        "Obligations whose reports are addressed to this unit or go through it, "
        "wherever their bearers stand."
    )
    async def reports_routed(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnectionRef | None:
        if not self.in_slice:
            return None
        scope = ObligationScope(routed_through=self.key)
        return await obligation_page(info, scope, filter, strawberry.UNSET, first, after, self.at)

    @described("Reports that cite no directive, handed in or received by this unit, newest first.")
    async def recorded_reports(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> RecordedReportConnection | None:
        if not self.in_slice:
            return None
        paging = await Paging.of(info, keysets.RECORDED_REPORTS, first, after, self.at)
        page = await info.context.reader.recorded_reports_of(self.key, paging)
        return RecordedReportConnection.of(paging, page)

    @described("The standing rules that this unit itself has set, in force at this moment.")
    async def policies(self, info: Info) -> list[Policy] | None:
        if not self.in_slice:
            return None
        return await info.context.load.policies.one(self.key, self.at)

    @described(
        "The latest times at which all that was overdue within this unit was called to mind, "
        "newest first, 20 at the most."
    )
    async def reminders(self, info: Info) -> list[OverdueReminderRef] | None:
        if not self.in_slice:
            return None
        return await info.context.load.overdue_reminders.one(self.key, self.at)

    @described("Counts over this unit and every unit under it.")
    async def progress(
        self,
        info: Info,
        directive: strawberry.ID | None = strawberry.UNSET,
        filter: ObligationFilter | None = strawberry.UNSET,
    ) -> ProgressRef | None:
        if not self.in_slice:
            return None
        scope = ObligationScope(
            borne_under=self.key, directive=ids.optional(Kind.DIRECTIVE, directive)
        )
        return await info.context.reader.progress(scope, or_none(filter), self.at)

    @strawberry.field
    async def progress_by_child(
        self,
        info: Info,
        directive: strawberry.ID | None = strawberry.UNSET,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: UnitProgressOrder | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> UnitProgressConnectionRef | None:
        if not self.in_slice:
            return None
        scope = ObligationScope(
            borne_under=self.key, directive=ids.optional(Kind.DIRECTIVE, directive)
        )
        return await progress_page(info, scope, filter, order_by, first, after, self.at)

    @strawberry.field
    async def directives_received(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> DirectiveConnection | None:
        if not self.in_slice:
            return None
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, self.at)
        page = await info.context.reader.directives_received(self.key, paging)
        return DirectiveConnection.of(paging, page)

    @strawberry.field
    async def directives_issued(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> DirectiveConnection | None:
        if not self.in_slice:
            return None
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, self.at)
        page = await info.context.reader.directives_issued(self.key, paging)
        return DirectiveConnection.of(paging, page)


@strawberry.type
class UnitEdge:
    cursor: str
    node: Unit


@strawberry.type
class UnitConnection:
    edges: list[UnitEdge]
    page_info: PageInfo
    total_count: Count
    moment: AnswerMoment

    @classmethod
    def of(cls, paging: Paging, page: PageOf[Unit]) -> Self:
        edges = [UnitEdge(cursor=cursor, node=node) for cursor, node in paging.edges(page)]
        return cls(
            edges=edges,
            page_info=paging.info(page),
            total_count=paging.total(page),
            moment=AnswerMoment.of(paging.at),
        )
