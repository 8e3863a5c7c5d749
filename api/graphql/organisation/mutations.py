"""What may be done with the organisation and its grants."""

import strawberry

from api.graphql.organisation import inputs, package_inputs
from api.graphql.organisation.payloads import GrantsPayload, UnitsPayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class OrganisationMutations:
    establish_units = mutation(inputs.EstablishUnitsInput, UnitsPayload)
    rename_unit = mutation(inputs.RenameUnitInput, UnitsPayload)
    move_unit = mutation(inputs.MoveUnitInput, UnitsPayload)
    set_superior = mutation(inputs.SetSuperiorInput, UnitsPayload)
    merge_units = mutation(inputs.MergeUnitsInput, UnitsPayload)
    split_unit = mutation(inputs.SplitUnitInput, UnitsPayload)
    dissolve_unit = mutation(inputs.DissolveUnitInput, UnitsPayload)
    reorganise = mutation(package_inputs.ReorganiseInput, UnitsPayload)
    label_units = mutation(inputs.LabelUnitsInput, UnitsPayload)
    unlabel_units = mutation(inputs.UnlabelUnitsInput, UnitsPayload)
    add_alias = mutation(inputs.AddAliasInput, UnitsPayload)
    cancel_scheduled_change = mutation(inputs.CancelScheduledChangeInput, UnitsPayload)
    grant_role = mutation(inputs.GrantRoleInput, GrantsPayload)
    revoke_role = mutation(inputs.RevokeRoleInput, GrantsPayload)
