"""Everything that may be done."""

import strawberry

from api.graphql.context import Info
from api.graphql.inputs.directives import (
    DateWindowInput,
    IssueDirectiveInput,
    RecordDirectiveInput,
    RelayDirectiveInput,
    SetPolicyInput,
)
from api.graphql.inputs.obligations import (
    AcknowledgeInput,
    DecideReportInput,
    ExtendObligationsInput,
    SubmitReportInput,
)
from api.graphql.inputs.organisation import (
    EstablishUnitsInput,
    GrantRoleInput,
    MergeUnitsInput,
    MoveUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
)
from api.graphql.not_available import not_available_here
from api.graphql.payloads import (
    DirectivePayload,
    GrantsPayload,
    ObligationsPayload,
    PolicyPayload,
    UnitsPayload,
)
from api.graphql.refusing import refusals


@strawberry.type
class Mutation:
    @strawberry.field
    async def establish_units(self, info: Info, input: EstablishUnitsInput) -> UnitsPayload:
        errors = refusals(info, input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.establish_units(input)

    @strawberry.field
    async def rename_unit(self, info: Info, input: RenameUnitInput) -> UnitsPayload:
        errors = refusals(info, input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.rename_unit(input)

    @strawberry.field
    async def move_unit(self, info: Info, input: MoveUnitInput) -> UnitsPayload:
        errors = refusals(info, input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.move_unit(input)

    @strawberry.field
    def merge_units(self, input: MergeUnitsInput) -> UnitsPayload:
        return UnitsPayload.refused([not_available_here("Mutation.mergeUnits")])

    @strawberry.field
    async def issue_directive(self, info: Info, input: IssueDirectiveInput) -> DirectivePayload:
        errors = refusals(info, input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.issue_directive(input)

    @strawberry.field
    async def record_directive(self, info: Info, input: RecordDirectiveInput) -> DirectivePayload:
        errors = refusals(info, input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.record_directive(input)

    @strawberry.field
    async def relay_directive(self, info: Info, input: RelayDirectiveInput) -> DirectivePayload:
        errors = refusals(info, input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.relay_directive(input)

    @strawberry.field
    async def date_window(self, info: Info, input: DateWindowInput) -> DirectivePayload:
        errors = refusals(info, input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.date_window(input)

    @strawberry.field
    async def set_policy(self, info: Info, input: SetPolicyInput) -> PolicyPayload:
        errors = refusals(info, input)
        if errors:
            return PolicyPayload.refused(errors)
        return await info.context.commands.set_policy(input)

    @strawberry.field
    async def acknowledge(self, info: Info, input: AcknowledgeInput) -> ObligationsPayload:
        errors = refusals(info, input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.acknowledge(input)

    @strawberry.field
    async def submit_report(self, info: Info, input: SubmitReportInput) -> ObligationsPayload:
        errors = refusals(info, input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.submit_report(input)

    @strawberry.field
    async def decide_report(self, info: Info, input: DecideReportInput) -> ObligationsPayload:
        errors = refusals(info, input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.decide_report(input)

    @strawberry.field
    async def extend_obligations(
        self, info: Info, input: ExtendObligationsInput
    ) -> ObligationsPayload:
        errors = refusals(info, input)
        if errors:
            return ObligationsPayload.refused(errors)
        return await info.context.commands.extend_obligations(input)

    @strawberry.field
    async def grant_role(self, info: Info, input: GrantRoleInput) -> GrantsPayload:
        errors = refusals(info, input)
        if errors:
            return GrantsPayload.refused(errors)
        return await info.context.commands.grant_role(input)

    @strawberry.field
    async def revoke_role(self, info: Info, input: RevokeRoleInput) -> GrantsPayload:
        errors = refusals(info, input)
        if errors:
            return GrantsPayload.refused(errors)
        return await info.context.commands.revoke_role(input)
