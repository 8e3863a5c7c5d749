"""What a unit does about what it owes."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from cascade.enums import ReportDecision


@strawberry.input
class AcknowledgeInput:
    idempotency_key: str
    obligations: list[strawberry.ID]


@strawberry.input
class SubmitReportInput:
    idempotency_key: str
    obligation: strawberry.ID
    text: str
    quantity: float | None = strawberry.UNSET
    quantity_exact: Decimal | None = strawberry.field(
        description="In place of quantity, which keeps 15 digits: all of them.",
        default=strawberry.UNSET,
    )
    attachments: list[strawberry.ID] | None = strawberry.UNSET


@strawberry.input
class DecideReportInput:
    idempotency_key: str
    report: strawberry.ID = strawberry.field(
        description="This very report: NOT_LATEST when a newer one has come."
    )
    decision: ReportDecision
    remark: str | None = strawberry.UNSET
    received_on: date | None = strawberry.UNSET
    due_at: datetime | None = strawberry.field(
        description="With RETURNED: a new time to report by.", default=strawberry.UNSET
    )


@strawberry.input
class ExtendObligationsInput:
    idempotency_key: str
    obligations: list[strawberry.ID]
    due_at: datetime
    reason: str


@strawberry.input
class ExemptObligationsInput:
    idempotency_key: str
    obligations: list[strawberry.ID]
    reason: str


@strawberry.input(
    description="Everything open of one directive that is borne within a unit, of the tasks of "
    "these keys (none: every task), in one event. What is due later than dueAt already stays so."
)
class ExtendGroupInput:
    idempotency_key: str
    directive: strawberry.ID
    under: strawberry.ID
    tasks: list[str] | None = strawberry.UNSET
    due_at: datetime
    reason: str


@strawberry.input(description="As ExtendGroupInput: nothing is asked of it any more.")
class ExemptGroupInput:
    idempotency_key: str
    directive: strawberry.ID
    under: strawberry.ID
    tasks: list[str] | None = strawberry.UNSET
    reason: str


@strawberry.input(
    description="Either some obligations, each reminded of by itself, or all that is overdue "
    "within a unit, of one directive or of all, in one event with its count."
)
class RemindInput:
    idempotency_key: str
    obligations: list[strawberry.ID] | None = strawberry.UNSET
    overdue_under: strawberry.ID | None = strawberry.UNSET
    directive: strawberry.ID | None = strawberry.UNSET
    by: strawberry.ID = strawberry.field(
        description="The bearer's own unit or one above it, or the unit that judges the reports."
    )
    note: str | None = strawberry.UNSET
