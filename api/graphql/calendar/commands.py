"""Inputs on standing rules and the working calendar, as commands."""

from api.graphql.calendar.inputs import (
    AnnounceHolidayInput,
    CorrectCalendarInput,
    MovedDueInput,
    MoveDueDatesInput,
    SetPolicyInput,
)
from api.graphql.organisation.unit_commands import unit
from api.graphql.runtime import ids
from api.graphql.runtime.given import given
from api.graphql.runtime.ids import Kind
from cascade import engine as commands


def set_policy(input: SetPolicyInput) -> commands.SetPolicy:
    return commands.SetPolicy(
        unit=unit(input.unit),
        key=input.key,
        valid_from=input.valid_from,
        types=tuple(given(input.types) or ()),
        acknowledge_within_working_days=given(input.acknowledge_within_working_days),
        pass_on_within_working_days=given(input.pass_on_within_working_days),
        final_report_within_working_days=given(input.final_report_within_working_days),
    )


def announce_holiday(input: AnnounceHolidayInput) -> commands.AnnounceHoliday:
    working_days = tuple(given(input.working_days) or ())
    return commands.AnnounceHoliday(input.stated, tuple(input.days_off), working_days)


def correct_calendar(input: CorrectCalendarInput) -> commands.CorrectCalendar:
    return commands.CorrectCalendar(
        input.reason,
        tuple(given(input.days_off) or ()),
        tuple(given(input.working_days) or ()),
    )


def move_due_dates(input: MoveDueDatesInput) -> commands.MoveDueDates:
    return commands.MoveDueDates(
        ids.decode(Kind.DIRECTIVE, input.directive),
        input.reason,
        tuple(_moved(due) for due in given(input.dues) or ()),
        input.by_calendar,
    )


def _moved(due: MovedDueInput) -> commands.MovedDueInput:
    return commands.MovedDueInput(due.task_key, given(due.occurrence), given(due.on), given(due.at))
