"""What units will do about letters: drawn when a letter reaches them, done at its moment."""

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from api.nation.acts import Acts
from api.nation.chart import BRANCH, PROVINCE, WARD, Chart
from api.nation.drawing import Draw
from api.nation.running import ACKNOWLEDGED, AWAITING, CLOSED, RETURNED, Running
from api.nation.steps import (
    ACKNOWLEDGE,
    AGREE,
    ASK,
    DECIDE,
    DECLARE,
    GRANT,
    IMPLEMENT,
    RELAY,
    REPORT,
)
from api.nation.timetable import QUARTERS, ZONE, Timetable
from cascade.clock import Clock
from cascade.days import end_of_day, local_day
from cascade.enums import TaskKind

LATE: Final = 0.1
"""How many of those who report do so after the date."""
LATE_DAYS: Final = 8.0
"""How many working days late they are, on average."""
UNHURRIED_DAYS: Final = 60.0
"""How many working days after its beginning something is reported on that has no date."""
ACKNOWLEDGES: Final = 0.4
"""How many acknowledge what they will report on, too."""
RETURNS: Final = 0.06
"""How many reports are returned once."""
ASKS: Final = 0.03
"""How many ask for a later date,"""
GRANTED: Final = 0.8
"""how many of them get it, and"""
LATER: Final = timedelta(days=10)
"""by how much."""
DECLARES: Final = 0.01
"""How many say that there is nothing of the kind with them."""
DECISION_DAYS: Final = 4
PASSES_ON: Final = 0.95
"""How many offices pass on what goes level by level;"""
PASSING_DAYS: Final = {PROVINCE: 5, WARD: 8}
"""within so many working days, by their level;"""
IMPLEMENTS: Final = 0.015
"""and how many of the wards do it by a letter of their own."""

STEP_BITS, SLOT_BITS, PLACE_BITS = 4, 8, 18


@dataclass(frozen=True, slots=True)
class Wanted:
    """What an engine is to decide: a step of a letter, and the unit that it is about."""

    step: int
    running: Running
    place: int


class Lives:
    """What is still to come, by its moments."""

    def __init__(
        self, chart: Chart, timetable: Timetable, draw: Draw, acts: Acts, clock: Clock
    ) -> None:
        self._chart: Final = chart
        self._timetable: Final = timetable
        self._draw: Final = draw
        self._acts: Final = acts
        self._clock: Final = clock
        self._running: Final[dict[int, Running]] = {}
        self._planned: Final[list[array[int]]] = [array("Q") for _ in range(timetable.end)]
        self._steps: Final[tuple[Callable[[Running, int, int], None], ...]] = (
            self._acknowledge,
            self._report,
            self._decide,
            self._ask,
            self._grant,
            self._declare,
            self._agree,
        )

    @property
    def _now(self) -> int:
        return self._timetable.moment_at(self._clock.now())

    # ---- planning

    def begin(self, running: Running) -> None:
        """A letter was issued: it reached all whom it asks, or the topmost of them."""
        self._running[running.number] = running
        by_steps = running.issued.level_by_level is not None
        depths = (PROVINCE,) if by_steps else (PROVINCE, WARD, BRANCH)
        self.reach(running, running.issuer, depths)

    def reach(self, running: Running, scope: int, depths: tuple[int, ...]) -> None:
        """It came to units under one: let each do in time what it will do."""
        places = running.newly_reached(self._chart, scope, depths)
        for number, slot in enumerate(running.slots):
            if not slot.window:
                self._plan_slot(running, number, slot.asked.among(places, self._chart.depths))
        if running.issued.level_by_level is not None:
            self._plan_passing_on(running, places)

    def begin_slot(self, running: Running, number: int) -> None:
        """What waited for a date has one."""
        everyone = self._chart.under(running.issuer, PROVINCE, WARD, BRANCH)
        asked = running.slots[number].asked
        self._plan_slot(running, number, asked.among(everyone, self._chart.depths))

    def plan(self, days: int, step: int, running: Running, place: int, slot: int = 0) -> None:
        """Let something happen within so many working days."""
        later = 1 + self._draw.randrange(days * QUARTERS)
        self._plan(self._now + later, running, place, slot, step)

    def _plan_slot(self, running: Running, number: int, places: Sequence[int]) -> None:
        slot, due_at = running.slots[number], running.dues[number]
        opens = max(self._now + 1, self._timetable.moment_at(slot.opens_at))
        due = None if due_at is None else self._timetable.moment_at(due_at)
        for place in self._draw.some(places, slot.asked.turnout):
            self._plan_life(running, place, number, opens, due)

    def _plan_passing_on(self, running: Running, places: Sequence[int]) -> None:
        for place in places:
            days = PASSING_DAYS.get(self._chart.depths[place])
            if days is not None and self._draw.random() < PASSES_ON:
                own = days == PASSING_DAYS[WARD] and self._draw.rarely(IMPLEMENTS)
                self.plan(days, IMPLEMENT if own else RELAY, running, place)

    def _plan_life(
        self, running: Running, place: int, number: int, opens: int, due: int | None
    ) -> None:
        draw, slot = self._draw, running.slots[number]
        done = self._done_at(opens, due)
        if slot.kind is TaskKind.ACKNOWLEDGE:
            self._plan(done, running, place, number, ACKNOWLEDGE)
            return
        if draw.random() < ACKNOWLEDGES:
            read = min(done, opens + draw.randrange(2 * QUARTERS))
            self._plan(read, running, place, number, ACKNOWLEDGE)
        if due is not None and due > opens and slot.needs_acceptance and draw.rarely(ASKS):
            self._plan(draw.between(opens, due), running, place, number, ASK)
            done = max(done, due)
        step = DECLARE if draw.rarely(DECLARES) else REPORT
        self._plan(done, running, place, number, step)

    def _done_at(self, opens: int, due: int | None) -> int:
        draw = self._draw
        if due is None:
            return opens + int(draw.expovariate(1 / (UNHURRIED_DAYS * QUARTERS)))
        if draw.random() < LATE:
            return max(due, opens) + int(draw.expovariate(1 / (LATE_DAYS * QUARTERS)))
        return draw.between(opens, max(due, opens + 1))

    def _plan(self, moment: int, running: Running, place: int, slot: int, step: int) -> None:
        """What would be done after the year's end is not."""
        if moment < self._timetable.end:
            code = (running.number << PLACE_BITS | place) << SLOT_BITS | slot
            self._planned[moment].append(code << STEP_BITS | step)

    # ---- living

    def live(self, moment: int) -> Iterator[Wanted]:
        """Do what is planned for a moment; yields what an engine is asked for in between."""
        planned, self._planned[moment] = self._planned[moment], array("Q")
        for code in planned:
            step = code & (1 << STEP_BITS) - 1
            slot = code >> STEP_BITS & (1 << SLOT_BITS) - 1
            place = code >> (STEP_BITS + SLOT_BITS) & (1 << PLACE_BITS) - 1
            running = self._running[code >> (STEP_BITS + SLOT_BITS + PLACE_BITS)]
            if step >= RELAY:
                if not running.has_ended:
                    yield Wanted(step, running, place)
            elif running.is_asked(slot):
                self._steps[step](running, place, slot)

    def _acknowledge(self, running: Running, place: int, slot: int) -> None:
        if not running.states[running.at(place, slot)] & (ACKNOWLEDGED | CLOSED):
            self._acts.acknowledge(running, place, slot)

    def _report(self, running: Running, place: int, slot: int) -> None:
        if running.is_open(running.at(place, slot), slot):
            self._acts.report(running, place, slot)
            if running.slots[slot].needs_acceptance:
                self.plan(DECISION_DAYS, DECIDE, running, place, slot)

    def _decide(self, running: Running, place: int, slot: int) -> None:
        at = running.at(place, slot)
        if running.states[at] & RETURNED or self._draw.random() >= RETURNS:
            self._acts.accept(running, place, slot)
        else:
            self._acts.return_it(running, place, slot)
            self.plan(DECISION_DAYS, REPORT, running, place, slot)

    def _ask(self, running: Running, place: int, slot: int) -> None:
        at = running.at(place, slot)
        due_at = running.due_at(at, slot)
        if due_at is None or not running.is_open(at, slot):
            return
        later = end_of_day(local_day(due_at + LATER, ZONE), ZONE)
        if later > self._clock.now():
            self._acts.ask(running, place, slot, later)
            self.plan(DECISION_DAYS, GRANT, running, place, slot)

    def _grant(self, running: Running, place: int, slot: int) -> None:
        at = running.at(place, slot)
        due_at, wanted = running.due_at(at, slot), running.requested[at]
        can = due_at is not None and max(due_at, self._clock.now()) < wanted
        grant = can and running.is_open(at, slot) and self._draw.random() < GRANTED
        self._acts.decide_request(running, place, slot, grant=grant)

    def _declare(self, running: Running, place: int, slot: int) -> None:
        if running.is_open(running.at(place, slot), slot):
            self._acts.declare(running, place, slot)
            if running.slots[slot].needs_acceptance:
                self.plan(DECISION_DAYS, AGREE, running, place, slot)

    def _agree(self, running: Running, place: int, slot: int) -> None:
        if running.states[running.at(place, slot)] & AWAITING:
            self._acts.agree(running, place, slot)
