"""What may be done with standing rules and the working calendar."""

import strawberry

from api.graphql.calendar.holidays import HolidayPayload
from api.graphql.calendar.inputs import (
    AnnounceHolidayInput,
    CorrectCalendarInput,
    MoveDueDatesInput,
    SetPolicyInput,
)
from api.graphql.payloads import DirectivePayload, PolicyPayload
from api.graphql.runtime.context import Info
from api.graphql.runtime.refusing import refusals


@strawberry.type
class CalendarMutations:
    @strawberry.field
    async def set_policy(self, info: Info, input: SetPolicyInput) -> PolicyPayload:
        errors = refusals(input)
        if errors:
            return PolicyPayload.refused(errors)
        return await info.context.commands.set_policy(input)

    @strawberry.field
    async def announce_holiday(self, info: Info, input: AnnounceHolidayInput) -> HolidayPayload:
        errors = refusals(input)
        if errors:
            return HolidayPayload.refused(errors)
        return await info.context.commands.announce_holiday(input)

    @strawberry.field
    async def correct_calendar(self, info: Info, input: CorrectCalendarInput) -> HolidayPayload:
        errors = refusals(input)
        if errors:
            return HolidayPayload.refused(errors)
        return await info.context.commands.correct_calendar(input)

    @strawberry.field
    async def move_due_dates(self, info: Info, input: MoveDueDatesInput) -> DirectivePayload:
        errors = refusals(input)
        if errors:
            return DirectivePayload.refused(errors)
        return await info.context.commands.move_due_dates(input)
