"""Mutations on directives that were issued."""

from api.graphql.inputs.amending import (
    AmendDirectiveInput,
    CorrectDirectiveInput,
    RevokeDirectiveInput,
    SupersedeDirectiveInput,
)
from api.graphql.payloads import DirectivePayload
from api.wiring.acting.carrying import Carrying
from api.wiring.commands import amending as inputs


class AmendingCommands(Carrying):
    """What becomes of a directive after its issue."""

    async def amend_directive(self, input: AmendDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.amend_directive(input), input.idempotency_key)

    async def supersede_directive(self, input: SupersedeDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.supersede_directive(input), input.idempotency_key)

    async def revoke_directive(self, input: RevokeDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.revoke_directive(input), input.idempotency_key)

    async def correct_directive(self, input: CorrectDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.correct_directive(input), input.idempotency_key)
