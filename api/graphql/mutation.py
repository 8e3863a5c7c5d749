"""Everything that may be done."""

import strawberry

from api.graphql.amendments.mutations import AmendingMutations
from api.graphql.calendar.mutations import CalendarMutations
from api.graphql.directives.mutations import DirectiveMutations
from api.graphql.drafts.mutations import DraftMutations
from api.graphql.follow_up.mutations import ArrangingMutations
from api.graphql.invitations.mutations import InvitingMutations
from api.graphql.numbering.mutations import NumberingMutations
from api.graphql.obligations.mutations import ObligationMutations
from api.graphql.organisation.mutations import OrganisationMutations
from api.graphql.relays.mutations import RelayMutations


@strawberry.type
class Mutation(
    OrganisationMutations,
    CalendarMutations,
    NumberingMutations,
    DraftMutations,
    AmendingMutations,
    InvitingMutations,
    DirectiveMutations,
    RelayMutations,
    ObligationMutations,
    ArrangingMutations,
):
    """Acts on the log. A refusal is data in the payload's userErrors."""


__all__ = ["Mutation"]
