"""Everything that may be asked."""

import asyncio
from datetime import date
from typing import Annotated

import strawberry

from api.graphql.calendar.types import CalendarDay, check_range
from api.graphql.directives.inputs import AudienceInput, IssueDirectiveInput
from api.graphql.directives.previews import AudiencePreview, DirectivePreview
from api.graphql.directives.types import Directive, DirectiveConnection
from api.graphql.filters import (
    AuditFilter,
    DirectiveBy,
    DirectiveFilter,
    FeedStart,
    UnitBy,
    UnitFilter,
)
from api.graphql.log.changes import ObligationChanges, SliceDiff
from api.graphql.log.types import AuditConnection, Log
from api.graphql.nodes import load_node
from api.graphql.not_available import not_available, refuse_unavailable
from api.graphql.obligations.types import Obligation
from api.graphql.organisation.types import Level, Unit, UnitConnection
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.described import described
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.moment_inputs import AsOf
from api.graphql.runtime.node import Node
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import Paging
from api.graphql.service.types import Service, Viewer


@strawberry.type
class Query:
    @strawberry.field
    async def viewer(self, info: Info) -> Viewer:
        return await info.context.reader.viewer(await info.context.moments.of(None))

    @strawberry.field
    async def service(self, info: Info) -> Service:
        return Service.of(await info.context.reader.standing(), info.context.limits)

    @strawberry.field
    async def levels(self, info: Info) -> list[Level]:
        return await info.context.reader.levels(await info.context.moments.of(None))

    @strawberry.field
    async def node(
        self, info: Info, id: strawberry.ID, as_of: AsOf | None = strawberry.UNSET
    ) -> Node | None:
        return await load_node(info, id, await info.context.moments.of(as_of))

    @strawberry.field
    async def nodes(
        self, info: Info, ids: list[strawberry.ID], as_of: AsOf | None = strawberry.UNSET
    ) -> list[Node | None]:
        at = await info.context.moments.of(as_of)
        return list(await asyncio.gather(*(load_node(info, each, at) for each in ids)))

    @described(
        "The working calendar, both ends included: 400 days at the most, and only days that the "
        "calendar knows."
    )
    async def calendar(
        self,
        info: Info,
        from_: Annotated[date, strawberry.argument(name="from")],
        to: date,
        as_of: AsOf | None = strawberry.UNSET,
    ) -> list[CalendarDay]:
        check_range(from_, to)
        at = await info.context.moments.of(as_of)
        return await info.context.reader.calendar(from_, to, at)

    @strawberry.field
    async def unit(
        self, info: Info, by: UnitBy, as_of: AsOf | None = strawberry.UNSET
    ) -> Unit | None:
        at = await info.context.moments.of(as_of)
        code = or_none(by.code)
        if code is not None:
            return await info.context.reader.unit_by_code(code, at)
        return await info.context.load.units.optional(ids.optional(Kind.UNIT, by.id), at)

    @strawberry.field
    async def units(
        self,
        info: Info,
        filter: UnitFilter | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
        as_of: AsOf | None = strawberry.UNSET,
    ) -> UnitConnection:
        refuse_unavailable(filter)
        paging = await Paging.of(info, keysets.UNITS, first, after, as_of)
        return UnitConnection.of(
            paging, await info.context.reader.units_where(or_none(filter), paging)
        )

    @strawberry.field
    async def directive(
        self, info: Info, by: DirectiveBy, as_of: AsOf | None = strawberry.UNSET
    ) -> Directive | None:
        at = await info.context.moments.of(as_of)
        number = or_none(by.number)
        if number is not None:
            return await info.context.reader.directive_by_number(number, at)
        return await info.context.load.directives.optional(ids.optional(Kind.DIRECTIVE, by.id), at)

    @strawberry.field
    async def directives(
        self,
        info: Info,
        filter: DirectiveFilter | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
        as_of: AsOf | None = strawberry.UNSET,
    ) -> DirectiveConnection:
        refuse_unavailable(filter)
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, as_of)
        return DirectiveConnection.of(
            paging, await info.context.reader.directives_where(or_none(filter), paging)
        )

    @strawberry.field
    async def obligation(
        self, info: Info, id: strawberry.ID, as_of: AsOf | None = strawberry.UNSET
    ) -> Obligation | None:
        at = await info.context.moments.of(as_of)
        return await info.context.load.obligations.one(ids.decode_obligation(id), at)

    @described(
        "Every change of an obligation in the viewer's slice, oldest first: the feed "
        "that integrations pull."
    )
    def obligation_changes(
        self,
        from_: Annotated[FeedStart, strawberry.argument(name="from")],
        under: strawberry.ID | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
    ) -> ObligationChanges:
        raise not_available("Query.obligationChanges")

    @described("What became of a unit's slice between two moments.")
    def slice_diff(
        self,
        unit: strawberry.ID,
        from_: Annotated[AsOf, strawberry.argument(name="from")],
        to: AsOf | None = strawberry.UNSET,
    ) -> SliceDiff:
        raise not_available("Query.sliceDiff")

    @described("A dry run: whom this audience would reach today. Nothing is recorded.")
    async def audience_preview(
        self, info: Info, issuer: strawberry.ID, input: AudienceInput
    ) -> AudiencePreview:
        return await AudiencePreview.asked(issuer, input, info.context)

    @described(
        "A dry run of a whole issue: its number, reach, obligations and due dates. "
        "Nothing is recorded."
    )
    async def directive_preview(self, info: Info, input: IssueDirectiveInput) -> DirectivePreview:
        return await DirectivePreview.asked(input, info.context)

    @strawberry.field
    async def audit_trail(
        self,
        info: Info,
        filter: AuditFilter | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> AuditConnection:
        paging = await Paging.of(info, keysets.AUDIT, first, after, strawberry.UNSET)
        return AuditConnection.of(
            paging, await info.context.reader.audit_trail(or_none(filter), paging)
        )

    @strawberry.field
    def log(self) -> Log:
        return Log()
