"""What may be done with a directive after its issue."""

import strawberry

from api.graphql.amendments import inputs
from api.graphql.directives.payloads import DirectivePayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class AmendmentMutations:
    amend_directive = mutation(inputs.AmendDirectiveInput, DirectivePayload)
    supersede_directive = mutation(inputs.SupersedeDirectiveInput, DirectivePayload)
    revoke_directive = mutation(inputs.RevokeDirectiveInput, DirectivePayload)
    correct_directive = mutation(inputs.CorrectDirectiveInput, DirectivePayload)
    resolve_citation = mutation(inputs.ResolveCitationInput, DirectivePayload)
    decide_citation = mutation(inputs.DecideCitationInput, DirectivePayload)
