"""What may be done with standing rules and the working calendar."""

import strawberry

from api.graphql.context import Info
from api.graphql.inputs.calendar import SetPolicyInput
from api.graphql.payloads import PolicyPayload
from api.graphql.refusing import refusals


@strawberry.type
class CalendarMutations:
    @strawberry.field
    async def set_policy(self, info: Info, input: SetPolicyInput) -> PolicyPayload:
        errors = refusals(info, input)
        if errors:
            return PolicyPayload.refused(errors)
        return await info.context.commands.set_policy(input)
