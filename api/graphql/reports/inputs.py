"""Reports that cite no directive."""

from datetime import date
from decimal import Decimal

import strawberry


@strawberry.input
class RecordReportInput:
    idempotency_key: str
    by: strawberry.ID
    to: strawberry.ID = strawberry.field(description="Who received it.")
    subject: str
    text: str
    quantity: float | None = strawberry.UNSET
    quantity_exact: Decimal | None = strawberry.field(
        description="In place of quantity, which keeps 15 digits: all of them.",
        default=strawberry.UNSET,
    )
    occurred_on: date
    attachments: list[strawberry.ID] | None = strawberry.UNSET


@strawberry.input(
    description="The recorded report becomes one on this obligation, judged by when it was "
    "recorded."
)
class LinkReportInput:
    idempotency_key: str
    report: strawberry.ID
    obligation: strawberry.ID
