"""When a task is due."""

from datetime import date, datetime

import strawberry

from api.graphql.runtime.to_command import becomes
from cascade.directive import due_commands as directive
from cascade.enums import WindowEdge


@becomes(directive.RecurrenceInput)
@strawberry.input(
    description="An RFC 5545 RRULE: one obligation for each occurrence. Without COUNT and UNTIL it "
    "holds while the directive is in force, and its occurrences are there a month ahead."
)
class RecurrenceInput:
    rrule: str
    starts_on: date
    time: str | None = strawberry.field(
        description="HH:MM in the deployment's time zone; the end of the day when left out.",
        default=strawberry.UNSET,
    )


@becomes(directive.WindowOffsetInput)
@strawberry.input(
    description="So long before or after a window starts or ends, such as a plan 3 days before the "
    "congress opens. Exactly one of the counts: 1 to 3,650 before, 0 to 3,650 after."
)
class WindowOffsetInput:
    window: str = strawberry.field(description="Its key.")
    edge: WindowEdge = WindowEdge.END
    days_before: int | None = strawberry.UNSET
    days_after: int | None = strawberry.UNSET
    working_days_before: int | None = strawberry.UNSET
    working_days_after: int | None = strawberry.UNSET


@becomes(directive.AfterAcceptanceInput)
@strawberry.input(
    description="So long after what a unit owes by another task was accepted, for each unit by its "
    "own; undated until then. Exactly one of the counts, 0 to 3,650."
)
class AfterAcceptanceInput:
    task: str = strawberry.field(
        description="Its key: of a task that neither recurs nor has a quota."
    )
    days: int | None = strawberry.UNSET
    working_days: int | None = strawberry.UNSET


@becomes(directive.DueInput)
@strawberry.input(one_of=True)
class DueInput:
    on: date | None = strawberry.field(
        description="The end of this day in the deployment's time zone.", default=strawberry.UNSET
    )
    at: datetime | None = strawberry.UNSET
    days_after_issue: int | None = strawberry.field(
        description="0 to 3,650, as all of these days; 0 is the same day.",
        default=strawberry.UNSET,
    )
    working_days_after_issue: int | None = strawberry.field(
        description="0 is the same day or, where that is off, the next working day.",
        default=strawberry.UNSET,
    )
    days_after_effect: int | None = strawberry.field(
        description="After the day from which the directive is in force.",
        default=strawberry.UNSET,
    )
    months_after_effect: int | None = strawberry.field(
        description="0 to 120 calendar months: a month after 31 January is the end of February.",
        default=strawberry.UNSET,
    )
    working_days_after_receipt: int | None = strawberry.field(
        description="Receipt is the moment at which the directive reaches the unit; it is counted "
        "from the day on which the directive takes effect where that is later.",
        default=strawberry.UNSET,
    )
    days_after_receipt: int | None = strawberry.UNSET
    recurring: RecurrenceInput | None = strawberry.UNSET
    end_of_window: str | None = strawberry.field(
        description="The key of a window that a later event dates: due at its end.",
        default=strawberry.UNSET,
    )
    beside_window: WindowOffsetInput | None = strawberry.field(
        description="Dated with the window, and again when that is dated again.",
        default=strawberry.UNSET,
    )
    after_acceptance: AfterAcceptanceInput | None = strawberry.UNSET
    continuous: bool | None = strawberry.UNSET
    on_occurrence: bool | None = strawberry.UNSET
    hours_after_occurrence: int | None = strawberry.field(
        description="After each occurrence that a unit declares, which owes a report on each: "
        "so many hours, to the minute.",
        default=strawberry.UNSET,
    )
    days_after_occurrence: int | None = strawberry.field(
        description="So many days; 0 is the end of the same local day.", default=strawberry.UNSET
    )
    working_days_after_occurrence: int | None = strawberry.UNSET
