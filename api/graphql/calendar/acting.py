"""Mutations on standing rules and the working calendar."""

from collections.abc import Sequence
from datetime import date
from typing import Final
from uuid import UUID

from api.graphql.calendar import commands as inputs
from api.graphql.calendar.holidays import DueMove, HolidayPayload
from api.graphql.calendar.inputs import (
    AnnounceHolidayInput,
    CorrectCalendarInput,
    MoveDueDatesInput,
    SetPolicyInput,
)
from api.graphql.payloads import DirectivePayload, PolicyPayload
from api.graphql.runtime.command_runner import Carrying, Done
from api.graphql.runtime.scalars import Count
from cascade.directive.decisions.moving import by_calendar
from cascade.engine import AnnounceHoliday, CorrectCalendar
from cascade.text_rules import normal_line
from projections.query_args import Moment

MOVES: Final = 100
"""Enough to see what an announcement does; the count tells of the rest."""


class CalendarCommands(Carrying):
    """What units ask for once and for all, and which days are working days."""

    async def set_policy(self, input: SetPolicyInput) -> PolicyPayload:
        async def answer(done: Done) -> PolicyPayload:
            unit = UUID(done.outcome.answer["unit"])
            found = await self.reader.policies([unit], done.at) if done.at else [[]]
            key = normal_line(input.key)
            policy = next((policy for policy in found[0] if policy.key == key), None)
            return PolicyPayload(policy=policy, position=done.position, user_errors=done.errors)

        command = inputs.set_policy(input)
        return await self.carry_out(command, input.idempotency_key, answer, PolicyPayload.refused)

    async def announce_holiday(self, input: AnnounceHolidayInput) -> HolidayPayload:
        return await self._change(inputs.announce_holiday(input), input.idempotency_key)

    async def correct_calendar(self, input: CorrectCalendarInput) -> HolidayPayload:
        return await self._change(inputs.correct_calendar(input), input.idempotency_key)

    async def _change(self, command: AnnounceHoliday | CorrectCalendar, key: str) -> HolidayPayload:
        days = (*command.days_off, *command.working_days)

        async def answer(done: Done) -> HolidayPayload:
            moves = await self._moves(days, done.at) if done.at else []
            return HolidayPayload(
                moves=moves[:MOVES],
                move_count=Count(len(moves)) if done.at else None,
                position=done.position,
                user_errors=done.errors,
            )

        return await self.carry_out(command, key, answer, HolidayPayload.refused)

    async def move_due_dates(self, input: MoveDueDatesInput) -> DirectivePayload:
        return await self.with_directive(inputs.move_due_dates(input), input.idempotency_key)

    async def _moves(self, days: Sequence[date], at: Moment) -> list[DueMove]:
        """What the days would move now, by the very reckoning that moves it."""
        concerned = await self.reader.dated_on(days, at)
        session = self.engine.session(self.principal.subject)
        calendar = await session.calendar()
        directives = await session.directives(concerned)
        zone = session.organisation.zone
        return [
            DueMove(
                at=at,
                directive_key=directive_id,
                task_key=move.task_id,
                occurrence=move.occurrence,
                due_at=directives[directive_id].dues[move.task_id, move.occurrence],
                would_be_due_at=move.due_at,
            )
            for directive_id in concerned
            for move in by_calendar(directives[directive_id], calendar, zone, at.clock)
        ]
