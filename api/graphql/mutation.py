"""Everything that may be done."""

import strawberry

from api.graphql.amendments.mutations import AmendmentMutations
from api.graphql.calendar.mutations import CalendarMutations
from api.graphql.directives.mutations import DirectiveMutations
from api.graphql.drafts.mutations import DraftMutations
from api.graphql.follow_up.mutations import FollowUpMutations
from api.graphql.invitations.mutations import InvitationMutations
from api.graphql.numbering.mutations import NumberingMutations
from api.graphql.obligations.mutations import ObligationMutations
from api.graphql.occurrences.mutations import OccurrenceMutations
from api.graphql.organisation.mutations import OrganisationMutations
from api.graphql.relays.mutations import RelayMutations
from api.graphql.reports.mutations import ReportMutations
from api.graphql.webhooks.mutations import WebhookMutations


@strawberry.type
class Mutation(
    OrganisationMutations,
    CalendarMutations,
    NumberingMutations,
    DraftMutations,
    AmendmentMutations,
    InvitationMutations,
    DirectiveMutations,
    RelayMutations,
    ObligationMutations,
    FollowUpMutations,
    ReportMutations,
    OccurrenceMutations,
    WebhookMutations,
):
    """Acts on the log. A refusal is data in the payload's userErrors."""


__all__ = ["Mutation"]
