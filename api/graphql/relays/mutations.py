"""What passes a directive on."""

import strawberry

from api.graphql.payloads import DirectivePayload
from api.graphql.relays.inputs import RecallRelayInput, RelayDirectiveInput
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class RelayMutations:
    @strawberry.field
    async def relay_directive(self, info: Info, input: RelayDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.relay_directive(input)

    @strawberry.field
    async def recall_relay(self, info: Info, input: RecallRelayInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.recall_relay(input)
