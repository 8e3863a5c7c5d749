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
    """By days or longer, such as "FREQ=WEEKLY;BYDAY=FR;COUNT=52"; without DTSTART."""
    starts_on: date
    """The first day on which an occurrence may be."""
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
    """Whether it is counted from the window's first day or its last."""
    days_before: int | None = strawberry.UNSET
    """So many calendar days before."""
    days_after: int | None = strawberry.UNSET
    """So many calendar days after."""
    working_days_before: int | None = strawberry.UNSET
    """So many working days before."""
    working_days_after: int | None = strawberry.UNSET
    """So many working days after."""


@becomes(directive.AfterAcceptanceInput)
@strawberry.input
class AfterAcceptanceInput:
    """So long after what a unit owes by another task was accepted, for each unit by its own;
    undated until then. Exactly one of the counts, 0 to 3,650.
    """

    task: str
    """Its key: of a task that neither recurs nor has a quota."""
    days: int | None = strawberry.UNSET
    """So many calendar days; 0 is the end of the day of the acceptance."""
    working_days: int | None = strawberry.UNSET
    """So many working days; 0 is that day or, where it is off, the next working day."""


@becomes(directive.DueInput)
@strawberry.input(one_of=True)
class DueInput:
    """When a task is due: exactly one of these rules."""

    on: date | None = strawberry.UNSET
    """The end of this day in the deployment's time zone."""
    at: datetime | None = strawberry.UNSET
    """This very instant."""
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
    """Calendar days from the same moment; 0 is the same day."""
    recurring: RecurrenceInput | None = strawberry.UNSET
    """Again and again, each occurrence an obligation of its own."""
    end_of_window: str | None = strawberry.UNSET
    """The key of a window that a later event dates: due at its end."""
    beside_window: WindowOffsetInput | None = strawberry.UNSET
    """Dated with the window, and again when that is dated again."""
    after_acceptance: AfterAcceptanceInput | None = strawberry.UNSET
    """So long after another task of the directive was accepted."""
    continuous: bool | None = strawberry.UNSET
    """True: always going on, and never due."""
    on_occurrence: bool | None = strawberry.UNSET
    """True: whenever something happens, without a date; each report is one of its own."""
    hours_after_occurrence: int | None = strawberry.UNSET
    """After each occurrence that a unit declares, which owes a report on each: so many hours, to
    the minute."""
    days_after_occurrence: int | None = strawberry.UNSET
    """So many days; 0 is the end of the same local day."""
    working_days_after_occurrence: int | None = strawberry.UNSET
    """So many working days; 0 is that day or, where it is off, the next working day."""
