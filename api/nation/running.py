"""A letter that was issued, and how far each unit has come with each thing that it asks."""

from array import array
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from api.nation.chart import LEVELS, Chart
from api.nation.letters import ANY_FIGURE, Asked, Letter
from api.nation.timetable import ZONE
from cascade.calendar.state import Calendar
from cascade.days import end_of_day, local_day, start_of_day
from cascade.directive.events import DirectiveIssued
from cascade.directive.records import DueRecord, TaskRecord
from cascade.enums import POLICY_ACKNOWLEDGE_KEY, DueKind, TaskKind
from cascade.execution.events import IndicatorValue
from cascade.identifiers import task_id

ACKNOWLEDGED: Final = 1
AWAITING: Final = 2
"""A report or a declaration was handed in and is not decided."""
FULFILLED: Final = 4
RETURNED: Final = 8
"""A report was returned once; none is twice."""
ASKED: Final = 16
"""A later date was asked for; nobody asks twice."""
NOT_APPLICABLE: Final = 32
EXEMPTED: Final = 64
CLOSED: Final = FULFILLED | NOT_APPLICABLE | EXEMPTED


@dataclass(frozen=True, slots=True)
class Slot:
    """A task, or one occurrence of it: with a unit it makes an obligation. ``window``: it begins
    when that is dated.
    """

    task_id: UUID
    occurrence: date | None
    kind: TaskKind
    opens_at: datetime
    needs_acceptance: bool
    quantity: Decimal | None
    values: tuple[IndicatorValue, ...]
    asked: Asked
    window: bool = False


@dataclass(slots=True)
class Running:
    """``versions`` are those of the executions of the units from place ``first`` on; ``states`` has
    a byte for each slot of each of them.
    """

    number: int
    issuer: int
    issued: DirectiveIssued
    first: int
    slots: tuple[Slot, ...]
    dues: list[datetime | None]
    """When each slot falls due by now."""
    units: int
    is_asked_for: bool
    """Whether decisions will ask for what offices did about it."""
    versions: "array[int]" = field(init=False)
    states: bytearray = field(init=False)
    reached: bytearray = field(init=False)
    extended: dict[int, datetime] = field(default_factory=dict)
    """By obligation, the date to which it was extended by itself,"""
    extended_together: dict[int, datetime] = field(default_factory=dict)
    """and since then with others."""
    requested: dict[int, datetime] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    """Slots of which nothing is asked any more."""
    has_ended: bool = False

    def __post_init__(self) -> None:
        self.versions = array("H", bytes(2 * self.units))
        self.states = bytearray(self.units * len(self.slots))
        self.reached = bytearray(self.units)

    @property
    def directive_id(self) -> UUID:
        return self.issued.originator_id

    def at(self, place: int, slot: int) -> int:
        """The index of an obligation among the ``states``."""
        return (place - self.first) * len(self.slots) + slot

    def is_open(self, at: int, slot: int) -> bool:
        """Whether anything is asked of an obligation, and nothing waits to be decided."""
        return not self.states[at] & (CLOSED | AWAITING) and self.is_asked(slot)

    def is_asked(self, slot: int) -> bool:
        return not self.has_ended and slot not in self.withdrawn

    def due_at(self, at: int, slot: int) -> datetime | None:
        """The due date in force."""
        due = self.extended.get(at) or self.dues[slot]
        together = self.extended_together.get(at)
        return due if due is None or together is None else max(due, together)

    def newly_reached(self, chart: Chart, scope: int, depths: tuple[int, ...]) -> list[int]:
        """Those whom it reaches by what was just done, the scope itself not included."""
        found = []
        for place in chart.under(scope, *depths):
            if not self.reached[place - self.first]:
                self.reached[place - self.first] = True
                found.append(place)
        return found


def begin_running(
    number: int,
    issuer: int,
    issued: DirectiveIssued,
    letter: Letter,
    issued_at: datetime,
    calendar: Calendar,
    chart: Chart,
) -> Running:
    """A letter as it was decided."""
    slots, dues = [], []
    for slot, due in _slots(issued, issued_at, letter, calendar):
        slots.append(slot)
        dues.append(due)
    return Running(
        number=number,
        issuer=issuer,
        issued=issued,
        first=issuer,
        slots=tuple(slots),
        dues=dues,
        units=chart.ends[issuer] - issuer,
        is_asked_for=issued.level_by_level is not None,
    )


def _slots(
    issued: DirectiveIssued, issued_at: datetime, letter: Letter, calendar: Calendar
) -> Iterator[tuple[Slot, datetime | None]]:
    """In the order of its tasks and their occurrences; what a policy adds comes last."""
    for task in issued.tasks:
        asked = letter.asked[task.key]
        # A task that has rules for levels is asked of one level here.
        due = task.due_of(LEVELS[asked.depths[0]]) if asked.depths else task.due
        for occurrence in due.occurrences:
            begins = max(issued_at, start_of_day(occurrence.starts_on, ZONE))
            yield _slot(task, asked, begins, occurrence.day), occurrence.due_at
        if not due.occurrences:
            yield _slot(task, asked, issued_at), _due_at(due, issued_at, calendar)
    if letter.policy is not None:
        asked, days = letter.policy
        yield (
            Slot(
                task_id=task_id(issued.originator_id, POLICY_ACKNOWLEDGE_KEY),
                occurrence=None,
                kind=TaskKind.ACKNOWLEDGE,
                opens_at=issued_at,
                needs_acceptance=False,
                quantity=None,
                values=(),
                asked=asked,
            ),
            _working_days_after(issued_at, days, calendar),
        )


def _due_at(due: DueRecord, reached_at: datetime, calendar: Calendar) -> datetime | None:
    if due.working_days is None:
        return due.due_at
    return _working_days_after(reached_at, due.working_days, calendar)


def _working_days_after(instant: datetime, days: int, calendar: Calendar) -> datetime:
    return end_of_day(calendar.working_days_after(local_day(instant, ZONE), days), ZONE)


def _slot(
    task: TaskRecord, asked: Asked, opens_at: datetime, occurrence: date | None = None
) -> Slot:
    values = (IndicatorValue(indicator=i.key, value=ANY_FIGURE) for i in task.indicators)
    return Slot(
        task_id=task.task_id,
        occurrence=occurrence,
        kind=task.kind,
        opens_at=opens_at,
        needs_acceptance=task.needs_acceptance,
        quantity=task.quota.figure if task.quota else None,
        values=tuple(values),
        asked=asked,
        window=task.due.kind is DueKind.WINDOW and task.due.due_at is None,
    )
