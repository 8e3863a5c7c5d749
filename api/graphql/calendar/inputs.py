"""What changes standing rules and the working calendar."""

from datetime import date, datetime

import strawberry

from api.graphql.runtime.ids import DirectiveId, UnitId
from api.graphql.runtime.to_command import becomes
from cascade.calendar import commands as calendar
from cascade.directive import commands as directive
from cascade.enums import Urgency
from cascade.policy import commands as policy


@becomes(policy.SetPolicy)
@strawberry.input
class SetPolicyInput:
    """A standing rule of a unit for the directives that reach it and the units under it from
    validFrom on. Of several rules of one kind the nearest above a unit counts. Days are working
    days from the reach.
    """

    idempotency_key: str
    unit: UnitId
    """The unit that sets it; the caller is an issuer of it."""
    key: str
    types: list[str] | None = strawberry.UNSET
    """Directives of these types alone, such as "CV"; left out, of all."""
    acknowledge_within_working_days: int | None = strawberry.UNSET
    """So long after the reach it is to be acknowledged."""
    pass_on_within_working_days: int | None = strawberry.UNSET
    """So long after the reach it is to be passed on."""
    final_report_within_working_days: int | None = strawberry.UNSET
    """So long after the reach a final report is due."""
    enter_within_working_days: int | None = strawberry.UNSET
    """Documents dated from validFrom on are entered within so many working days of their date.
    Their issuers owe it, and the issue fulfils it, in time or late."""
    urgencies: list[Urgency] | None = strawberry.UNSET
    """Documents of these alone; left out, of all. Of one unit's rules one that names the document's
    urgency goes before those that name none."""
    valid_from: date


@becomes(calendar.AnnounceHoliday)
@strawberry.input
class AnnounceHolidayInput:
    """Days to come that are off, and days that are worked on in their place. It moves no due date
    by itself.
    """

    idempotency_key: str
    days_off: list[date]
    """Days to come on which nobody works."""
    working_days: list[date] | None = strawberry.UNSET
    """Days to come that are worked on in their place, such as a swapped Saturday."""
    stated: str
    """How the announcement words it."""


@becomes(calendar.CorrectCalendar)
@strawberry.input
class CorrectCalendarInput:
    """Days up to today that had been off, and days that had been worked on, which the calendar has
    otherwise. What was judged stays judged, and it moves no due date by itself.
    """

    idempotency_key: str
    days_off: list[date] | None = strawberry.UNSET
    """Days that had been off, which the calendar has as worked on."""
    working_days: list[date] | None = strawberry.UNSET
    """Days that had been worked on, which the calendar has as off."""
    reason: str
    """Why the calendar was wrong."""


@becomes(directive.MovedDueInput)
@strawberry.input
class MovedDueInput:
    """The end of a day in the deployment's time zone, or an instant."""

    task_key: str
    """Of a task of the directive."""
    occurrence: date | None = strawberry.UNSET
    """The original day of an occurrence of a task that recurs."""
    on: date | None = strawberry.UNSET
    """The end of this day in the deployment's time zone."""
    at: datetime | None = strawberry.UNSET
    """This very instant."""
    level: str | None = strawberry.UNSET
    """Of the rule that this level has of its own; left out, the task's."""


@becomes(directive.MoveDueDates)
@strawberry.input
class MoveDueDatesInput:
    """Either the dates given, or byCalendar: dates to come on a day that is off go to the next
    working day, and working days are counted anew. Moves only what is not yet submitted.
    """

    idempotency_key: str
    directive: DirectiveId
    """One issued by a unit for which the caller acts."""
    dues: list[MovedDueInput] | None = strawberry.UNSET
    """Dates of one's own, one for each task, occurrence and level that is moved."""
    by_calendar: bool = False
    """True: as the working calendar of now says."""
    reason: str
    """Why, for those whom it concerns and for the record."""
