"""Inputs that pass a directive on, as commands."""

from api.graphql import ids
from api.graphql.ids import Kind
from api.graphql.inputs.given import given
from api.graphql.inputs.relays import RelayDirectiveInput
from api.wiring.commands.directives import audience
from api.wiring.commands.units import unit
from cascade import commands


def relay_directive(input: RelayDirectiveInput) -> commands.RelayDirective:
    return commands.RelayDirective(
        ids.decode(Kind.DIRECTIVE, input.directive),
        unit(input.by),
        audience(input.audience),
        given(input.note),
    )
