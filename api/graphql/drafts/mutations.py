"""What may be done with drafts."""

import strawberry

from api.graphql.directives.payloads import DirectivePayload
from api.graphql.drafts import inputs
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class DraftMutations:
    draft_directive = mutation(inputs.DraftDirectiveInput, DirectivePayload)
    discard_draft = mutation(inputs.DiscardDraftInput, DirectivePayload)
    comment_on_directive = mutation(inputs.CommentOnDirectiveInput, DirectivePayload)
