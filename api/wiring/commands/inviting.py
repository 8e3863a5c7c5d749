"""Inputs on invitations, as commands."""

from api.graphql import ids
from api.graphql.ids import Kind
from api.graphql.inputs.given import given
from api.graphql.inputs.inviting import (
    AcceptInvitationInput,
    DeclineInvitationInput,
    InviteUnitInput,
)
from api.wiring.commands.units import unit
from cascade import commands


def invite_unit(input: InviteUnitInput) -> commands.InviteUnit:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.InviteUnit(directive, input.task, unit(input.unit), given(input.note))


def accept_invitation(input: AcceptInvitationInput) -> commands.AcceptInvitation:
    key = ids.decode_invitation(input.invitation)
    return commands.AcceptInvitation(key.directive_id, key.invitation_id)


def decline_invitation(input: DeclineInvitationInput) -> commands.DeclineInvitation:
    key = ids.decode_invitation(input.invitation)
    return commands.DeclineInvitation(key.directive_id, key.invitation_id)
