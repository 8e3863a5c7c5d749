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
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.or_none import or_none
from cascade import engine as commands


def set_policy(input: SetPolicyInput) -> commands.SetPolicy:
    return commands.SetPolicy(
        unit=unit(input.unit),
        key=input.key,
        valid_from=input.valid_from,
        types=tuple(or_none(input.types) or ()),
        acknowledge_within_working_days=or_none(input.acknowledge_within_working_days),
        pass_on_within_working_days=or_none(input.pass_on_within_working_days),
        final_report_within_working_days=or_none(input.final_report_within_working_days),
    )


def announce_holiday(input: AnnounceHolidayInput) -> commands.AnnounceHoliday:
    working_days = tuple(or_none(input.working_days) or ())
    return commands.AnnounceHoliday(input.stated, tuple(input.days_off), working_days)


def correct_calendar(input: CorrectCalendarInput) -> commands.CorrectCalendar:
    return commands.CorrectCalendar(
        input.reason,
        tuple(or_none(input.days_off) or ()),
        tuple(or_none(input.working_days) or ()),
    )


def move_due_dates(input: MoveDueDatesInput) -> commands.MoveDueDates:
    return commands.MoveDueDates(
        ids.decode(Kind.DIRECTIVE, input.directive),
        input.reason,
        tuple(_moved(due) for due in or_none(input.dues) or ()),
        input.by_calendar,
    )


def _moved(due: MovedDueInput) -> commands.MovedDueInput:
    return commands.MovedDueInput(
        due.task_key, or_none(due.occurrence), or_none(due.on), or_none(due.at)
    )
