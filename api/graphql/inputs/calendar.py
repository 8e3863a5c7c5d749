"""What changes standing rules and the working calendar."""

from datetime import date

import strawberry


@strawberry.input(
    description="A standing rule of a unit for the directives that reach it and the units under "
    "it from validFrom on. Of several rules of one kind the nearest above a unit "
    "counts. Days are working days from the reach."
)
class SetPolicyInput:
    idempotency_key: str
    unit: strawberry.ID
    key: str
    types: list[str] | None = strawberry.UNSET
    acknowledge_within_working_days: int | None = strawberry.UNSET
    pass_on_within_working_days: int | None = strawberry.UNSET
    valid_from: date
