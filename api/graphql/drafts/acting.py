"""Mutations on drafts."""

from api.graphql.drafts import commands as inputs
from api.graphql.drafts.inputs import (
    CommentOnDirectiveInput,
    DiscardDraftInput,
    DraftDirectiveInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.command_runner import Carrying


class DraftCommands(Carrying):
    """What becomes of drafts."""

    async def draft_directive(self, input: DraftDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.draft_directive(input), input.idempotency_key)

    async def discard_draft(self, input: DiscardDraftInput) -> DirectivePayload:
        return await self.with_directive(inputs.discard_draft(input), input.idempotency_key)

    async def comment_on_directive(self, input: CommentOnDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.comment_on_directive(input), input.idempotency_key)
