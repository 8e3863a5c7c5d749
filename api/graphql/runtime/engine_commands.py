"""Mutations and dry runs over the engine. A refusal becomes user errors, never an exception."""

from api.graphql.amendments.acting import AmendingCommands
from api.graphql.calendar.acting import CalendarCommands
from api.graphql.directives.acting import DirectiveCommands
from api.graphql.drafts.acting import DraftCommands
from api.graphql.follow_up.acting import ArrangingCommands
from api.graphql.invitations.acting import InvitingCommands
from api.graphql.numbering.acting import NumberingCommands
from api.graphql.obligations.acting import ObligationCommands
from api.graphql.organisation.acting import OrganisationCommands
from api.graphql.relays.acting import RelayCommands


class EngineCommands(
    OrganisationCommands,
    CalendarCommands,
    NumberingCommands,
    DraftCommands,
    AmendingCommands,
    InvitingCommands,
    DirectiveCommands,
    RelayCommands,
    ObligationCommands,
    ArrangingCommands,
):
    """What one request may do, as its principal."""


__all__ = ["EngineCommands"]
