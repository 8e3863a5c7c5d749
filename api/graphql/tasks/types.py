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
    """When a task is due, as a rule. Each obligation tells its own date."""

    kind: DueKind
    """Which kind of rule it is."""
    stated: str | None
    """How the document words it."""
    rule: str | None
    """The rule in words or as an RRULE."""
    window: str | None
    """The key of the window by which it is due; null for other rules."""
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
    """In the target's unit of measure."""

    level: LevelRef = link(levels, "level_key")
    """The level of the unit that is addressed."""

    @classmethod
    def of(cls, row: records.LevelTarget, at: Moment) -> Self:
        return from_row(cls, row, at, level_key=row.level)


@strawberry.type
class UnitTarget:
    """One unit's own figure."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    amount: Decimal
    """In the target's unit of measure."""

    unit: UnitRef = link(units, "unit_id")
    """The unit that is addressed."""


@strawberry.type
class UnitTargetConnection(MomentConnection[UnitTarget]):
    """Figures of units by name, a page at a time."""


@strawberry.type
class LevelDue:
    """When units of one level owe it, in place of the task's own rule."""

    level: str
    """The key of the level of the unit that is addressed."""
    due: Due
    """The rule by which these units owe it."""


@strawberry.type
class ReportToSuperior:
    """Each unit reports to the one above it on a line; null: on the primary one."""

    line: str | None
    """The line on which it stands above them; null: the primary one."""
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
    """The upper of two figures where the document gives a range, such as 5 of "3 đến 5"; null where
    it gives one."""
    unit_of_measure: str
    """What is counted, such as "mô hình"."""
    stated: str
    """How the document words it."""
    amount: Decimal | None
    """The figure for all that have none of their own; null where there is none."""
    direction: TargetDirection
    """How what was accepted has to stand to the figure."""
    by_level: list[LevelTarget]
    """Figures of levels that have one of their own, by the level of the unit that is addressed."""

    @classmethod
    def of(cls, row: QuotaRow, at: Moment) -> Self:
        figure = row.figure
        needed = 0 if figure is None or row.direction is TargetDirection.AT_MOST else figure
        return from_row(cls, row, at, minimum=min(ceil(needed), LARGEST_INT), amount=figure)


@strawberry.type
class Target:
    """What an indicator is to come to."""

    amount: Decimal
    """In the indicator's unit of measure."""
    direction: TargetDirection
    """How what was accepted has to stand to the amount."""


@strawberry.type
class Indicator:
    """A field of the form of a task's reports."""

    key: str
    """Unique in its task; reports name it."""
    name: str
    """What the figure tells, such as "Số hộ đã rà soát"."""
    unit_of_measure: str
    """What it is counted in, such as "hộ"."""
    number: NumberKind
    """In which numbers it is told."""
    required: bool
    """A report is refused that leaves it out."""
    target: Target | None
    """What each obligation is to come to; null where nothing is asked for."""


@strawberry.type
class DataClosing:
    """The day on which data close: one of these."""

    days_before_due: int | None
    """So many days before the report is due; null where it is a fixed day."""
    on: date | None
    """A fixed day; null where it goes by the due date."""


@strawberry.type
class Task(Node):
    """One thing that a directive asks for."""

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
    """As the document words it."""
    kind: TaskKind
    """What is asked for."""
    origin: Origin
    """Where it comes from."""
    lead_is_inferred: bool
    """True where the document names no lead and its issuer took one for it."""
    quota: Quota | None
    """How much of something is asked for; null where no figure is."""
    due: Due
    """The rule by which it is due."""
    level_dues: list[LevelDue]
    """Levels that owe it by a rule of their own."""
    report_to_superior: ReportToSuperior | None
    """That reports go to the unit above each; null where they go to one unit."""
    needs_acceptance: bool
    """True where a report fulfils it only once it is accepted."""
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
    """The unit that leads it; null where none does."""
    co_leads: list[UnitRef] = links(units, "co_lead_ids")
    """Those that lead it together with the lead."""
    coordinating: list[UnitRef] = links(units, "coordinating_ids")
    """By name: those that the document lists, then those that accepted an invitation."""
    report_to: UnitRef | None = link(units, "report_to_id")
    """The unit that reports are addressed to, which decides on them; null: the directive's
    issuer."""
    report_via: UnitRef | None = link(units, "report_via_id")
    """The unit that reports go through, which reads them; null where they go straight."""
    directive: DirectiveRef = link(directives, "directive_id")
    """The document that it stands in."""

    @classmethod
    def of(cls, row: TaskRow, at: Moment) -> Self:
        own_id, indicators = ids.encode(Kind.TASK, row.task_id, at), row.indicators or ()
        return from_row(cls, row, at, id=own_id, indicators=indicators)
