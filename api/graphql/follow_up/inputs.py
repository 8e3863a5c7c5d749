"""What units arrange about what they owe, and what those above remark on it."""

from datetime import date, datetime

import strawberry


@strawberry.input
class AssignObligationInput:
    idempotency_key: str
    obligation: strawberry.ID
    post: str | None = strawberry.field(
        description="A post of the unit, no person. Null: none answers for it any more.",
        default=strawberry.UNSET,
    )


@strawberry.input
class PlanEntryInput:
    day: date
    text: str


@strawberry.input(description="Takes the place of an earlier plan; 400 entries at the most.")
class PlanObligationInput:
    idempotency_key: str
    obligation: strawberry.ID
    entries: list[PlanEntryInput]


@strawberry.input
class AskExtensionInput:
    idempotency_key: str
    obligation: strawberry.ID
    due_at: datetime
    reason: str


@strawberry.input
class DecideExtensionInput:
    idempotency_key: str
    request: strawberry.ID
    grant: bool
    due_at: datetime | None = strawberry.field(
        description="With grant: another date than the one asked for.", default=strawberry.UNSET
    )
    remark: str | None = strawberry.UNSET


@strawberry.input
class InspectInput:
    idempotency_key: str
    obligation: strawberry.ID
    by: strawberry.ID
    inspected_on: date
    remark: str
