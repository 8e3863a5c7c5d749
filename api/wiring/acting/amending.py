"""Mutations on directives that were issued."""

from uuid import UUID

from api.graphql import ids
from api.graphql.ids import Kind
from api.graphql.inputs.amending import (
    AmendDirectiveInput,
    CorrectDirectiveInput,
    ResolveCitationInput,
    RevokeDirectiveInput,
    SupersedeDirectiveInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.refusing import user_error
from api.wiring.acting.carrying import Carrying
from api.wiring.commands import amending as inputs
from cascade.directive.refusals import CitationNotFound


class AmendingCommands(Carrying):
    """What becomes of a directive after its issue."""

    async def amend_directive(self, input: AmendDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.amend_directive(input), input.idempotency_key)

    async def supersede_directive(self, input: SupersedeDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.supersede_directive(input), input.idempotency_key)

    async def revoke_directive(self, input: RevokeDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.revoke_directive(input), input.idempotency_key)

    async def correct_directive(self, input: CorrectDirectiveInput) -> DirectivePayload:
        return await self.with_directive(inputs.correct_directive(input), input.idempotency_key)

    async def resolve_citation(self, input: ResolveCitationInput) -> DirectivePayload:
        key = ids.decode(Kind.CITATION, input.citation)
        (citation,) = await self.reader.citations([key], await self.reader.live())
        if citation is None:
            unknown = CitationNotFound("There is no such citation.", "citation")
            return DirectivePayload.refused([user_error(unknown)])
        # The driver's own kind of UUID is none that a command can be hashed with.
        directive = UUID(int=citation.directive_key.int)
        command = inputs.resolve_citation(input, directive)
        return await self.with_directive(command, input.idempotency_key)
