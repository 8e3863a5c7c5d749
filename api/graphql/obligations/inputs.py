"""What a unit does about what it owes."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from api.graphql.obligations.obligation_refs import OBLIGATION, OBLIGATIONS
from api.graphql.obligations.quantities import given_once, quantity
from api.graphql.runtime.ids import (
    AttachmentId,
    DirectiveId,
    ObligationId,
    ReportId,
    TaskId,
    UnitId,
)
from api.graphql.runtime.to_command import becomes
from cascade.enums import ReportDecision
from cascade.execution import commands as execution


@becomes(execution.Acknowledge, obligations=OBLIGATIONS)
@strawberry.input
class AcknowledgeInput:
    """The units have taken note. What asks for no more than that is fulfilled by it; anything else
    is ACKNOWLEDGED and stays open.
    """

    idempotency_key: str
    obligations: list[ObligationId]
    """1 to 500, each judged by itself: one that is refused keeps none of the others back."""


@becomes(execution.IndicatorValueInput)
@strawberry.input
class IndicatorValueInput:
    """What the report says of one indicator."""

    indicator: str
    """Its key."""
    value: Decimal


@becomes(execution.SubmitReport, check=given_once, quantity=quantity, obligation=OBLIGATION)
@strawberry.input
class SubmitReportInput:
    """Hands in a report on an obligation. A later one takes its place until it is decided."""

    idempotency_key: str
    obligation: ObligationId
    """One that is open, borne by a unit for which the caller acts."""
    text: str
    """What was done, 20,000 characters at the most; no person."""
    quantity: float | None = strawberry.UNSET
    """Where the task has a quota: how much of it, in its unit of measure."""
    quantity_exact: Decimal | None = strawberry.UNSET
    """In place of quantity, which keeps 15 digits: all of them."""
    attachments: list[AttachmentId] | None = strawberry.UNSET
    """Files that were uploaded by PUT /blobs and go with it, 50 at the most."""
    values: list[IndicatorValueInput] | None = strawberry.UNSET
    """Of the task's indicators: one for each that is required."""


@strawberry.input
class SubmitReportsInput:
    """One report on several obligations: either those given, or all that a unit bears of a task and
    may report on, its own and what it took over from units that ended. A quota is reported on one
    by one.
    """

    idempotency_key: str
    obligations: list[ObligationId] | None = strawberry.UNSET
    """In place of task and by: 1 to 500, borne by units for which the caller acts."""
    task: TaskId | None = strawberry.UNSET
    """In place of obligations: all that `by` bears of it."""
    by: UnitId | None = strawberry.UNSET
    """With task: the unit that bears it."""
    occurrence: date | None = strawberry.UNSET
    """With task: the original day of an occurrence, where it recurs."""
    text: str
    attachments: list[AttachmentId] | None = strawberry.UNSET


@becomes(execution.DecideReport)
@strawberry.input
class DecideReportInput:
    """Accepts a report, or returns it. An acceptance fulfils the obligation unless a quota or its
    kind says otherwise; a return opens it again.
    """

    idempotency_key: str
    report: ReportId
    """This very report: NOT_LATEST when a newer one has come."""
    decision: ReportDecision
    """What becomes of it."""
    remark: str | None = strawberry.UNSET
    """A word to the unit that handed it in."""
    received_on: date | None = strawberry.UNSET
    """With ACCEPTED: the earlier day on which it had arrived on paper. Timeliness is judged by that
    day then."""
    due_at: datetime | None = strawberry.UNSET
    """With RETURNED: a new time to report by."""


@becomes(execution.ExtendObligations, obligations=OBLIGATIONS)
@strawberry.input
class ExtendObligationsInput:
    """More time for obligations by name."""

    idempotency_key: str
    obligations: list[ObligationId]
    """1 to 500, each judged by itself."""
    due_at: datetime
    """The new due date: in the future, and later than the one in force."""
    reason: str
    """Why, for those whom it concerns and for the record."""


@becomes(execution.ExemptObligations, obligations=OBLIGATIONS)
@strawberry.input
class ExemptObligationsInput:
    """Nothing is asked any longer by these obligations. They are counted as EXEMPTED, not as
    fulfilled.
    """

    idempotency_key: str
    obligations: list[ObligationId]
    reason: str


@becomes(execution.ExtendGroup)
@strawberry.input
class ExtendGroupInput:
    """Everything open of one directive that is borne within a unit, of the tasks of these keys
    (none: every task), in one event. What is due later than dueAt already stays so.
    """

    idempotency_key: str
    directive: DirectiveId
    """One issued by a unit for which the caller acts."""
    under: UnitId
    """This unit and every unit under it."""
    tasks: list[str] | None = strawberry.UNSET
    """Keys of tasks; left out, every task."""
    due_at: datetime
    """The new due date, in the future."""
    reason: str
    """Why, for those whom it concerns and for the record."""


@becomes(execution.ExemptGroup)
@strawberry.input
class ExemptGroupInput:
    """As ExtendGroupInput: nothing is asked of it any longer."""

    idempotency_key: str
    directive: DirectiveId
    under: UnitId
    tasks: list[str] | None = strawberry.UNSET
    reason: str


@strawberry.input
class RemindInput:
    """Either some obligations, each reminded of by itself, or all that is overdue within a unit, of
    one directive or of all, in one event with its count.
    """

    idempotency_key: str
    obligations: list[ObligationId] | None = strawberry.UNSET
    """1 to 500, each reminded of by itself."""
    overdue_under: UnitId | None = strawberry.UNSET
    """In place of obligations: this unit and every unit under it."""
    directive: DirectiveId | None = strawberry.UNSET
    """With overdueUnder: of this directive alone."""
    by: UnitId
    """The bearer's own unit or one above it, or the unit that judges the reports."""
    note: str | None = strawberry.UNSET
    """A word to the bearers."""
