"""What may be done with invitations."""

import strawberry

from api.graphql.invitations.inputs import (
    AcceptInvitationInput,
    DeclineInvitationInput,
    InviteUnitInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class InvitingMutations:
    @strawberry.field
    async def invite_unit(self, info: Info, input: InviteUnitInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.invite_unit(input)

    @strawberry.field
    async def accept_invitation(self, info: Info, input: AcceptInvitationInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.accept_invitation(input)

    @strawberry.field
    async def decline_invitation(
        self, info: Info, input: DeclineInvitationInput
    ) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.decline_invitation(input)
