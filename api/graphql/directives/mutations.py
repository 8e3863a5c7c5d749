"""What may be done with directives."""

import strawberry

from api.graphql.directives import inputs
from api.graphql.directives.payloads import DirectivePayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class DirectiveMutations:
    issue_directive = mutation(inputs.IssueDirectiveInput, DirectivePayload)
    record_directive = mutation(inputs.RecordDirectiveInput, DirectivePayload)
    date_window = mutation(inputs.DateWindowInput, DirectivePayload)
