"""When a task is due."""

from datetime import date, datetime

import strawberry

from api.graphql.runtime.to_command import becomes
from cascade.directive import due_commands as directive
from cascade.enums import WindowEdge


@becomes(directive.RecurrenceInput)
@strawberry.input
class RecurrenceInput:
    """An RFC 5545 RRULE: one obligation for each occurrence. Without COUNT and UNTIL it holds while
    the directive is in force, and its occurrences are there a month ahead.
    """

    rrule: str
    starts_on: date
    time: str | None = strawberry.UNSET
    """HH:MM in the deployment's time zone; the end of the day when left out."""


@becomes(directive.WindowOffsetInput)
@strawberry.input
class WindowOffsetInput:
    """So long before or after a window starts or ends, such as a plan 3 days before the congress
    opens. Exactly one of the counts: 1 to 3,650 before, 0 to 3,650 after.
    """

    window: str
    """Its key."""
    edge: WindowEdge = WindowEdge.END
    days_before: int | None = strawberry.UNSET
    days_after: int | None = strawberry.UNSET
    working_days_before: int | None = strawberry.UNSET
    working_days_after: int | None = strawberry.UNSET


@becomes(directive.AfterAcceptanceInput)
@strawberry.input
class AfterAcceptanceInput:
    """So long after what a unit owes by another task was accepted, for each unit by its own;
    undated until then. Exactly one of the counts, 0 to 3,650.
    """

    task: str
    """Its key: of a task that neither recurs nor has a quota."""
    days: int | None = strawberry.UNSET
    working_days: int | None = strawberry.UNSET


@becomes(directive.DueInput)
@strawberry.input(one_of=True)
class DueInput:
    on: date | None = strawberry.UNSET
    """The end of this day in the deployment's time zone."""
    at: datetime | None = strawberry.UNSET
    days_after_issue: int | None = strawberry.UNSET
    """0 to 3,650, as all of these days; 0 is the same day."""
    working_days_after_issue: int | None = strawberry.UNSET
    """0 is the same day or, where that is off, the next working day."""
    days_after_effect: int | None = strawberry.UNSET
    """After the day from which the directive is in force."""
    months_after_effect: int | None = strawberry.UNSET
    """0 to 120 calendar months: a month after 31 January is the end of February."""
    working_days_after_receipt: int | None = strawberry.UNSET
    """Receipt is the moment at which the directive reaches the unit; it is counted from the day on
    which the directive takes effect where that is later."""
    days_after_receipt: int | None = strawberry.UNSET
    recurring: RecurrenceInput | None = strawberry.UNSET
    end_of_window: str | None = strawberry.UNSET
    """The key of a window that a later event dates: due at its end."""
    beside_window: WindowOffsetInput | None = strawberry.UNSET
    """Dated with the window, and again when that is dated again."""
    after_acceptance: AfterAcceptanceInput | None = strawberry.UNSET
    continuous: bool | None = strawberry.UNSET
    on_occurrence: bool | None = strawberry.UNSET
    hours_after_occurrence: int | None = strawberry.UNSET
    """After each occurrence that a unit declares, which owes a report on each: so many hours, to
    the minute."""
    days_after_occurrence: int | None = strawberry.UNSET
    """So many days; 0 is the end of the same local day."""
    working_days_after_occurrence: int | None = strawberry.UNSET
