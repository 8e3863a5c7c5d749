"""What passes a directive on."""

from datetime import date, datetime

import strawberry

from api.graphql.directives.inputs import AudienceInput
from api.graphql.runtime.ids import DirectiveId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.execution import commands as execution


@becomes(execution.RelayDueInput)
@strawberry.input
class RelayDueInput:
    """The end of a day in the deployment's time zone, or an instant."""

    task_key: str
    on: date | None = strawberry.UNSET
    at: datetime | None = strawberry.UNSET


@becomes(execution.RelayDirective)
@strawberry.input
class RelayDirectiveInput:
    """Passes the directive on, unchanged, to units that its frozen audience covers and that now
    stand under this unit.
    """

    idempotency_key: str
    directive: DirectiveId
    by: UnitId
    audience: AudienceInput
    note: str | None = strawberry.UNSET
    dues: list[RelayDueInput] | None = strawberry.UNSET
    """Earlier dates for those whom it reaches; never later than what binds the relaying unit
    itself."""


@becomes(execution.RecallRelay)
@strawberry.input
class RecallRelayInput:
    """Every standing relay of the directive by this unit. Who was reached by nothing else owes
    nothing more of it; what was fulfilled stays so.
    """

    idempotency_key: str
    directive: DirectiveId
    by: UnitId
    reason: str | None = strawberry.UNSET
