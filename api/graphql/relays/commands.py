"""Inputs that pass a directive on, or recall it, as commands."""

from api.graphql.directives.commands import audience
from api.graphql.organisation.unit_commands import unit
from api.graphql.relays.inputs import RecallRelayInput, RelayDirectiveInput, RelayDueInput
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


def relay_directive(input: RelayDirectiveInput) -> commands.RelayDirective:
    return commands.RelayDirective(
        ids.decode(Kind.DIRECTIVE, input.directive),
        unit(input.by),
        audience(input.audience),
        or_none(input.note),
        tuple(_due(due) for due in or_none(input.dues) or ()),
    )


def _due(due: RelayDueInput) -> commands.RelayDueInput:
    return commands.RelayDueInput(due.task_key, or_none(due.on), or_none(due.at))


def recall_relay(input: RecallRelayInput) -> commands.RecallRelay:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.RecallRelay(directive, unit(input.by), or_none(input.reason))
