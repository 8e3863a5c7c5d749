"""Everything that may be done."""

import strawberry

from api.graphql.mutations.directives import DirectiveMutations
from api.graphql.mutations.obligations import ObligationMutations
from api.graphql.mutations.organisation import OrganisationMutations


@strawberry.type
class Mutation(OrganisationMutations, DirectiveMutations, ObligationMutations):
    """Acts on the log. A refusal is data in the payload's userErrors."""


__all__ = ["Mutation"]
