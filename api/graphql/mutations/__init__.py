"""Everything that may be done."""

import strawberry

from api.graphql.mutations.amending import AmendingMutations
from api.graphql.mutations.arranging import ArrangingMutations
from api.graphql.mutations.calendar import CalendarMutations
from api.graphql.mutations.directives import DirectiveMutations
from api.graphql.mutations.drafts import DraftMutations
from api.graphql.mutations.inviting import InvitingMutations
from api.graphql.mutations.numbering import NumberingMutations
from api.graphql.mutations.obligations import ObligationMutations
from api.graphql.mutations.organisation import OrganisationMutations
from api.graphql.mutations.relays import RelayMutations


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
