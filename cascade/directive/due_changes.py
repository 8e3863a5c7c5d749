"""What became of due dates after the issue, as events keep it."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from cascade.directive.records import OccurrenceRecord


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedDue:
    """The date that a task, or one occurrence of it, is due by now; ``level``: by its rule."""

    task_id: UUID
    occurrence: date | None
    due_on: date
    due_at: datetime
    level: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedPeriods:
    """Further occurrences of a task that recurs without an end, in order of their days; ``level``:
    by its rule.
    """

    task_id: UUID
    occurrences: tuple[OccurrenceRecord, ...]
    level: str | None = None
