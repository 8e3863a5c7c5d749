"""When a task is due, as a user gives it. Null where left out."""

from dataclasses import dataclass
from datetime import date, datetime

from cascade.enums import WindowEdge
from cascade.text_rules import Line, Word


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceInput:
    """An RRULE, with an end or without, from a day on; ``time`` is HH:MM local, null the end of the
    day.
    """

    rrule: Word
    starts_on: date
    time: Word | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowOffsetInput:
    """So many days before or after a window starts or ends: exactly one of the counts."""

    window: Word
    edge: WindowEdge = WindowEdge.END
    days_before: int | None = None
    days_after: int | None = None
    working_days_before: int | None = None
    working_days_after: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterAcceptanceInput:
    """So many days, or working days, after what a unit owes by another task was accepted."""

    task: Word
    days: int | None = None
    working_days: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueInput:
    """Exactly one of these."""

    on: date | None = None
    at: datetime | None = None
    days_after_issue: int | None = None
    working_days_after_issue: int | None = None
    days_after_effect: int | None = None
    months_after_effect: int | None = None
    days_after_receipt: int | None = None
    working_days_after_receipt: int | None = None
    recurring: RecurrenceInput | None = None
    end_of_window: Word | None = None
    beside_window: WindowOffsetInput | None = None
    after_acceptance: AfterAcceptanceInput | None = None
    continuous: bool | None = None
    on_occurrence: bool | None = None
    hours_after_occurrence: int | None = None
    days_after_occurrence: int | None = None
    working_days_after_occurrence: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelDueInput:
    """When units of one level owe a task, in place of the task's own rule."""

    level: Word
    due: DueInput
    due_stated: Line | None = None
