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
    task: str
    """The key of the task."""
    unit: UnitId
    note: str | None = strawberry.UNSET


@becomes(
    directive.AcceptInvitation,
    directive="invitation.directive_id",
    invitation="invitation.invitation_id",
)
@strawberry.input
class AcceptInvitationInput:
    idempotency_key: str
    invitation: InvitationId


@becomes(
    directive.DeclineInvitation,
    directive="invitation.directive_id",
    invitation="invitation.invitation_id",
)
@strawberry.input
class DeclineInvitationInput:
    idempotency_key: str
    invitation: InvitationId
