"""What one addressed unit did with one directive, folded from its own acts."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

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
from cascade.terms import ReportDecision

ObligationKey = tuple[UUID, date | None]
"""The task, and the original day of an occurrence."""


@dataclass(slots=True)
class Report:
    """A report and what became of it."""

    report_id: UUID
    obligation: ObligationKey
    submitted_at: datetime
    quantity: float
    decision: ReportDecision | None = None


@dataclass(slots=True)
class Acts:
    """What was done on one obligation. Whether it is fulfilled needs the task: see ``owed``."""

    acknowledged: bool = False
    fulfilled_by_acknowledging: bool = False
    extended_to: datetime | None = None
    reports: list[Report] = field(default_factory=list)

    @property
    def latest(self) -> Report | None:
        return self.reports[-1] if self.reports else None

    @property
    def accepted(self) -> list[Report]:
        return [report for report in self.reports if report.decision is ReportDecision.ACCEPTED]

    @property
    def accepted_quantity(self) -> float:
        return sum(report.quantity for report in self.accepted)


@dataclass(frozen=True, slots=True)
class Relay:
    """A relay with the place of its event."""

    position: int
    recorded_at: datetime
    event: DirectiveRelayed


@dataclass(slots=True)
class Execution:
    """``version`` 0: the unit has done nothing, and there is no row anywhere."""

    version: int = 0
    relays: list[Relay] = field(default_factory=list)
    passed_on: bool = False
    acts: dict[ObligationKey, Acts] = field(default_factory=dict)
    reports: dict[UUID, Report] = field(default_factory=dict)

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        match event:
            case ObligationAcknowledged():
                acts = self._acts(event.task_id, event.occurrence)
                acts.acknowledged = True
                acts.fulfilled_by_acknowledging |= event.fulfils
            case ReportSubmitted():
                self._submit(event, recorded.recorded_at)
            case ReportAccepted():
                self.reports[event.report_id].decision = ReportDecision.ACCEPTED
            case ReportReturned():
                self.reports[event.report_id].decision = ReportDecision.RETURNED
                if event.due_at is not None:
                    self._acts(event.task_id, event.occurrence).extended_to = event.due_at
            case ObligationExtended():
                self._acts(event.task_id, event.occurrence).extended_to = event.due_at
            case DirectiveRelayed():
                self.relays.append(Relay(recorded.position, recorded.recorded_at, event))
                self.passed_on = True
            case DirectivePassedOn():
                self.passed_on = True
        self.version = event.originator_version

    def acts_on(self, key: ObligationKey) -> Acts:
        """The acts on an obligation; none where nothing was done."""
        return self.acts.get(key) or Acts()

    def _acts(self, task_id: UUID, occurrence: date | None) -> Acts:
        return self.acts.setdefault((task_id, occurrence), Acts())

    def _submit(self, event: ReportSubmitted, recorded_at: datetime) -> None:
        key = (event.task_id, event.occurrence)
        decision = ReportDecision.ACCEPTED if event.accepted else None
        report = Report(event.report_id, key, recorded_at, event.quantity or 0.0, decision)
        self._acts(*key).reports.append(report)
        self.reports[event.report_id] = report
