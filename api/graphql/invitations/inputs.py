"""What invites a unit to take part, and what it answers."""

import strawberry


@strawberry.input(
    description="Asks a unit outside the issuer's authority to coordinate in a task. It sees the "
    "directive from now on, and owes the task once it accepts."
)
class InviteUnitInput:
    idempotency_key: str
    directive: strawberry.ID
    task: str = strawberry.field(description="The key of the task.")
    unit: strawberry.ID
    note: str | None = strawberry.UNSET


@strawberry.input
class AcceptInvitationInput:
    idempotency_key: str
    invitation: strawberry.ID


@strawberry.input
class DeclineInvitationInput:
    idempotency_key: str
    invitation: strawberry.ID
