"""What may be done with standing rules and the working calendar."""

import strawberry

from api.graphql.calendar import inputs
from api.graphql.calendar.payloads import HolidayPayload, PolicyPayload
from api.graphql.directives.payloads import DirectivePayload
from api.graphql.runtime.command_runner import mutation


@strawberry.type
class CalendarMutations:
    set_policy = mutation(inputs.SetPolicyInput, PolicyPayload)
    announce_holiday = mutation(inputs.AnnounceHolidayInput, HolidayPayload)
    correct_calendar = mutation(inputs.CorrectCalendarInput, HolidayPayload)
    move_due_dates = mutation(inputs.MoveDueDatesInput, DirectivePayload)
