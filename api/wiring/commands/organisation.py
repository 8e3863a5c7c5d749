"""Inputs on the organisation and its grants, as commands."""

from api.graphql.inputs.given import given
from api.graphql.inputs.organisation import (
    EstablishUnitsInput,
    GrantRoleInput,
    MoveUnitInput,
    NewUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
)
from api.wiring.commands.units import optional_unit, unit
from cascade import commands


def establish_units(input: EstablishUnitsInput) -> commands.EstablishUnits:
    return commands.EstablishUnits(
        tuple(_new_unit(new) for new in input.units), given(input.valid_from)
    )


def _new_unit(new: NewUnitInput) -> commands.NewUnit:
    return commands.NewUnit(
        code=new.code,
        name=new.name,
        kind=new.kind,
        level=new.level,
        symbol=given(new.symbol),
        parent=optional_unit(new.parent),
        parent_code=given(new.parent_code),
        addresses_under=optional_unit(new.addresses_under),
        addresses_under_code=given(new.addresses_under_code),
    )


def rename_unit(input: RenameUnitInput) -> commands.RenameUnit:
    return commands.RenameUnit(
        unit(input.unit),
        input.name,
        given(input.symbol),
        given(input.valid_from),
        given(input.valid_not_before),
        given(input.valid_not_after),
    )


def move_unit(input: MoveUnitInput) -> commands.MoveUnit:
    return commands.MoveUnit(unit(input.unit), unit(input.parent), given(input.valid_from))


def grant_role(input: GrantRoleInput) -> commands.GrantRole:
    return commands.GrantRole(
        input.subject,
        unit(input.unit),
        input.role,
        input.clearance,
        given(input.valid_from),
        given(input.valid_to),
    )


def revoke_role(input: RevokeRoleInput) -> commands.RevokeRole:
    return commands.RevokeRole(input.subject, unit(input.unit), input.role)
