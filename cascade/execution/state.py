"""What one addressed unit did with one directive, folded from its own acts.

Every fact keeps its position, so that it can be told what stood at an earlier one: an extension of
a whole province asks what was open when it was given.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from cascade.enums import ReportDecision
from cascade.events import Event
from cascade.execution.events import (
    DirectiveEntered,
    DirectivePassedOn,
    DirectiveRelayed,
    ExtensionAsked,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    ObligationAcknowledged,
    ObligationAssigned,
    ObligationExempted,
    ObligationExtended,
    ObligationPlanned,
    OccurrenceDeclared,
    OccurrenceWithdrawn,
    PlanEntry,
    RelayRecalled,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.quantities import NOTHING
from cascade.recorded import Recorded

OccurrenceKey = tuple[UUID, date | None]
"""The task, and the original day of an occurrence."""


def is_by(fact: int | None, until: int | None) -> bool:
    """Whether a fact of a position (null: it never was) stood at another (null: stands now)."""
    return fact is not None and (until is None or fact <= until)


@dataclass(slots=True)
class Report:
    """A report and what became of it; ``submitted_at`` is when it came, where that was earlier."""

    report_id: UUID
    obligation: OccurrenceKey
    position: int
    submitted_at: datetime
    quantity: Decimal
    decision: ReportDecision | None = None
    decided_at: int | None = None

    def is_accepted(self, until: int | None = None) -> bool:
        return self.decision is ReportDecision.ACCEPTED and is_by(self.decided_at, until)


@dataclass(slots=True)
class ExtensionRequest:
    """A request for a later due date; ``is_open`` until it is decided. ``granted_to``: the date
    that it was granted, null while it is open and where it was refused.
    """

    request_id: UUID
    obligation: OccurrenceKey
    due_at: datetime
    is_open: bool = True
    granted_to: datetime | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """Where and when what a unit owes came to be accepted, or acknowledged where that was asked."""

    position: int
    recorded_at: datetime


@dataclass(slots=True)
class Declaration:
    """That it does not apply. ``agreed``: null until it is decided; ``ended_at``: taken back, or
    reported on since it was agreed.
    """

    declaration_id: UUID
    position: int
    agreed: bool | None = None
    decided_at: int | None = None
    ended_at: int | None = None

    def awaits_decision(self, until: int | None = None) -> bool:
        is_over = is_by(self.decided_at, until) or is_by(self.ended_at, until)
        return is_by(self.position, until) and not is_over

    def holds(self, until: int | None = None) -> bool:
        """Whether it is agreed that it does not apply."""
        is_agreed = self.agreed is True and is_by(self.decided_at, until)
        return is_agreed and not is_by(self.ended_at, until)


@dataclass(slots=True)
class Acts:
    """What was done on one obligation. Whether it is fulfilled needs the task: see ``standing``."""

    acknowledged_at: int | None = None
    first_accepted: Accepted | None = None
    fulfilled_by_acknowledging: bool = False
    extended_to: datetime | None = None
    extended_at: int = 0
    """The position of what set ``extended_to``."""
    exempted_at: int | None = None
    reports: list[Report] = field(default_factory=list)
    request: ExtensionRequest | None = None
    """The last one."""
    declarations: list[Declaration] = field(default_factory=list)
    post: str | None = None
    plan: tuple[PlanEntry, ...] = ()

    @property
    def acknowledged(self) -> bool:
        return self.acknowledged_at is not None

    @property
    def latest(self) -> Report | None:
        return self.reports[-1] if self.reports else None

    def awaits_decision(self, until: int | None = None) -> bool:
        """Whether the last report of then, or what was declared, was not decided then."""
        handed_in = [report for report in self.reports if is_by(report.position, until)]
        if handed_in and not is_by(handed_in[-1].decided_at, until):
            return True
        return any(each.awaits_decision(until) for each in self.declarations)

    def is_not_applicable(self, until: int | None = None) -> bool:
        return any(each.holds(until) for each in self.declarations)

    def is_fulfilled_by_acknowledging(self, until: int | None = None) -> bool:
        return self.fulfilled_by_acknowledging and is_by(self.acknowledged_at, until)

    def is_accepted(self, until: int | None = None) -> bool:
        return any(report.is_accepted(until) for report in self.reports)


@dataclass(slots=True)
class Occurrence:
    """An occurrence that the unit declared; ``withdrawn_at`` where it was none."""

    position: int
    recorded_at: datetime
    occurred_at: datetime
    label: str
    note: str | None
    withdrawn_at: int | None = None


@dataclass(slots=True)
class Relay:
    """A relay with the place of its event; ``recalled_at`` where it reaches nobody any more."""

    position: int
    recorded_at: datetime
    event: DirectiveRelayed
    recalled_at: int | None = None

    def stands(self, until: int | None = None) -> bool:
        return is_by(self.position, until) and not is_by(self.recalled_at, until)


@dataclass(frozen=True, slots=True)
class Entry:
    """The issuer's entering of its document, with the place of its event."""

    position: int
    recorded_at: datetime
    event: DirectiveEntered


@dataclass(slots=True)
class Execution:
    """``version`` 0: the unit has done nothing, and there is no row anywhere."""

    version: int = 0
    relays: list[Relay] = field(default_factory=list)
    passed_on_at: int | None = None
    """By a directive that implements it, or by the relay of the unit's heir."""
    entry: Entry | None = None
    acts: dict[OccurrenceKey, Acts] = field(default_factory=dict)
    reports: dict[UUID, Report] = field(default_factory=dict)
    requests: dict[UUID, ExtensionRequest] = field(default_factory=dict)
    occurrences: dict[UUID, dict[date, Occurrence]] = field(default_factory=dict)
    """By task, those that were declared, withdrawn ones included, by what they are known by."""

    def apply(self, recorded: Recorded) -> None:
        """Take in the stream's next event."""
        event, position = recorded.event, recorded.position
        match event:
            case DirectiveRelayed():
                self.relays.append(Relay(position, recorded.recorded_at, event))
            case RelayRecalled():
                for relay in self.relays:
                    if relay.event.originator_version in event.relay_versions:
                        relay.recalled_at = position
            case DirectivePassedOn():
                self.passed_on_at = self.passed_on_at or position
            case DirectiveEntered():
                self.entry = Entry(position, recorded.recorded_at, event)
            case ReportSubmitted():
                self._submit(event, recorded)
            case OccurrenceDeclared() | OccurrenceWithdrawn():
                self._occur(event, recorded)
            case _:
                self._act(event, recorded)
        self.version = event.originator_version

    def acts_on(self, key: OccurrenceKey) -> Acts:
        """The acts on an obligation; none where nothing was done."""
        return self.acts.get(key) or Acts()

    def occurrences_of(self, task_id: UUID) -> dict[date, Occurrence]:
        """Those declared of a task, in the order of their numbers."""
        return self.occurrences.get(task_id, {})

    def has_passed_on(self, until: int | None = None) -> bool:
        return is_by(self.passed_on_at, until) or any(relay.stands(until) for relay in self.relays)

    def _accept(self, acts: Acts, recorded: Recorded) -> None:
        if acts.first_accepted is None:
            acts.first_accepted = Accepted(recorded.position, recorded.recorded_at)

    def _acts(self, task_id: UUID, occurrence: date | None) -> Acts:
        return self.acts.setdefault((task_id, occurrence), Acts())

    def _submit(self, event: ReportSubmitted, recorded: Recorded) -> None:
        key = (event.task_id, event.occurrence)
        report = Report(
            event.report_id,
            key,
            recorded.position,
            event.arrived_at or recorded.recorded_at,
            event.quantity or NOTHING,
        )
        if event.accepted:
            report.decision, report.decided_at = ReportDecision.ACCEPTED, recorded.position
            self._accept(self._acts(*key), recorded)
        acts = self._acts(*key)
        acts.reports.append(report)
        for declaration in acts.declarations:
            if declaration.holds():
                declaration.ended_at = recorded.position
        self.reports[event.report_id] = report

    def _occur(self, event: OccurrenceDeclared | OccurrenceWithdrawn, recorded: Recorded) -> None:
        assert event.occurrence is not None
        of_task = self.occurrences.setdefault(event.task_id, {})
        if isinstance(event, OccurrenceWithdrawn):
            of_task[event.occurrence].withdrawn_at = recorded.position
            return
        of_task[event.occurrence] = Occurrence(
            recorded.position, recorded.recorded_at, event.occurred_at, event.label, event.note
        )

    def _act(self, event: Event, recorded: Recorded) -> None:
        position = recorded.position
        match event:
            case ObligationAcknowledged():
                acts = self._acts(event.task_id, event.occurrence)
                acts.acknowledged_at = acts.acknowledged_at or position
                acts.fulfilled_by_acknowledging |= event.fulfils
                if event.fulfils:
                    self._accept(acts, recorded)
            case ReportAccepted():
                self._accept(self._acts(event.task_id, event.occurrence), recorded)
                self._decide(event.report_id, ReportDecision.ACCEPTED, position)
            case ReportReturned():
                self._decide(event.report_id, ReportDecision.RETURNED, position)
                self._extend(event.task_id, event.occurrence, event.due_at, position)
            case ObligationExtended():
                self._extend(event.task_id, event.occurrence, event.due_at, position)
            case ExtensionAsked():
                key = (event.task_id, event.occurrence)
                request = ExtensionRequest(event.request_id, key, event.due_at)
                self.requests[event.request_id] = self._acts(*key).request = request
            case ExtensionDecided():
                request = self.requests[event.request_id]
                request.is_open, request.granted_to = False, event.due_at
                self._extend(event.task_id, event.occurrence, event.due_at, position)
            case ObligationExempted():
                acts = self._acts(event.task_id, event.occurrence)
                acts.exempted_at = acts.exempted_at or position
            case NotApplicableDeclared() | NotApplicableTakenBack() | NotApplicableDecided():
                self._declare(event, position)
            case ObligationAssigned():
                self._acts(event.task_id, event.occurrence).post = event.post
            case ObligationPlanned():
                self._acts(event.task_id, event.occurrence).plan = event.entries

    def _declare(
        self,
        event: NotApplicableDeclared | NotApplicableTakenBack | NotApplicableDecided,
        position: int,
    ) -> None:
        declarations = self._acts(event.task_id, event.occurrence).declarations
        if isinstance(event, NotApplicableDeclared):
            declarations.append(Declaration(event.declaration_id, position))
        last = declarations[-1]
        if isinstance(event, NotApplicableTakenBack):
            last.ended_at = position
        elif event.agreed or isinstance(event, NotApplicableDecided):
            last.agreed, last.decided_at = event.agreed, position

    def _decide(self, report_id: UUID, decision: ReportDecision, position: int) -> None:
        report = self.reports[report_id]
        report.decision, report.decided_at = decision, position

    def _extend(
        self, task_id: UUID, occurrence: date | None, due_at: datetime | None, position: int
    ) -> None:
        if due_at is not None:
            acts = self._acts(task_id, occurrence)
            acts.extended_to, acts.extended_at = due_at, position
