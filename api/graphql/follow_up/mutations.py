"""What units may arrange about what they owe."""

import strawberry

from api.graphql.follow_up import inputs
from api.graphql.obligations.payloads import ObligationsPayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class FollowUpMutations:
    assign_obligation = mutation(inputs.AssignObligationInput, ObligationsPayload)
    plan_obligation = mutation(inputs.PlanObligationInput, ObligationsPayload)
    ask_extension = mutation(inputs.AskExtensionInput, ObligationsPayload)
    decide_extension = mutation(inputs.DecideExtensionInput, ObligationsPayload)
    declare_not_applicable = mutation(inputs.DeclareNotApplicableInput, ObligationsPayload)
    take_back_not_applicable = mutation(inputs.TakeBackNotApplicableInput, ObligationsPayload)
    decide_not_applicable = mutation(inputs.DecideNotApplicableInput, ObligationsPayload)
    inspect = mutation(inputs.InspectInput, ObligationsPayload)
