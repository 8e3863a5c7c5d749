"""What may be done with invitations."""

import strawberry

from api.graphql.directives.payloads import DirectivePayload
from api.graphql.invitations import inputs
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class InvitationMutations:
    invite_unit = mutation(inputs.InviteUnitInput, DirectivePayload)
    accept_invitation = mutation(inputs.AcceptInvitationInput, DirectivePayload)
    decline_invitation = mutation(inputs.DeclineInvitationInput, DirectivePayload)
