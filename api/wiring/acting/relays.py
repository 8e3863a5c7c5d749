"""Mutations that pass a directive on."""

from api.graphql.inputs.relays import RelayDirectiveInput
from api.graphql.payloads import DirectivePayload
from api.wiring.acting.carrying import Carrying
from api.wiring.commands import relays as inputs


class RelayCommands(Carrying):
    """What goes down from unit to unit."""

    async def relay_directive(self, input: RelayDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.relay_directive(input), input.idempotency_key)
