"""What may be done with a directive after its issue."""

import strawberry

from api.graphql.amendments.inputs import (
    AmendDirectiveInput,
    CorrectDirectiveInput,
    DecideCitationInput,
    ResolveCitationInput,
    RevokeDirectiveInput,
    SupersedeDirectiveInput,
)
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class AmendingMutations:
    @strawberry.field
    async def amend_directive(self, info: Info, input: AmendDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.amend_directive(input)

    @strawberry.field
    async def supersede_directive(
        self, info: Info, input: SupersedeDirectiveInput
    ) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.supersede_directive(input)

    @strawberry.field
    async def revoke_directive(self, info: Info, input: RevokeDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.revoke_directive(input)

    @strawberry.field
    async def correct_directive(self, info: Info, input: CorrectDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.correct_directive(input)

    @strawberry.field
    async def resolve_citation(self, info: Info, input: ResolveCitationInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.resolve_citation(input)

    @strawberry.field
    async def decide_citation(self, info: Info, input: DecideCitationInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.decide_citation(input)
