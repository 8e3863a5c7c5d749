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
    idempotency_key: str
    obligations: list[ObligationId]


@becomes(execution.IndicatorValueInput)
@strawberry.input
class IndicatorValueInput:
    indicator: str
    """Its key."""
    value: Decimal


@becomes(execution.SubmitReport, check=given_once, quantity=quantity, obligation=OBLIGATION)
@strawberry.input
class SubmitReportInput:
    idempotency_key: str
    obligation: ObligationId
    text: str
    quantity: float | None = strawberry.UNSET
    quantity_exact: Decimal | None = strawberry.UNSET
    """In place of quantity, which keeps 15 digits: all of them."""
    attachments: list[AttachmentId] | None = strawberry.UNSET
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
    task: TaskId | None = strawberry.UNSET
    by: UnitId | None = strawberry.UNSET
    """With task: the unit that bears it."""
    occurrence: date | None = strawberry.UNSET
    """With task: the original day of an occurrence, where it recurs."""
    text: str
    attachments: list[AttachmentId] | None = strawberry.UNSET


@becomes(execution.DecideReport)
@strawberry.input
class DecideReportInput:
    idempotency_key: str
    report: ReportId
    """This very report: NOT_LATEST when a newer one has come."""
    decision: ReportDecision
    remark: str | None = strawberry.UNSET
    received_on: date | None = strawberry.UNSET
    due_at: datetime | None = strawberry.UNSET
    """With RETURNED: a new time to report by."""


@becomes(execution.ExtendObligations, obligations=OBLIGATIONS)
@strawberry.input
class ExtendObligationsInput:
    idempotency_key: str
    obligations: list[ObligationId]
    due_at: datetime
    reason: str


@becomes(execution.ExemptObligations, obligations=OBLIGATIONS)
@strawberry.input
class ExemptObligationsInput:
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
    under: UnitId
    tasks: list[str] | None = strawberry.UNSET
    due_at: datetime
    reason: str


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
    overdue_under: UnitId | None = strawberry.UNSET
    directive: DirectiveId | None = strawberry.UNSET
    by: UnitId
    """The bearer's own unit or one above it, or the unit that judges the reports."""
    note: str | None = strawberry.UNSET
