"""What invites a unit to take part, and what it answers."""

import strawberry

from api.graphql.runtime.ids import DirectiveId, InvitationId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.directive import commands as directive


@becomes(directive.InviteUnit)
@strawberry.input
class InviteUnitInput:
    """Asks a unit outside the issuer's authority to coordinate in a task. It sees the directive
    from now on, and owes the task once it accepts.
    """

    idempotency_key: str
    directive: DirectiveId
    """One in force, issued by a unit for which the caller acts."""
    task: str
    """The key of the task."""
    unit: UnitId
    """The one that is asked."""
    note: str | None = strawberry.UNSET
    """A word to the unit."""


@becomes(
    directive.AcceptInvitation,
    directive="invitation.directive_id",
    invitation="invitation.invitation_id",
)
@strawberry.input
class AcceptInvitationInput:
    """The unit will coordinate in the task, and owes it from now on."""

    idempotency_key: str
    invitation: InvitationId
    """One that waits for the answer of a unit for which the caller acts."""


@becomes(
    directive.DeclineInvitation,
    directive="invitation.directive_id",
    invitation="invitation.invitation_id",
)
@strawberry.input
class DeclineInvitationInput:
    """The unit will not coordinate in the task, and owes nothing by it."""

    idempotency_key: str
    invitation: InvitationId
