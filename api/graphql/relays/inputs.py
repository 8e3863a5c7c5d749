"""What passes a directive on."""

from datetime import date, datetime

import strawberry

from api.graphql.directives.inputs import AudienceInput
from api.graphql.runtime.ids import DirectiveId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.execution import commands as execution


@becomes(execution.RelayDueInput)
@strawberry.input(description="The end of a day in the deployment's time zone, or an instant.")
class RelayDueInput:
    task_key: str
    on: date | None = strawberry.UNSET
    at: datetime | None = strawberry.UNSET


@becomes(execution.RelayDirective)
@strawberry.input(
    description="Passes the directive on, unchanged, to units that its frozen audience covers and "
    "that now stand under this unit."
)
class RelayDirectiveInput:
    idempotency_key: str
    directive: DirectiveId
    by: UnitId
    audience: AudienceInput
    note: str | None = strawberry.UNSET
    dues: list[RelayDueInput] | None = strawberry.field(
        description="Earlier dates for those whom it reaches; never later than what binds the "
        "relaying unit itself.",
        default=strawberry.UNSET,
    )


@becomes(execution.RecallRelay)
@strawberry.input(
    description="Every standing relay of the directive by this unit. Who was reached by nothing "
    "else owes nothing more of it; what was fulfilled stays so."
)
class RecallRelayInput:
    idempotency_key: str
    directive: DirectiveId
    by: UnitId
    reason: str | None = strawberry.UNSET
