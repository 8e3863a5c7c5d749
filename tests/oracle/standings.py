"""How each obligation stands: what its units did with it, folded in order."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from cascade.events import Event
from cascade.execution.events import (
    DirectivePassedOn,
    DirectiveRelayed,
    ObligationAcknowledged,
    ObligationExtended,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.recorded import Recorded
from cascade.terms import ReportDecision, TaskKind
from tests.oracle.days import local_day
from tests.oracle.history import History, remembered
from tests.oracle.tasks import Charge, base_due


class Status(StrEnum):
    """Where an obligation stands."""

    PENDING = "PENDING"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    FULFILLED = "FULFILLED"


@dataclass
class Report:
    """``dues`` are the due dates of all who share the task, as they were in force when it came."""

    report_id: UUID
    by_id: UUID
    submitted_at: datetime
    quantity: float
    dues: dict[UUID, datetime | None]
    decision: ReportDecision | None = None


@dataclass(frozen=True)
class Judgement:
    """The submission that counts and the due date that it is judged by."""

    submitted_at: datetime
    due_at: datetime | None
    received_on: date | None = None


@dataclass
class Standing:
    """One obligation as it stands; ``new_due_at`` is set by an extension or a return."""

    status: Status = Status.PENDING
    acknowledged_at: datetime | None = None
    new_due_at: datetime | None = None
    judgement: Judgement | None = None
    fulfilled_at: datetime | None = None
    reports: list[Report] = field(default_factory=list)

    @property
    def is_fulfilled(self) -> bool:
        return self.status is Status.FULFILLED

    def fulfil(self, at: datetime, judgement: Judgement) -> None:
        if not self.is_fulfilled:
            self.status, self.fulfilled_at, self.judgement = Status.FULFILLED, at, judgement

    def reopen(self) -> None:
        self.judgement = None
        self.status = Status.ACKNOWLEDGED if self.acknowledged_at else Status.PENDING


class Fold:
    """The obligations that share one quota; most often a single one.

    ``charges`` has the charge of each sharer that the directive has reached. A sharer that it has
    not reached owes nothing yet, and is fulfilled with the others all the same.
    """

    def __init__(self, history: History, charge: Charge) -> None:
        self.history = history
        self.charge = charge
        self.standings = {unit_id: Standing() for unit_id in charge.sharers}
        self.accepted_sum = 0.0

    @property
    def is_met(self) -> bool:
        quota = self.charge.quota
        return quota is None or self.accepted_sum >= quota.minimum

    def due(self, position: int, unit_id: UUID) -> datetime | None:
        """The due date in force for a sharer, set aside that it may have submitted already."""
        return self.standings[unit_id].new_due_at or base_due(self.history, position, self.charge)

    def apply(self, fact: Recorded) -> None:
        event = fact.event
        unit_id = getattr(event, "unit_id", None)
        if (
            getattr(event, "directive_id", None) != self.charge.directive.directive_id
            or unit_id not in self.standings
        ):
            return
        if isinstance(event, DirectiveRelayed | DirectivePassedOn):
            if self.charge.kind is TaskKind.PASS_ON:
                self._fulfil_at_once(fact, unit_id)
        elif getattr(event, "task_id", None) == self.charge.task_id:
            self._act(fact, event, unit_id)

    def _act(self, fact: Recorded, event: Event, unit_id: UUID) -> None:
        standing = self.standings[unit_id]
        match event:
            case ObligationAcknowledged():
                self._acknowledge(fact, standing, event)
            case ReportSubmitted():
                self._submit(fact, standing, event)
            case ReportAccepted():
                self._accept(fact, standing, event.report_id, event.received_on)
            case ReportReturned():
                self._return(standing, event)
            case ObligationExtended():
                standing.new_due_at = event.due_at

    def _fulfil_at_once(self, fact: Recorded, unit_id: UUID) -> None:
        due_at = self.due(fact.position, unit_id)
        self.standings[unit_id].fulfil(fact.recorded_at, Judgement(fact.recorded_at, due_at))

    def _acknowledge(
        self, fact: Recorded, standing: Standing, event: ObligationAcknowledged
    ) -> None:
        if standing.acknowledged_at is None:
            standing.acknowledged_at = fact.recorded_at
        if event.fulfils:
            self._fulfil_at_once(fact, event.unit_id)
        elif standing.status is Status.PENDING:
            standing.status = Status.ACKNOWLEDGED

    def _submit(self, fact: Recorded, standing: Standing, event: ReportSubmitted) -> None:
        dues = {unit_id: self.due(fact.position, unit_id) for unit_id in self.standings}
        report = Report(
            event.report_id, event.unit_id, fact.recorded_at, event.quantity or 0.0, dues
        )
        standing.reports.append(report)
        if not standing.is_fulfilled:
            standing.status = Status.SUBMITTED
            standing.judgement = Judgement(fact.recorded_at, dues[event.unit_id])
        if event.accepted:
            self._accept(fact, standing, event.report_id, None)

    def _accept(
        self, fact: Recorded, standing: Standing, report_id: UUID, received_on: date | None
    ) -> None:
        (report,) = [r for r in standing.reports if r.report_id == report_id]
        report.decision = ReportDecision.ACCEPTED
        self.accepted_sum += report.quantity
        if self.is_met:
            for unit_id, sharer in self.standings.items():
                judgement = Judgement(report.submitted_at, report.dues[unit_id], received_on)
                sharer.fulfil(fact.recorded_at, judgement)
        elif not standing.is_fulfilled and report is standing.reports[-1]:
            standing.reopen()

    def _return(self, standing: Standing, event: ReportReturned) -> None:
        (report,) = [r for r in standing.reports if r.report_id == event.report_id]
        report.decision = ReportDecision.RETURNED
        if not standing.is_fulfilled and report is standing.reports[-1]:
            standing.new_due_at = event.due_at or standing.new_due_at
            standing.status, standing.judgement = Status.RETURNED, None

    @property
    def reported(self) -> float:
        """Accepted quantities, and those of each sharer's latest report while it is undecided."""
        return self.accepted_sum + sum(
            standing.reports[-1].quantity
            for standing in self.standings.values()
            if standing.reports and standing.reports[-1].decision is None
        )

    def on_time(self, judgement: Judgement) -> bool:
        assert judgement.due_at is not None
        if judgement.received_on is not None:
            return judgement.received_on <= local_day(self.history, judgement.due_at)
        return judgement.submitted_at <= judgement.due_at


@remembered
def fold(history: History, position: int, charge: Charge) -> Fold:
    """The standings of all who share a task's quota with one charge, after a position."""
    result = Fold(history, charge)
    for fact in history.until(position):
        result.apply(fact)
    return result
