"""Inputs on standing rules and the working calendar, as commands."""

from api.graphql.inputs.calendar import SetPolicyInput
from api.graphql.inputs.given import given
from api.wiring.commands.units import unit
from cascade import commands


def set_policy(input: SetPolicyInput) -> commands.SetPolicy:
    return commands.SetPolicy(
        unit=unit(input.unit),
        key=input.key,
        valid_from=input.valid_from,
        types=tuple(given(input.types) or ()),
        acknowledge_within_working_days=given(input.acknowledge_within_working_days),
        pass_on_within_working_days=given(input.pass_on_within_working_days),
    )
