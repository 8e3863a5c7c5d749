"""What units do about letters, day by day: drawn when a letter reaches them, done at its moment."""

from array import array
from collections.abc import Callable, Mapping, Sequence
from hashlib import blake2b, sha256
from typing import Any, Final
from uuid import UUID

from api.nation.chart import ADMINISTRATOR, BRANCH, Chart
from api.nation.drawing import Draw
from api.nation.memory_log import MemoryLog
from api.nation.running import ACKNOWLEDGED, AWAITING, FULFILLED, RETURNED, Running, Slot
from api.nation.timetable import QUARTERS, Timetable
from api.nation.wordings import REMARKS, REPORTS
from cascade.access.events import RoleGranted
from cascade.clock import Clock
from cascade.content import SALT_BYTES, Content, ContentRef, seal
from cascade.engine.session import TEXT_MEDIA_TYPE
from cascade.enums import Classification, Role, TaskKind
from cascade.events import Event, next_place
from cascade.execution.events import (
    ActPlace,
    ObligationAcknowledged,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.identifiers import access_id, execution_id
from cascade.log import Append

ACKNOWLEDGE, REPORT, DECIDE = range(3)
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
DECISION_DAYS: Final = 4

STEP_BITS, SLOT_BITS, PLACE_BITS = 4, 8, 18


class Lives:
    """The acts that are still to come, by their moments, and how each is done."""

    def __init__(
        self, chart: Chart, timetable: Timetable, draw: Draw, log: MemoryLog, clock: Clock
    ) -> None:
        self._chart: Final = chart
        self._timetable: Final = timetable
        self._draw: Final = draw
        self._log: Final = log
        self._clock: Final = clock
        self._has_officer: Final = bytearray(len(chart.ids))
        self._running: Final[dict[int, Running]] = {}
        self._planned: Final[list[array[int]]] = [array("Q") for _ in range(timetable.end)]
        self._steps: Final[tuple[Callable[[Running, int, int], None], ...]] = (
            self._acknowledge,
            self._report,
            self._decide,
        )

    # ---- planning

    def begin(self, running: Running, moment: int) -> None:
        """A letter reached all whom it asks: let each do in time what it will do."""
        self._running[running.number] = running
        for number, slot in enumerate(running.slots):
            opens = max(moment + 1, self._timetable.moment_at(slot.opens_at))
            due = None if slot.due_at is None else self._timetable.moment_at(slot.due_at)
            for place in self._draw.some(slot.asked.places, slot.asked.turnout):
                self._plan_life(running, place, number, opens, due)

    def _plan_life(
        self, running: Running, place: int, number: int, opens: int, due: int | None
    ) -> None:
        draw = self._draw
        if due is None:
            done = opens + int(draw.expovariate(1 / (UNHURRIED_DAYS * QUARTERS)))
        elif draw.random() < LATE:
            done = max(due, opens) + int(draw.expovariate(1 / (LATE_DAYS * QUARTERS)))
        else:
            done = draw.between(opens, max(due, opens + 1))
        if running.slots[number].kind is TaskKind.ACKNOWLEDGE:
            self._plan(done, running, place, number, ACKNOWLEDGE)
            return
        if draw.random() < ACKNOWLEDGES:
            read = min(done, opens + draw.randrange(2 * QUARTERS))
            self._plan(read, running, place, number, ACKNOWLEDGE)
        self._plan(done, running, place, number, REPORT)

    def _plan(self, moment: int, running: Running, place: int, slot: int, step: int) -> None:
        """What would be done after the year's end is not."""
        if moment < self._timetable.end:
            code = (running.number << PLACE_BITS | place) << SLOT_BITS | slot
            self._planned[moment].append(code << STEP_BITS | step)

    def _plan_within(self, days: int, running: Running, place: int, slot: int, step: int) -> None:
        now = self._timetable.moment_at(self._clock.now())
        later = 1 + self._draw.randrange(days * QUARTERS)
        self._plan(now + later, running, place, slot, step)

    # ---- doing

    def live(self, moment: int) -> None:
        """Do what is planned for a moment."""
        # What is done may plan no more for the same moment.
        planned, self._planned[moment] = self._planned[moment], array("Q")
        for code in planned:
            step = code & (1 << STEP_BITS) - 1
            slot = code >> STEP_BITS & (1 << SLOT_BITS) - 1
            place = code >> (STEP_BITS + SLOT_BITS) & (1 << PLACE_BITS) - 1
            number = code >> (STEP_BITS + SLOT_BITS + PLACE_BITS)
            self._steps[step](self._running[number], place, slot)

    def _acknowledge(self, running: Running, place: int, number: int) -> None:
        at, slot = running.state_at(place, number), running.slots[number]
        if running.states[at] & (ACKNOWLEDGED | FULFILLED):
            return
        fulfils = slot.kind is TaskKind.ACKNOWLEDGE
        running.states[at] |= ACKNOWLEDGED | (FULFILLED if fulfils else 0)
        act = self._act(running, place, slot)
        event = ObligationAcknowledged(**act, fulfils=fulfils, due_at=slot.due_at)
        self._append(self._officer(place), event, {"outcomes": [{"errors": []}]})

    def _report(self, running: Running, place: int, number: int) -> None:
        at, slot = running.state_at(place, number), running.slots[number]
        running.states[at] |= AWAITING if slot.needs_acceptance else FULFILLED
        act = self._act(running, place, slot)
        report_id = _report_id(act, number, again=bool(running.states[at] & RETURNED))
        text, content = self._sealed(REPORTS)
        event = ReportSubmitted(
            **act,
            report_id=report_id,
            text=text,
            quantity=slot.quantity,
            accepted=not slot.needs_acceptance,
            due_at=slot.due_at,
            values=slot.values,
        )
        self._append(self._officer(place), event, {"report": str(report_id)}, content)
        if slot.needs_acceptance:
            self._plan_within(DECISION_DAYS, running, place, number, DECIDE)

    def _decide(self, running: Running, place: int, number: int) -> None:
        at, slot = running.state_at(place, number), running.slots[number]
        act = self._act(running, place, slot)
        again = bool(running.states[at] & RETURNED)
        decided = _Decided(
            **act,
            report_id=_report_id(act, number, again=again),
            decided_by_id=self._chart.ids[running.issuer],
        )
        officer, answer = self._chart.officer(running.issuer), {"obligation": _answer(act)}
        running.states[at] &= ~AWAITING
        if again or self._draw.random() >= RETURNS:
            running.states[at] |= FULFILLED
            accepted = ReportAccepted(**decided, remark=None, received_on=None)
            self._append(officer, accepted, answer)
            return
        running.states[at] |= RETURNED
        remark, content = self._sealed(REMARKS)
        returned = ReportReturned(**decided, remark=remark, due_at=None)
        self._append(officer, returned, answer, content)
        self._plan_within(DECISION_DAYS, running, place, number, REPORT)

    def _officer(self, place: int) -> str:
        """Who acts for a unit; a branch names its officer when it first has something to do."""
        subject = self._chart.officer(place)
        if self._chart.depths[place] == BRANCH and not self._has_officer[place]:
            self._has_officer[place] = True
            granted = RoleGranted(
                **next_place(access_id(subject), 0, self._clock.now()),
                subject=subject,
                unit_id=self._chart.ids[place],
                role=Role.OFFICER,
                clearance=Classification.OPEN,
                valid_from=None,
                valid_to=None,
            )
            self._append(ADMINISTRATOR, granted, {"subject": subject})
        return subject

    # ---- what acts are made of

    def _act(self, running: Running, place: int, slot: Slot) -> ActPlace:
        unit_id = self._chart.ids[place]
        running.versions[place - running.first] += 1
        return {
            "originator_id": execution_id(running.directive_id, unit_id),
            "originator_version": running.versions[place - running.first],
            "timestamp": self._clock.now(),
            "directive_id": running.directive_id,
            "unit_id": unit_id,
            "task_id": slot.task_id,
            "occurrence": slot.occurrence,
        }

    def _sealed(self, wordings: Sequence[str]) -> tuple[ContentRef, Content]:
        draw = self._draw
        text = wordings[int(draw.random() * len(wordings))].encode()
        return seal(text, TEXT_MEDIA_TYPE, draw.new_id(), draw.new_salt(SALT_BYTES))

    def _append(
        self, subject: str, event: Event, answer: Mapping[str, Any], *contents: Content
    ) -> None:
        """As one command under a key of its own."""
        stream_id, version = event.originator_id, event.originator_version
        key = f"{stream_id}/{version}"
        self._log.add(
            Append(
                principal=subject,
                key=key,
                digest=sha256(key.encode()).digest(),
                correlation_id=self._draw.new_id(),
                expected={stream_id: version - 1},
                events=(event,),
                answer=answer,
                content=contents,
            )
        )


class _Decided(ActPlace):
    """What a decision on a report begins with."""

    report_id: UUID
    decided_by_id: UUID


def _report_id(act: ActPlace, slot: int, *, again: bool) -> UUID:
    """That of a unit's first report on what a slot asks, or of the one after its return."""
    name = act["originator_id"].bytes + bytes((slot, again))
    return UUID(bytes=blake2b(name, digest_size=16).digest(), version=4)


def _answer(act: ActPlace) -> dict[str, str | None]:
    occurrence = act["occurrence"]
    return {
        "directive": str(act["directive_id"]),
        "unit": str(act["unit_id"]),
        "task": str(act["task_id"]),
        "occurrence": occurrence.isoformat() if occurrence else None,
    }
