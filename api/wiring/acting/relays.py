"""Mutations that pass a directive on."""

from api.graphql.inputs.relays import RecallRelayInput, RelayDirectiveInput
from api.graphql.payloads import DirectivePayload
from api.wiring.acting.carrying import Carrying
from api.wiring.commands import relays as inputs


class RelayCommands(Carrying):
    """What goes down from unit to unit."""

    async def relay_directive(self, input: RelayDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.relay_directive(input), input.idempotency_key)

    async def recall_relay(self, input: RecallRelayInput) -> DirectivePayload:
        return await self.with_directive(inputs.recall_relay(input), input.idempotency_key)
