"""What passes a directive on."""

import strawberry

from api.graphql.inputs.directives import AudienceInput


@strawberry.input(
    description="Passes the directive on, unchanged, to units that its frozen audience covers and "
    "that now stand under this unit."
)
class RelayDirectiveInput:
    idempotency_key: str
    directive: strawberry.ID
    by: strawberry.ID
    audience: AudienceInput
    note: str | None = strawberry.UNSET
