"""What units do about one thing, as the log records it: no engine is asked, and a test asks one."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from hashlib import blake2b
from typing import Any, Final
from uuid import UUID

from api.nation.chart import ADMINISTRATOR, BRANCH, Chart
from api.nation.drawing import Draw
from api.nation.memory_log import MemoryLog, made
from api.nation.running import (
    ACKNOWLEDGED,
    ASKED,
    AWAITING,
    FULFILLED,
    NOT_APPLICABLE,
    RETURNED,
    Running,
    Slot,
)
from api.nation.wordings import REASONS, REMARKS, REPORTS
from cascade.access.events import RoleGranted
from cascade.clock import Clock
from cascade.content import SALT_BYTES, Content, ContentRef, seal
from cascade.engine.session import TEXT_MEDIA_TYPE
from cascade.enums import Classification, Role, TaskKind
from cascade.events import Event, next_place
from cascade.execution.events import (
    ActPlace,
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    ObligationAcknowledged,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.identifiers import access_id, execution_id

REPORTED, REQUESTED, DECLARED = range(3)


class Acts:
    """Each takes a letter, the place of a unit and the number of a slot, where it is possible."""

    def __init__(self, chart: Chart, draw: Draw, log: MemoryLog, clock: Clock) -> None:
        self._chart: Final = chart
        self._draw: Final = draw
        self._log: Final = log
        self._clock: Final = clock
        self._has_officer: Final = bytearray(len(chart.ids))

    def acknowledge(self, running: Running, place: int, number: int) -> None:
        at, slot = running.at(place, number), running.slots[number]
        fulfils = slot.kind is TaskKind.ACKNOWLEDGE
        running.states[at] |= ACKNOWLEDGED | (FULFILLED if fulfils else 0)
        event = ObligationAcknowledged(
            **self._act(running, place, slot), fulfils=fulfils, due_at=running.due_at(at, number)
        )
        self._by_unit(running, place, event, _OUTCOME)

    def report(self, running: Running, place: int, number: int) -> None:
        """It is accepted as it comes, where the task needs no acceptance."""
        at, slot = running.at(place, number), running.slots[number]
        again = bool(running.states[at] & RETURNED)
        running.states[at] |= AWAITING if slot.needs_acceptance else FULFILLED
        act = self._act(running, place, slot)
        report_id = _id_of(REPORTED, act, number, again)
        text, content = self._sealed(REPORTS)
        event = ReportSubmitted(
            **act,
            report_id=report_id,
            text=text,
            quantity=slot.quantity,
            accepted=not slot.needs_acceptance,
            due_at=running.due_at(at, number),
            values=slot.values,
        )
        self._by_unit(running, place, event, {"report": str(report_id)}, content)

    def accept(self, running: Running, place: int, number: int) -> None:
        at, slot = running.at(place, number), running.slots[number]
        again = bool(running.states[at] & RETURNED)
        running.states[at] ^= AWAITING | FULFILLED
        act = self._act(running, place, slot)
        event = ReportAccepted(
            **act,
            report_id=_id_of(REPORTED, act, number, again),
            decided_by_id=self._judge_id(running),
            remark=None,
            received_on=None,
        )
        self._by_judge(running, place, event, {"obligation": _answer(act)})

    def return_it(self, running: Running, place: int, number: int) -> None:
        """The first time that it was handed in."""
        at, slot = running.at(place, number), running.slots[number]
        running.states[at] ^= AWAITING | RETURNED
        act = self._act(running, place, slot)
        remark, content = self._sealed(REMARKS)
        event = ReportReturned(
            **act,
            report_id=_id_of(REPORTED, act, number, False),
            decided_by_id=self._judge_id(running),
            remark=remark,
            due_at=None,
        )
        self._by_judge(running, place, event, {"obligation": _answer(act)}, content)

    def ask(self, running: Running, place: int, number: int, due_at: datetime) -> None:
        """For a later date."""
        at, slot = running.at(place, number), running.slots[number]
        running.states[at] |= ASKED
        running.requested[at] = due_at
        act = self._act(running, place, slot)
        request_id = _id_of(REQUESTED, act, number, False)
        reason, content = self._sealed(REASONS)
        event = ExtensionAsked(**act, request_id=request_id, due_at=due_at, reason=reason)
        answer = {"obligation": _answer(act), "request": str(request_id)}
        self._by_unit(running, place, event, answer, content)

    def decide_request(self, running: Running, place: int, number: int, *, grant: bool) -> None:
        at, slot = running.at(place, number), running.slots[number]
        due_at = running.requested.pop(at)
        if grant:
            running.extended[at] = due_at
            running.extended_together.pop(at, None)
        act = self._act(running, place, slot)
        event = ExtensionDecided(
            **act,
            request_id=_id_of(REQUESTED, act, number, False),
            decided_by_id=self._judge_id(running),
            due_at=due_at if grant else None,
            remark=None,
        )
        self._by_judge(running, place, event, {"obligation": _answer(act)})

    def declare(self, running: Running, place: int, number: int) -> None:
        """That it does not apply; agreed at once, where the task needs no acceptance."""
        at, slot = running.at(place, number), running.slots[number]
        running.states[at] |= AWAITING if slot.needs_acceptance else NOT_APPLICABLE
        act = self._act(running, place, slot)
        reason, content = self._sealed(REASONS)
        event = NotApplicableDeclared(
            **act,
            declaration_id=_id_of(DECLARED, act, number, False),
            reason=reason,
            agreed=not slot.needs_acceptance,
            due_at=running.due_at(at, number),
        )
        self._by_unit(running, place, event, _OUTCOME, content)

    def agree(self, running: Running, place: int, number: int) -> None:
        at, slot = running.at(place, number), running.slots[number]
        running.states[at] ^= AWAITING | NOT_APPLICABLE
        act = self._act(running, place, slot)
        event = NotApplicableDecided(
            **act,
            declaration_id=_id_of(DECLARED, act, number, False),
            decided_by_id=self._judge_id(running),
            agreed=True,
            remark=None,
        )
        self._by_judge(running, place, event, _OUTCOME)

    # ---- what they are made of

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

    def _judge_id(self, running: Running) -> UUID:
        return self._chart.ids[self._chart.heir(running.issuer)]

    def _by_judge(
        self, running: Running, place: int, event: Event, answer: Any, *contents: Content
    ) -> None:
        subject = self._chart.officer(self._chart.heir(running.issuer))
        self._append(running, place, subject, event, answer, contents)

    def _by_unit(
        self, running: Running, place: int, event: Event, answer: Any, *contents: Content
    ) -> None:
        """Or by who took its place; a branch names its officer when it has something to do."""
        chart = self._chart
        subject = chart.officer(chart.heir(place))
        if chart.depths[place] == BRANCH and not self._has_officer[place]:
            self._has_officer[place] = True
            granted = RoleGranted(
                **next_place(access_id(subject), 0, self._clock.now()),
                subject=subject,
                unit_id=chart.ids[place],
                role=Role.OFFICER,
                clearance=Classification.OPEN,
                valid_from=None,
                valid_to=None,
            )
            told = {"subject": subject}
            self._log.add(made(ADMINISTRATOR, granted, told, self._draw.new_id()))
        self._append(running, place, subject, event, answer, contents)

    def _append(
        self,
        running: Running,
        place: int,
        subject: str,
        event: Event,
        answer: Mapping[str, Any],
        contents: Sequence[Content],
    ) -> None:
        command = made(subject, event, answer, self._draw.new_id(), contents)
        if running.is_asked_for and self._chart.depths[place] != BRANCH:
            self._log.remember(command)
        else:
            self._log.add(command)


_OUTCOME: Final[Mapping[str, Any]] = {"outcomes": [{"errors": []}]}


def _id_of(kind: int, act: ActPlace, slot: int, again: bool) -> UUID:
    """That of a report, request or declaration: of each there is one for an obligation, but that a
    returned report is followed by another.
    """
    name = act["originator_id"].bytes + bytes((kind, slot, again))
    return UUID(bytes=blake2b(name, digest_size=16).digest(), version=4)


def _answer(act: ActPlace) -> dict[str, str | None]:
    occurrence = act["occurrence"]
    return {
        "directive": str(act["directive_id"]),
        "unit": str(act["unit_id"]),
        "task": str(act["task_id"]),
        "occurrence": occurrence.isoformat() if occurrence else None,
    }
