"""Mutations and dry runs over the engine. A refusal becomes user errors, never an exception."""

from api.wiring.acting.amending import AmendingCommands
from api.wiring.acting.arranging import ArrangingCommands
from api.wiring.acting.calendar import CalendarCommands
from api.wiring.acting.directives import DirectiveCommands
from api.wiring.acting.drafts import DraftCommands
from api.wiring.acting.inviting import InvitingCommands
from api.wiring.acting.numbering import NumberingCommands
from api.wiring.acting.obligations import ObligationCommands
from api.wiring.acting.organisation import OrganisationCommands
from api.wiring.acting.relays import RelayCommands


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
