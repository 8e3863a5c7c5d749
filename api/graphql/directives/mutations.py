"""What may be done with directives."""

import strawberry

from api.graphql.directives.inputs import DateWindowInput, IssueDirectiveInput, RecordDirectiveInput
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class DirectiveMutations:
    @strawberry.field
    async def issue_directive(self, info: Info, input: IssueDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.issue_directive(input)

    @strawberry.field
    async def record_directive(self, info: Info, input: RecordDirectiveInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.record_directive(input)

    @strawberry.field
    async def date_window(self, info: Info, input: DateWindowInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.date_window(input)
