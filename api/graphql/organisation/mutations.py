"""What may be done with the organisation and its grants."""

import strawberry

from api.graphql.organisation.inputs import (
    AddAliasInput,
    CancelScheduledChangeInput,
    DissolveUnitInput,
    EstablishUnitsInput,
    GrantRoleInput,
    MergeUnitsInput,
    MoveUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
    SetSuperiorInput,
    SplitUnitInput,
)
from api.graphql.payloads import GrantsPayload, UnitsPayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class OrganisationMutations:
    @strawberry.field
    async def establish_units(self, info: Info, input: EstablishUnitsInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.establish_units(input)

    @strawberry.field
    async def rename_unit(self, info: Info, input: RenameUnitInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.rename_unit(input)

    @strawberry.field
    async def move_unit(self, info: Info, input: MoveUnitInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.move_unit(input)

    @strawberry.field
    async def set_superior(self, info: Info, input: SetSuperiorInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.set_superior(input)

    @strawberry.field
    async def merge_units(self, info: Info, input: MergeUnitsInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.merge_units(input)

    @strawberry.field
    async def split_unit(self, info: Info, input: SplitUnitInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.split_unit(input)

    @strawberry.field
    async def dissolve_unit(self, info: Info, input: DissolveUnitInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.dissolve_unit(input)

    @strawberry.field
    async def add_alias(self, info: Info, input: AddAliasInput) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.add_alias(input)

    @strawberry.field
    async def cancel_scheduled_change(
        self, info: Info, input: CancelScheduledChangeInput
    ) -> UnitsPayload:
        errors = refusals(input)
        if errors:
            return UnitsPayload.refused(errors)
        return await info.context.commands.cancel_scheduled_change(input)

    @strawberry.field
    async def grant_role(self, info: Info, input: GrantRoleInput) -> GrantsPayload:
        errors = refusals(input)
        if errors:
            return GrantsPayload.refused(errors)
        return await info.context.commands.grant_role(input)

    @strawberry.field
    async def revoke_role(self, info: Info, input: RevokeRoleInput) -> GrantsPayload:
        errors = refusals(input)
        if errors:
            return GrantsPayload.refused(errors)
        return await info.context.commands.revoke_role(input)
