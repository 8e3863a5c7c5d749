"""Mutations that pass a directive on."""

from api.graphql.payloads import DirectivePayload
from api.graphql.relays import commands as inputs
from api.graphql.relays.inputs import RecallRelayInput, RelayDirectiveInput
from api.graphql.runtime.command_runner import Carrying


class RelayCommands(Carrying):
    """What goes down from unit to unit."""

    async def relay_directive(self, input: RelayDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.relay_directive(input), input.idempotency_key)

    async def recall_relay(self, input: RecallRelayInput) -> DirectivePayload:
        return await self.with_directive(inputs.recall_relay(input), input.idempotency_key)
