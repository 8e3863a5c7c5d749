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
    """One that has reached the unit."""
    by: UnitId
    """The unit that passes it on; the caller is an issuer of it."""
    audience: AudienceInput
    """To whom: the frozen audience's units under it that this covers."""
    note: str | None = strawberry.UNSET
    """A word to those whom it reaches."""
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
    """One that the unit relayed."""
    by: UnitId
    """The unit whose relays are recalled; the caller is an issuer of it."""
    reason: str | None = strawberry.UNSET
    """Why, for those whom it concerns."""
