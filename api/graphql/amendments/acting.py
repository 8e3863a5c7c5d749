"""Mutations on directives that were issued."""

from typing import Final
from uuid import UUID

from api.graphql.amendments import commands as inputs
from api.graphql.amendments.inputs import (
    AmendDirectiveInput,
    CorrectDirectiveInput,
    DecideCitationInput,
    ResolveCitationInput,
    RevokeDirectiveInput,
    SupersedeDirectiveInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime import ids
from api.graphql.runtime.command_runner import Carrying
from api.graphql.runtime.ids import Kind

NOWHERE: Final = UUID(int=0)
"""No directive's id: the command answers that there is no such citation."""


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
        command = inputs.resolve_citation(input, await self._citing(input.citation))
        return await self.with_directive(command, input.idempotency_key)

    async def decide_citation(self, input: DecideCitationInput) -> DirectivePayload:
        command = inputs.decide_citation(input, await self._citing(input.citation))
        return await self.with_directive(command, input.idempotency_key)

    async def _citing(self, citation_id: str) -> UUID:
        """The directive that a citation stands in; none's id where the principal sees none."""
        key = ids.decode(Kind.CITATION, citation_id)
        (citation,) = await self.reader.citations([key], await self.reader.live())
        # The driver's own kind of UUID is none that a command can be hashed with.
        return NOWHERE if citation is None else UUID(int=citation.directive_key.int)
