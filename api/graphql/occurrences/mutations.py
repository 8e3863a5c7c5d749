"""What may be declared to have happened."""

import strawberry

from api.graphql.obligations.payloads import ObligationsPayload
from api.graphql.occurrences import inputs
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class OccurrenceMutations:
    declare_occurrence = mutation(inputs.DeclareOccurrenceInput, ObligationsPayload)
    withdraw_occurrence = mutation(inputs.WithdrawOccurrenceInput, ObligationsPayload)
