"""Mutations on invitations."""

from api.graphql.invitations import commands as inputs
from api.graphql.invitations.inputs import (
    AcceptInvitationInput,
    DeclineInvitationInput,
    InviteUnitInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.command_runner import Carrying


class InvitingCommands(Carrying):
    """Who is asked to take part, and what they answer."""

    async def invite_unit(self, input: InviteUnitInput) -> DirectivePayload:
        return await self.with_directive(inputs.invite_unit(input), input.idempotency_key)

    async def accept_invitation(self, input: AcceptInvitationInput) -> DirectivePayload:
        return await self.with_directive(inputs.accept_invitation(input), input.idempotency_key)

    async def decline_invitation(self, input: DeclineInvitationInput) -> DirectivePayload:
        return await self.with_directive(inputs.decline_invitation(input), input.idempotency_key)
