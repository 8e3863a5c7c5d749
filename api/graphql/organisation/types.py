"""Units: the organisation chart, and what a unit owes."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import wraps
from typing import Self, TypeVar, cast
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives_where, received_by
from api.graphql.directives.types import DirectiveConnection
from api.graphql.follow_up.reading import overdue_reminders
from api.graphql.obligations.indicators import (
    IndicatorTotal,
    UnitIndicatorTotalsConnection,
    indicators_asked,
    totals_of,
    totals_page,
)
from api.graphql.obligations.reading import ObligationScope
from api.graphql.obligations.types import (
    ObligationConnection,
    ObligationFilter,
    Progress,
    UnitProgressConnection,
    obligation_page,
    progress_of,
    progress_page,
)
from api.graphql.organisation import reading
from api.graphql.refs import OverdueReminderRef, WebhookRef
from api.graphql.reports.types import RecordedReportConnection
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link, links
from api.graphql.runtime.node import Node
from api.graphql.runtime.paging import MomentConnection, Paging
from api.graphql.webhooks.reading import webhooks_of
from cascade.enums import ScheduledOutcome, Urgency
from projections.organisation.rows import ScheduledRow, UnitLabelRow, UnitNameRow, UnitRow
from projections.query_args import DirectiveFilter, Moment, ObligationOrder, UnitProgressOrder
from projections.tasks.rows import PolicyRow

strawberry.enum(ScheduledOutcome, description="What became of a change on its day or before.")


@strawberry.type
class Level:
    """A level of the organisation, such as the province's."""

    rank: int
    """1 is the highest."""
    key: str
    """By which it is named where levels are given, such as "ward"."""
    name: str
    """For people, such as "Xã, phường"."""


@strawberry.type
class UnitName:
    """A name and the days it was valid. Where no document names the day, the range in which it
    lies.
    """

    name: str
    """As it was borne on these days."""
    valid_from: date | None
    """Its first day; null where only a range is known, or since ever."""
    valid_to: date | None
    """Its last day; null where that is not known, or it is borne still."""
    valid_from_not_before: date | None
    """The first day on which it can have come about; null where the day is known."""
    valid_from_not_after: date | None
    """The last day on which it can have come about; null where the day is known."""

    @classmethod
    def of(cls, row: UnitNameRow, at: Moment) -> Self:
        return from_row(
            cls,
            row,
            at,
            valid_from_not_before=row.valid_not_before,
            valid_from_not_after=row.valid_not_after,
        )


@strawberry.type
class UnitLabel:
    """A label and the days on which the unit bears it, both included."""

    label: str
    """Such as "xã biên giới"."""
    from_: date = strawberry.field(name="from")
    """The first day."""
    to: date | None
    """Null: until it is taken from the unit."""

    @classmethod
    def of(cls, row: UnitLabelRow, at: Moment) -> Self:
        return from_row(cls, row, at, from_=row.from_day, to=row.to_day)


@strawberry.type
class Superior:
    """Under which unit one stands on a line beside the primary one."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    line: str
    """What the line is called."""

    unit: "Unit" = link(reading.units, "unit_id")
    """The unit above on it."""


@strawberry.type
class Policy:
    """A standing rule of a unit for what reaches it and the units under it."""

    key: str
    """Unique in its unit: set again under it, the rule is another one."""
    types: list[str] | None
    """Directives of these types alone, such as "CV"; null: of all."""
    acknowledge_within_working_days: int | None
    """So long after the reach it is to be acknowledged; null: the rule does not ask for it."""
    pass_on_within_working_days: int | None
    """So long after the reach it is to be passed on; null: the rule does not ask for it."""
    final_report_within_working_days: int | None
    """So long after the reach a final report is due; null: the rule does not ask for it."""
    enter_within_working_days: int | None
    """Of the date that a document bears, by its issuer."""
    urgencies: list[Urgency] | None
    """Of which documents it holds; null: of all."""
    valid_from: date
    """The day from which it holds, for what reaches units from then on."""

    @classmethod
    def of(cls, row: PolicyRow, at: Moment) -> Self:
        return from_row(cls, row, at, types=row.types or None, urgencies=row.urgencies or None)


@strawberry.type
class ScheduledChange(Node):
    """A change of the organisation that takes effect on a day to come, by itself. It is decided
    again on that day.
    """

    at: strawberry.Private[Moment]
    unit_ids: strawberry.Private[tuple[UUID, ...]]
    command: str
    """What will be done, such as MergeUnits."""
    effective_on: date
    """The day on which it takes effect."""
    outcome: ScheduledOutcome | None
    """Null while it waits."""
    reason: str | None
    """Why it could not be carried out."""

    units: "list[Unit]" = links(reading.units, "unit_ids")
    """The units that it is about."""

    @classmethod
    def of(cls, row: ScheduledRow, at: Moment) -> Self:
        return from_row(cls, row, at, id=ids.encode(Kind.SCHEDULED_CHANGE, row.change_id, at))


F = TypeVar("F", bound=Callable[..., Awaitable[object]])


def in_slice(resolver: F) -> F:
    """A field of a unit that is null outside the viewer's slice."""

    @wraps(resolver)
    async def within(self: "Unit", info: Info, **arguments: object) -> object:
        seen = await info.context.load(reading.in_slice).one(self.unit_id, self.at)
        return await resolver(self, info, **arguments) if seen else None

    return cast(F, strawberry.field(within))


@strawberry.type
class Unit(Node):
    """The organisation chart is open to every viewer: id, code, symbol, name, kind, level, live,
    parent, ancestors, superiors, addressesUnder, children, names, predecessors, successors. Outside
    the viewer's slice every other field is null.
    """

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    parent_id: strawberry.Private[UUID | None]
    addresses_under_id: strawberry.Private[UUID | None]
    level_key: strawberry.Private[str]
    code: str
    """The official one. A unit that has ended gives it free: it is no identity, the id is."""
    symbol: str | None
    """What its document numbers carry, such as ĐU."""
    name: str
    """At the moment asked of."""
    kind: str
    """What it is, in a word of the deployment's own, such as "party-committee"."""

    level: Level = link(reading.levels, "level_key")
    """Its level of the organisation."""
    live: bool
    """False once it was merged away, split or dissolved."""

    parent: "Unit | None" = link(reading.units, "parent_id")
    """Under which it stands on the primary line; null for the root."""
    ancestors: "list[Unit]" = link(reading.ancestors, "unit_id")
    """All that it stands under on the primary line, from the root down."""
    superiors: list[Superior] = link(reading.superiors, "unit_id")
    """Superiors on lines other than the primary one."""
    addresses_under: "Unit | None" = link(reading.units, "addresses_under_id")
    """The unit under which this one may address others: itself, or the body whose department it
    is."""

    @classmethod
    def of(cls, row: UnitRow, at: Moment) -> Self:
        own_id = ids.encode(Kind.UNIT, row.unit_id, at)
        return from_row(cls, row, at, id=own_id, level_key=row.level)

    @strawberry.field
    async def children(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> "UnitConnection":
        """Those that stand directly under it, by their codes."""
        paging = await Paging.of(info, keysets.UNITS, first, after, self.at)
        units = info.context.source.rows.units
        page = await paging.page(
            lambda first, after: units.children(self.unit_id, first, after, self.at),
            lambda: units.count_children(self.unit_id, self.at),
        )
        return paging.connection(UnitConnection, page)

    names: list[UnitName] = link(reading.names, "unit_id")
    """All that it has borne, the oldest first."""
    labels: list[UnitLabel] = link(reading.labels, "unit_id")
    """Labels by which groups are selected, those of the past too."""
    aliases: list[str] | None = link(reading.aliases, "unit_id")
    """Other names by which documents know it."""
    scheduled_changes: list[ScheduledChange] | None = link(reading.scheduled_changes_of, "unit_id")
    """Changes that name it and wait for their day, or did: the last 20, by their days."""
    predecessors: "list[Unit]" = link(reading.predecessors, "unit_id")
    """Units in whose place it came."""
    successors: "list[Unit]" = link(reading.successors, "unit_id")
    """Units that took its place."""

    @in_slice
    async def obligations(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: ObligationOrder | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnection | None:
        """What this unit bears: its own, and what passed to it from predecessors."""
        scope = ObligationScope(borne_by=self.unit_id)
        return await obligation_page(info, scope, filter, order_by, first, after, self.at)

    @in_slice
    async def subtree_obligations(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: ObligationOrder | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnection | None:
        """What this unit and every unit under it bear."""
        scope = ObligationScope(borne_under=self.unit_id)
        return await obligation_page(info, scope, filter, order_by, first, after, self.at)

    @in_slice
    async def reports_routed(
        self,
        info: Info,
        filter: ObligationFilter | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> ObligationConnection | None:
        """Obligations whose reports are addressed to this unit or go through it, wherever their
        bearers stand.
        """
        scope = ObligationScope(routed_through=self.unit_id)
        return await obligation_page(info, scope, filter, None, first, after, self.at)

    @in_slice
    async def recorded_reports(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> RecordedReportConnection | None:
        """Reports that cite no directive, handed in or received by this unit, newest first."""
        paging = await Paging.of(info, keysets.RECORDED_REPORTS, first, after, self.at)
        reports = info.context.source.rows.recorded_reports
        page = await paging.page(
            lambda first, after: reports.of_unit(self.unit_id, first, after, self.at),
            lambda: reports.count_of_unit(self.unit_id, self.at),
        )
        return paging.connection(RecordedReportConnection, page)

    policies: list[Policy] | None = link(reading.policies, "unit_id")
    """The standing rules that this unit itself has set, in force at this moment."""
    reminders: list[OverdueReminderRef] | None = link(overdue_reminders, "unit_id")
    """The latest reminders of all that was overdue within this unit, newest first, 20 at the
    most."""

    webhooks: list[WebhookRef] | None = link(webhooks_of, "unit_id")
    """Where this unit's feed is sent to: the viewer's own, or all where it administers the unit;
    null for whoever neither integrates nor administers it."""

    @in_slice
    async def progress(
        self,
        info: Info,
        directive: strawberry.ID | None = strawberry.UNSET,
        filter: ObligationFilter | None = strawberry.UNSET,
    ) -> Progress | None:
        """Counts over this unit and every unit under it."""
        scope = ObligationScope(
            borne_under=self.unit_id, directive=ids.optional(Kind.DIRECTIVE, directive)
        )
        return await progress_of(info, scope, filter, self.at)

    @in_slice
    async def progress_by_child(
        self,
        info: Info,
        directive: strawberry.ID | None = strawberry.UNSET,
        filter: ObligationFilter | None = strawberry.UNSET,
        order_by: UnitProgressOrder | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> UnitProgressConnection | None:
        """The same for each child of this unit, the subtree of each taken together."""
        about = ids.optional(Kind.DIRECTIVE, directive)
        return await progress_page(
            info, self.unit_id, about, filter, order_by, first, after, self.at
        )

    @in_slice
    async def indicator_totals(
        self,
        info: Info,
        task: strawberry.ID,
        occurrence: date | None = strawberry.UNSET,
        levels: list[str] | None = strawberry.UNSET,
    ) -> list[IndicatorTotal] | None:
        """What reports on a task say of its indicators, over this unit and every unit under it: of
        one occurrence or of all, of addressed units of these levels or of all. In the order of the
        task's indicators.
        """
        asked = await indicators_asked(info, task, occurrence, levels, self.at)
        return None if asked is None else await totals_of(info, self.unit_id, asked, self.at)

    @in_slice
    async def indicator_totals_by_child(
        self,
        info: Info,
        task: strawberry.ID,
        occurrence: date | None = strawberry.UNSET,
        levels: list[str] | None = strawberry.UNSET,
        first: int | None = strawberry.UNSET,
        after: str | None = strawberry.UNSET,
    ) -> UnitIndicatorTotalsConnection | None:
        """The same for each child of this unit, the subtree of each taken together."""
        asked = await indicators_asked(info, task, occurrence, levels, self.at)
        if asked is None:
            return None
        return await totals_page(info, self.unit_id, asked, first, after, self.at)

    @in_slice
    async def directives_received(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> DirectiveConnection | None:
        """Directives that reached this unit, the newest first."""
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, self.at)
        page = await received_by(info.context.source, self.unit_id, paging)
        return paging.connection(DirectiveConnection, page)

    @in_slice
    async def directives_issued(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> DirectiveConnection | None:
        """Directives that this unit issued or that were recorded of it, the newest first."""
        paging = await Paging.of(info, keysets.DIRECTIVES, first, after, self.at)
        wanted = DirectiveFilter(issued_by_id=self.unit_id)
        page = await directives_where(info.context.source, wanted, paging)
        return paging.connection(DirectiveConnection, page)


@strawberry.type
class UnitConnection(MomentConnection[Unit]):
    """Units, a page at a time."""
