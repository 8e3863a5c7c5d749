"""What may be done with obligations."""

import strawberry

from api.graphql.obligations.inputs import (
    AcknowledgeInput,
    DecideReportInput,
    ExemptGroupInput,
    ExemptObligationsInput,
    ExtendGroupInput,
    ExtendObligationsInput,
    RemindInput,
    SubmitReportInput,
)
from api.graphql.payloads import GroupPayload, ObligationsPayload, RemindPayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class ObligationMutations:
    @strawberry.field
    async def acknowledge(self, info: Info, input: AcknowledgeInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.acknowledge(input)

    @strawberry.field
    async def submit_report(self, info: Info, input: SubmitReportInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.submit_report(input)

    @strawberry.field
    async def decide_report(self, info: Info, input: DecideReportInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.decide_report(input)

    @strawberry.field
    async def extend_obligations(
        self, info: Info, input: ExtendObligationsInput
    ) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.extend_obligations(input)

    @strawberry.field
    async def exempt_obligations(
        self, info: Info, input: ExemptObligationsInput
    ) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.exempt_obligations(input)

    @strawberry.field
    async def extend_group(self, info: Info, input: ExtendGroupInput) -> GroupPayload:
        errors = refusals(input)
        if errors:
            return GroupPayload.refused(errors)
        return await info.context.commands.extend_group(input)

    @strawberry.field
    async def exempt_group(self, info: Info, input: ExemptGroupInput) -> GroupPayload:
        errors = refusals(input)
        if errors:
            return GroupPayload.refused(errors)
        return await info.context.commands.exempt_group(input)

    @strawberry.field
    async def remind(self, info: Info, input: RemindInput) -> RemindPayload:
        errors = refusals(input)
        if errors:
            return RemindPayload.refused(errors)
        return await info.context.commands.remind(input)
