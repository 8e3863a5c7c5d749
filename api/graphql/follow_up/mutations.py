"""What units may arrange about what they owe; reports that cite no directive."""

import strawberry

from api.graphql.follow_up.inputs import (
    AskExtensionInput,
    AssignObligationInput,
    DecideExtensionInput,
    InspectInput,
    PlanObligationInput,
)
from api.graphql.payloads import ObligationsPayload, RecordedReportPayload
from api.graphql.reports.inputs import LinkReportInput, RecordReportInput
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class ArrangingMutations:
    @strawberry.field
    async def assign_obligation(
        self, info: Info, input: AssignObligationInput
    ) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.assign_obligation(input)

    @strawberry.field
    async def plan_obligation(self, info: Info, input: PlanObligationInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.plan_obligation(input)

    @strawberry.field
    async def ask_extension(self, info: Info, input: AskExtensionInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.ask_extension(input)

    @strawberry.field
    async def decide_extension(self, info: Info, input: DecideExtensionInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.decide_extension(input)

    @strawberry.field
    async def inspect(self, info: Info, input: InspectInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.inspect(input)

    @strawberry.field
    async def record_report(self, info: Info, input: RecordReportInput) -> RecordedReportPayload:
        errors = refusals(input)
        if errors:
            return RecordedReportPayload.refused(errors)
        return await info.context.commands.record_report(input)

    @strawberry.field
    async def link_report(self, info: Info, input: LinkReportInput) -> ObligationsPayload:
        errors = refusals(input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.link_report(input)
