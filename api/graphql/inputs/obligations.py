"""What a unit does about what it owes."""

from datetime import date, datetime

import strawberry

from cascade.terms import ReportDecision


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
