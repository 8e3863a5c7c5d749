"""Inputs on the organisation and its grants, as commands."""

from api.graphql.organisation.inputs import (
    AddAliasInput,
    CancelScheduledChangeInput,
    DissolveUnitInput,
    EstablishUnitsInput,
    GrantRoleInput,
    MergeTargetInput,
    MergeUnitsInput,
    MoveUnitInput,
    NewUnitInput,
    RenameUnitInput,
    RevokeRoleInput,
    SetSuperiorInput,
    SplitUnitInput,
)
from api.graphql.organisation.unit_commands import optional_unit, unit, units
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


def establish_units(input: EstablishUnitsInput) -> commands.EstablishUnits:
    return commands.EstablishUnits(
        tuple(_new_unit(new) for new in input.units), or_none(input.valid_from)
    )


def _new_unit(new: NewUnitInput) -> commands.NewUnit:
    return commands.NewUnit(
        code=new.code,
        name=new.name,
        kind=new.kind,
        level=new.level,
        symbol=or_none(new.symbol),
        parent=optional_unit(new.parent),
        parent_code=or_none(new.parent_code),
        addresses_under=optional_unit(new.addresses_under),
        addresses_under_code=or_none(new.addresses_under_code),
    )


def rename_unit(input: RenameUnitInput) -> commands.RenameUnit:
    return commands.RenameUnit(
        unit(input.unit),
        input.name,
        or_none(input.symbol),
        or_none(input.valid_from),
        or_none(input.valid_not_before),
        or_none(input.valid_not_after),
    )


def move_unit(input: MoveUnitInput) -> commands.MoveUnit:
    return commands.MoveUnit(
        unit(input.unit), unit(input.parent), or_none(input.valid_from), or_none(input.line)
    )


def set_superior(input: SetSuperiorInput) -> commands.SetSuperior:
    return commands.SetSuperior(
        unit(input.unit), input.line, optional_unit(input.superior), or_none(input.valid_from)
    )


def merge_units(input: MergeUnitsInput) -> commands.MergeUnits:
    return commands.MergeUnits(units(input.units), _target(input.into), input.valid_from)


def split_unit(input: SplitUnitInput) -> commands.SplitUnit:
    return commands.SplitUnit(
        unit=unit(input.unit),
        parts=tuple(_target(part) for part in input.parts),
        valid_from=input.valid_from,
        seat=input.seat,
        transfers=tuple(
            commands.PartTransfer(ids.decode(Kind.DIRECTIVE, transfer.directive), transfer.part)
            for transfer in or_none(input.transfers) or ()
        ),
        placements=tuple(
            commands.PartPlacement(unit(placement.unit), placement.part)
            for placement in or_none(input.placements) or ()
        ),
    )


def dissolve_unit(input: DissolveUnitInput) -> commands.DissolveUnit:
    return commands.DissolveUnit(
        unit=unit(input.unit),
        valid_from=input.valid_from,
        successors=units(input.successors),
        transfers=tuple(
            commands.TransferTo(ids.decode(Kind.DIRECTIVE, transfer.directive), unit(transfer.to))
            for transfer in or_none(input.transfers) or ()
        ),
        placements=tuple(
            commands.PlaceUnder(unit(placement.unit), unit(placement.to))
            for placement in or_none(input.placements) or ()
        ),
    )


def _target(target: MergeTargetInput) -> commands.MergeTarget:
    new = or_none(target.new)
    return commands.MergeTarget(
        None if new is None else _new_unit(new), optional_unit(target.standing)
    )


def add_alias(input: AddAliasInput) -> commands.AddAlias:
    return commands.AddAlias(unit(input.unit), input.name)


def cancel_scheduled_change(input: CancelScheduledChangeInput) -> commands.CancelScheduledChange:
    return commands.CancelScheduledChange(ids.decode(Kind.SCHEDULED_CHANGE, input.change))


def grant_role(input: GrantRoleInput) -> commands.GrantRole:
    return commands.GrantRole(
        input.subject,
        unit(input.unit),
        input.role,
        input.clearance,
        or_none(input.valid_from),
        or_none(input.valid_to),
    )


def revoke_role(input: RevokeRoleInput) -> commands.RevokeRole:
    return commands.RevokeRole(input.subject, unit(input.unit), input.role)
