"""What a directive asks for."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from math import ceil
from typing import Final, Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.enums import DueKind
from api.graphql.organisation.reading import levels, units
from api.graphql.refs import DirectiveRef, LevelRef, SelectorRef, UnitRef
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.links import from_row, link, links
from api.graphql.runtime.node import Node
from api.graphql.runtime.paging import MomentConnection, Paging
from cascade.directive import records
from cascade.enums import NumberKind, OnNonWorkingDay, Origin, TargetDirection, TaskKind
from projections.query_args import Moment
from projections.tasks.rows import DueRow, QuotaRow, TaskRow

LARGEST_INT: Final = 2_147_483_647
"""Of the schema's Int."""


@strawberry.type
class Due:
    kind: DueKind
    stated: str | None
    """How the document words it."""
    rule: str | None
    """The rule in words or as an RRULE."""
    window: str | None
    on_non_working_day: OnNonWorkingDay | None
    """Where its due day goes if that is no working day; null: it stays."""
    after_task: str | None
    """The key of the task after whose acceptance it is due."""
    occurrences: int | None
    """How often, where it recurs; without an end, how many periods there are by now."""
    open_ended: bool = False
    """It recurs without an end, while the directive is in force: further periods are there as their
    time comes."""

    @classmethod
    def of(cls, row: DueRow, at: Moment) -> Self:
        return from_row(cls, row, at, kind=DueKind(row.kind))


@strawberry.type
class LevelTarget:
    """The figure of each unit of a level that has none of its own."""

    at: strawberry.Private[Moment]
    level_key: strawberry.Private[str]
    amount: Decimal

    level: LevelRef = link(levels, "level_key")

    @classmethod
    def of(cls, row: records.LevelTarget, at: Moment) -> Self:
        return from_row(cls, row, at, level_key=row.level)


@strawberry.type
class UnitTarget:
    """One unit's own figure."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    amount: Decimal

    unit: UnitRef = link(units, "unit_id")


@strawberry.type
class UnitTargetConnection(MomentConnection[UnitTarget]):
    pass


@strawberry.type
class LevelDue:
    """When units of one level owe it, in place of the task's own rule."""

    level: str
    due: Due


@strawberry.type
class ReportToSuperior:
    """Each unit reports to the one above it on a line; null: on the primary one."""

    line: str | None
    gathered: bool
    """Those above owe a report of their own that gathers the others."""


@strawberry.type
class Quota:
    """A target. Without a lead, each unit's own. Shared by a lead and its coordinating units: met
    when the sum of their accepted quantities is what it asks for, such as the minimum; all of them
    are then fulfilled.
    """

    minimum: int
    """As far as an Int tells it: what is needed at least, rounded up; 0 where that differs by unit,
    or at most so much is asked for. See amount."""
    stated_upper: int | None
    unit_of_measure: str
    stated: str
    amount: Decimal | None
    """The figure for all that have none of their own; null where there is none."""
    direction: TargetDirection
    by_level: list[LevelTarget]

    @classmethod
    def of(cls, row: QuotaRow, at: Moment) -> Self:
        figure = row.figure
        needed = 0 if figure is None or row.direction is TargetDirection.AT_MOST else figure
        return from_row(cls, row, at, minimum=min(ceil(needed), LARGEST_INT), amount=figure)


@strawberry.type
class Target:
    """What an indicator is to come to."""

    amount: Decimal
    direction: TargetDirection


@strawberry.type
class Indicator:
    """A field of the form of a task's reports."""

    key: str
    name: str
    unit_of_measure: str
    number: NumberKind
    required: bool
    target: Target | None


@strawberry.type
class DataClosing:
    """The day on which data close: one of these."""

    days_before_due: int | None
    on: date | None


@strawberry.type
class Task(Node):
    at: strawberry.Private[Moment]
    task_id: strawberry.Private[UUID]
    directive_id: strawberry.Private[UUID]
    lead_id: strawberry.Private[UUID | None]
    co_lead_ids: strawberry.Private[Sequence[UUID]]
    coordinating_ids: strawberry.Private[Sequence[UUID]]
    report_to_id: strawberry.Private[UUID | None]
    report_via_id: strawberry.Private[UUID | None]
    key: str
    """Unique in its directive."""
    number: str | None
    """As the document numbers it; two tasks may share one, or have none."""
    text: str
    kind: TaskKind
    origin: Origin
    lead_is_inferred: bool
    quota: Quota | None
    due: Due
    level_dues: list[LevelDue]
    """Levels that owe it by a rule of their own."""
    report_to_superior: ReportToSuperior | None
    needs_acceptance: bool
    accountable_post: str | None
    """The post that the document makes answer for it; no person."""
    owed_from: date | None
    """Of a document that was entered late: from which day on is owed what was due before. Null:
    what comes once is owed, an occurrence that was over is not."""
    withdrawn: bool
    """True where nothing more is asked of it: by an amendment, or since the directive was
    superseded or revoked. That it has expired its status tells."""
    indicators: list[Indicator]
    """The form of its reports."""
    data_close: DataClosing | None
    """Up to which day its reports count."""
    audience: list[SelectorRef] | None
    """Null: the directive's own audience."""
    coordinating_groups: list[SelectorRef] | None
    """Groups that coordinate in it, as they are worded; null where none does."""

    @strawberry.field
    async def unit_targets(
        self, info: Info, first: int | None = strawberry.UNSET, after: str | None = strawberry.UNSET
    ) -> UnitTargetConnection:
        """The figures of units by name, in order of their codes."""
        paging = await Paging.of(info, keysets.UNIT_TARGETS, first, after, self.at)
        rows = info.context.source.rows.tasks
        page = await paging.page(
            lambda first, after: rows.unit_targets(self.task_id, first, after, paging.at),
            lambda: rows.count_unit_targets(self.task_id, paging.at),
        )
        return paging.connection(UnitTargetConnection, page)

    lead: UnitRef | None = link(units, "lead_id")
    co_leads: list[UnitRef] = links(units, "co_lead_ids")
    """Those that lead it together with the lead."""
    coordinating: list[UnitRef] = links(units, "coordinating_ids")
    """By name: those that the document lists, then those that accepted an invitation."""
    report_to: UnitRef | None = link(units, "report_to_id")
    report_via: UnitRef | None = link(units, "report_via_id")
    directive: DirectiveRef = link(directives, "directive_id")

    @classmethod
    def of(cls, row: TaskRow, at: Moment) -> Self:
        own_id, indicators = ids.encode(Kind.TASK, row.task_id), row.indicators or ()
        return from_row(cls, row, at, id=own_id, indicators=indicators)
