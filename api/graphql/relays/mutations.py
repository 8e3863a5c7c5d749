"""What passes a directive on."""

import strawberry

from api.graphql.directives.payloads import DirectivePayload
from api.graphql.relays import inputs
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class RelayMutations:
    relay_directive = mutation(inputs.RelayDirectiveInput, DirectivePayload)
    recall_relay = mutation(inputs.RecallRelayInput, DirectivePayload)
