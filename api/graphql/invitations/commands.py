"""Inputs on invitations, as commands."""

from api.graphql.invitations.inputs import (
    AcceptInvitationInput,
    DeclineInvitationInput,
    InviteUnitInput,
)
from api.graphql.organisation.unit_commands import unit
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


def invite_unit(input: InviteUnitInput) -> commands.InviteUnit:
    directive = ids.decode(Kind.DIRECTIVE, input.directive)
    return commands.InviteUnit(directive, input.task, unit(input.unit), or_none(input.note))


def accept_invitation(input: AcceptInvitationInput) -> commands.AcceptInvitation:
    key = ids.decode_invitation(input.invitation)
    return commands.AcceptInvitation(key.directive_id, key.invitation_id)


def decline_invitation(input: DeclineInvitationInput) -> commands.DeclineInvitation:
    key = ids.decode_invitation(input.invitation)
    return commands.DeclineInvitation(key.directive_id, key.invitation_id)
