"""What a unit owes, what it did about it, and counts of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Final, Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.enums import ObligationAction
from api.graphql.follow_up import reading as follow_up
from api.graphql.obligations import actions, reading
from api.graphql.obligations.indicators import ReportField, data_close_on, report_forms
from api.graphql.obligations.reading import ObligationScope
from api.graphql.occurrences.reading import occurrences
from api.graphql.organisation.reading import units
from api.graphql.refs import (
    AuditEntryRef,
    DirectiveRef,
    ExtensionRequestRef,
    InspectionRef,
    NotApplicableRef,
    OccurrenceRef,
    PlanEntryRef,
    ReminderRef,
    ReportRef,
    TaskRef,
    UnitRef,
)
from api.graphql.reports.reading import reports_of
from api.graphql.runtime import ids, keysets
from api.graphql.runtime.context import Info
from api.graphql.runtime.ids import DirectiveId, Kind, UnitId
from api.graphql.runtime.links import built, from_row, link
from api.graphql.runtime.node import Node
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.paging import MomentConnection, Paging
from api.graphql.runtime.scalars import Count
from api.graphql.runtime.to_filter import to_filter
from api.graphql.tasks import reading as tasks
from cascade.enums import ObligationRole, TaskKind, Urgency
from projections import query_args
from projections.obligations.rows import ObligationRow
from projections.query_args import (
    Moment,
    ObligationKey,
    ObligationOrder,
    Status,
    Timeliness,
    UnitProgressOrder,
)


@strawberry.input
class ObligationFilter:
    """Which obligations are wanted: those that answer to every field that is given."""

    status: list[Status] | None = strawberry.UNSET
    """One of these; an empty list is none and lets all through."""
    timeliness: list[Timeliness] | None = strawberry.UNSET
    """One of these; an empty list is none and lets all through."""
    directive: DirectiveId | None = strawberry.UNSET
    """Of tasks of this directive alone."""
    task_kind: list[TaskKind] | None = strawberry.UNSET
    """Of tasks that ask for one of these."""
    role: ObligationRole | None = strawberry.UNSET
    """Owed in this role."""
    due_from: datetime | None = strawberry.UNSET
    """Due at this instant or later; what has no date is left out."""
    due_to: datetime | None = strawberry.UNSET
    """Due at this instant or earlier; what has no date is left out."""
    agreed_in: int | None = strawberry.UNSET
    """What was agreed at meetings that were held in this year."""
    agreed_by: UnitId | None = strawberry.UNSET
    """What was agreed at meetings whose conclusions this unit issued."""


@strawberry.type
class Period:
    """One occurrence of a recurring task."""

    starts_on: date
    """Its first day: from then on it can be reported on."""
    label: str
    """What it is called: "2026-W02", "2026-01", "2026-Q1", "2026-H1", "2026" or a day."""
    occurrence: date
    """Its original day, by which it is known for ever."""


@strawberry.type
class Obligation(Node):
    """What one unit owes by one task, in one period. It is derived from the issue and what was done
    since.
    """

    at: strawberry.Private[Moment]
    key: strawberry.Private[ObligationKey]
    unit_id: strawberry.Private[UUID]
    bearer_id: strawberry.Private[UUID]
    task_id: strawberry.Private[UUID]
    directive_id: strawberry.Private[UUID]
    id: strawberry.ID
    """Derived from the task, the addressed unit and the original day of the occurrence: the same
    before anyone has acted, and after a rule is amended."""
    role: ObligationRole
    """GATHERING: it owes a report that gathers those of the units below it, and the task charges it
    in no other role."""
    period: Period | None
    """Which occurrence it is; null where the task does not recur."""
    opens_at: datetime
    """From when on it is owed: when the directive reached the unit, or its occurrence begins."""
    due_at: datetime | None
    """The due date in force; null where it is never due or not dated yet."""
    status: Status
    """Where it stands. That it is overdue is told by timeliness."""
    timeliness: Timeliness
    """Judged by the clock of the moment while it is open, and by the submission that was accepted
    once it is fulfilled."""
    urgency: Urgency
    """Of its directive."""
    acknowledged_at: datetime | None
    """When its unit took note of it; null while it has not."""
    submitted_at: datetime | None
    """When the report came by which it is judged, else the latest one; null while none did."""
    fulfilled_at: datetime | None
    """When it was fulfilled; null while it is not."""

    unit: UnitRef = link(units, "unit_id")
    """The unit that was addressed."""
    bearer: UnitRef = link(units, "bearer_id")
    """The unit that bears it at this moment: the same, or the successor of a merged or split
    one."""
    task: TaskRef = link(tasks.tasks, "task_id")
    """What asks for it."""
    directive: DirectiveRef = link(directives, "directive_id")
    """The document that its task stands in."""
    reported_towards_quota: float | None
    """The sum reported towards the task's quota by all who share it."""
    reported_towards_quota_exact: Decimal | None
    """The same, exact."""
    quota_met: bool | None
    """Whether the task's quota is met; null where there is none."""
    target: Decimal | None
    """How much the task's quota asks of this unit: its own figure, its level's, or that of all. Of
    several predecessors that a unit stands for, each obligation has its own."""
    report_form: list[ReportField] = link(report_forms, "key")
    """The form of its reports: its task's indicators, and what they say."""
    data_close_on: date | None = link(data_close_on, "key")
    """Up to which day its report counts. More time for this unit alone changes no data."""
    reports: list[ReportRef] = link(reports_of, "key")
    """Its latest reports, newest first, 20 at the most."""
    occurrence: OccurrenceRef | None = link(occurrences, "key")
    """What happened, where it is to report on that."""
    accountable_post: str | None = link(tasks.accountable_posts, "task_id")
    """The post that the document makes answer for it; no person."""
    assigned_to: str | None = link(follow_up.assigned, "key")
    """The post of its bearer that was named to answer for it; no person."""
    plan: list[PlanEntryRef] = link(follow_up.plans, "key")
    """What is planned for it, in order of days, 400 entries at the most."""
    extension_requests: list[ExtensionRequestRef] = link(follow_up.requests_of, "key")
    """Its latest requests for more time, newest first, 20 at the most."""
    not_applicable: list[NotApplicableRef] = link(follow_up.declarations, "key")
    """Its latest declarations that it does not apply, newest first, 20 at the most."""
    inspections: list[InspectionRef] = link(follow_up.inspections, "key")
    """Its latest inspections, newest first, 20 at the most."""
    reminders: list[ReminderRef] = link(follow_up.reminders, "key")
    """The latest reminders of it alone, newest first, 20 at the most."""
    viewer_can: list[ObligationAction] = link(actions.viewer_can, "key")
    """What the viewer may do with it now."""
    because: list[AuditEntryRef] = link(reading.because, "key")
    """Why it stands as it does: the very events that made it so, oldest first, 100 at the most."""

    @classmethod
    def of(cls, row: ObligationRow, at: Moment) -> Self:
        exact = row.reported_towards_quota
        return from_row(
            cls,
            row,
            at,
            id=ids.encode(Kind.OBLIGATION, row.key, at),
            unit_id=row.key.unit_id,
            task_id=row.key.task_id,
            reported_towards_quota=None if exact is None else float(exact),
            reported_towards_quota_exact=exact,
        )


@strawberry.type
class ObligationConnection(MomentConnection[Obligation]):
    """Obligations, a page at a time."""


@strawberry.type
class Progress:
    """total = pending + acknowledged + submitted + returned + fulfilled + exempted. total -
    exempted = undated + notYetDue + overdue + onTime + late. Withdrawn ones are counted apart.
    """

    total: Count
    """All that is asked for: what was withdrawn or does not apply is not in it."""
    pending: Count
    """Nothing was done yet."""
    acknowledged: Count
    """Taken note of, and still to be done."""
    submitted: Count
    """Waiting for a decision."""
    returned: Count
    """Open again after a return."""
    fulfilled: Count
    """Done."""
    exempted: Count
    """No longer asked for, by a decision."""
    not_applicable: Count
    """Agreed to be so, and counted apart as withdrawn ones are; what waits for that is among the
    submitted."""
    withdrawn: Count
    """No longer asked for by the document itself."""
    undated: Count
    """Without a due date."""
    not_yet_due: Count
    """Open, and the due date is to come."""
    overdue: Count
    """Open, and the due date is over."""
    on_time: Count
    """Submitted or fulfilled by the due date."""
    late: Count
    """Submitted or fulfilled after the due date."""


@strawberry.type
class UnitProgress:
    """Counts over a child's subtree."""

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]

    progress: Progress
    """What the child and every unit under it bear."""

    unit: UnitRef = link(units, "unit_id")
    """The child."""


@strawberry.type
class UnitProgressConnection(MomentConnection[UnitProgress]):
    """Counts child by child, a page at a time."""


OBLIGATION_ORDERS: Final = {
    ObligationOrder.DUE_FIRST: keysets.OBLIGATIONS_BY_DUE,
    ObligationOrder.NEWEST_FIRST: keysets.OBLIGATIONS_NEWEST_FIRST,
    ObligationOrder.MOST_URGENT: keysets.OBLIGATIONS_MOST_URGENT,
}
PROGRESS_ORDERS: Final = {
    UnitProgressOrder.UNIT_CODE: keysets.PROGRESS_BY_CODE,
    UnitProgressOrder.MOST_OVERDUE: keysets.PROGRESS_BY_OVERDUE,
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
    paging = await Paging.of(info, OBLIGATION_ORDERS[chosen], first, after, at)
    page = await reading.obligations_where(
        info.context.source, scope, to_filter(query_args.ObligationFilter, filter), chosen, paging
    )
    return paging.connection(ObligationConnection, page)


async def progress_of(
    info: Info, scope: ObligationScope, filter: ObligationFilter | None, at: Moment
) -> Progress:
    """Counts of the obligations in ``scope``."""
    source = info.context.source
    row = await source.rows.obligations.progress(
        scope.borne_under,
        scope.directive,
        to_filter(query_args.ObligationFilter, filter),
        at,
        source.scope,
    )
    return built(Progress, row, at)


async def progress_page(
    info: Info,
    unit: UUID,
    directive: UUID | None,
    filter: ObligationFilter | None,
    order: UnitProgressOrder | None,
    first: int | None,
    after: str | None,
    at: Moment,
) -> UnitProgressConnection:
    """Counts for each child of a unit, the subtree of each taken together."""
    chosen = or_none(order) or UnitProgressOrder.UNIT_CODE
    paging = await Paging.of(info, PROGRESS_ORDERS[chosen], first, after, at)
    source, wanted = info.context.source, to_filter(query_args.ObligationFilter, filter)
    page = await paging.page(
        lambda first, after: source.rows.obligations.progress_by_child(
            unit, directive, wanted, chosen, first, after, paging.at, source.scope
        ),
        lambda: source.rows.units.count_children(unit, paging.at),
    )
    return paging.connection(UnitProgressConnection, page)
