"""What may be done with the organisation and its grants."""

import strawberry

from api.graphql.context import Info
from api.graphql.inputs.organisation import (
    EstablishUnitsInput,
    GrantRoleInput,
    MergeUnitsInput,
    MoveUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
)
from api.graphql.not_available import not_available_here
from api.graphql.payloads import GrantsPayload, UnitsPayload
from api.graphql.refusing import refusals


@strawberry.type
class OrganisationMutations:
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
