"""A letter that was issued, and how far each unit has come with each thing that it asks."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from api.nation.letters import ANY_FIGURE, Asked, Letter
from api.nation.timetable import ZONE
from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day, start_of_day
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import TaskRecord
from cascade.enums import TaskKind
from cascade.execution.events import IndicatorValue

ACKNOWLEDGED: Final = 1
AWAITING: Final = 2
"""A report was handed in and is not decided."""
FULFILLED: Final = 4
RETURNED: Final = 8
"""A report was returned once; none is twice."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A task, or one occurrence of it: with a unit it makes an obligation."""

    task_id: UUID
    occurrence: date | None
    kind: TaskKind
    opens_at: datetime
    due_at: datetime | None
    needs_acceptance: bool
    quantity: Decimal | None
    values: tuple[IndicatorValue, ...]
    asked: Asked


@dataclass(slots=True)
class Running:
    """``versions`` are those of the executions of the units from place ``first`` on; ``states`` has
    a byte for each slot of each of them.
    """

    number: int
    issuer: int
    directive_id: UUID
    first: int
    slots: tuple[Slot, ...]
    units: int
    versions: "array[int]" = field(init=False)
    states: bytearray = field(init=False)

    def __post_init__(self) -> None:
        self.versions = array("H", bytes(2 * self.units))
        self.states = bytearray(self.units * len(self.slots))

    def state_at(self, place: int, slot: int) -> int:
        """The index of an obligation among the ``states``."""
        return (place - self.first) * len(self.slots) + slot


def slots_of(
    issued: DirectiveIssued, issued_at: datetime, letter: Letter, calendar: Calendar
) -> Iterator[Slot]:
    """What a letter asks, as it was decided, in the order of its tasks and their occurrences."""
    for task in issued.tasks:
        asked = letter.asked[task.key]
        if task.due.occurrences:
            for occurrence in task.due.occurrences:
                begins = max(issued_at, start_of_day(occurrence.starts_on, ZONE))
                yield _slot(task, asked, begins, occurrence.due_at, occurrence.day)
        else:
            yield _slot(task, asked, issued_at, _due_at(task, issued_at, calendar))


def _due_at(task: TaskRecord, reached_at: datetime, calendar: Calendar) -> datetime | None:
    if task.due.working_days is None:
        return task.due.due_at
    day = calendar.working_days_after(local_day(reached_at, ZONE), task.due.working_days)
    return end_of_day(day, ZONE)


def _slot(
    task: TaskRecord,
    asked: Asked,
    opens_at: datetime,
    due_at: datetime | None,
    occurrence: date | None = None,
) -> Slot:
    values = (IndicatorValue(indicator=i.key, value=ANY_FIGURE) for i in task.indicators)
    return Slot(
        task_id=task.task_id,
        occurrence=occurrence,
        kind=task.kind,
        opens_at=opens_at,
        due_at=due_at,
        needs_acceptance=task.needs_acceptance,
        quantity=task.quota.figure if task.quota else None,
        values=tuple(values),
        asked=asked,
    )
