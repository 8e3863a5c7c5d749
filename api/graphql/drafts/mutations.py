"""What may be done with drafts."""

import strawberry

from api.graphql.drafts.inputs import (
    CommentOnDirectiveInput,
    DiscardDraftInput,
    DraftDirectiveInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class DraftMutations:
    @strawberry.field
    async def draft_directive(self, info: Info, input: DraftDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.draft_directive(input)

    @strawberry.field
    async def discard_draft(self, info: Info, input: DiscardDraftInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.discard_draft(input)

    @strawberry.field
    async def comment_on_directive(
        self, info: Info, input: CommentOnDirectiveInput
    ) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.comment_on_directive(input)
