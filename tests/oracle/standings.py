"""How each obligation stands: what its units did with it, folded in order."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from cascade.directive.events import ObligationsExempted, ObligationsExtended
from cascade.enums import ReportDecision, TargetDirection, TaskKind
from cascade.events import Event
from cascade.execution.events import (
    DirectiveEntered,
    DirectivePassedOn,
    DirectiveRelayed,
    ExtensionDecided,
    NotApplicableDecided,
    NotApplicableDeclared,
    NotApplicableTakenBack,
    ObligationAcknowledged,
    ObligationExempted,
    ObligationExtended,
    RelayRecalled,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.recorded import Recorded
from tests.oracle.days import local_day
from tests.oracle.directives import is_over
from tests.oracle.dues import base_due, counts_from_reach, given_due
from tests.oracle.history import History, Moment, remembered
from tests.oracle.tasks import Charge, asked_of
from tests.oracle.trees import tree_at
from tests.oracle.withdrawing import charge_of, is_withdrawn


class Status(StrEnum):
    """Where an obligation stands."""

    PENDING = "PENDING"
    ACKNOWLEDGED = "ACKNOWLEDGED"
    SUBMITTED = "SUBMITTED"
    RETURNED = "RETURNED"
    FULFILLED = "FULFILLED"
    EXEMPTED = "EXEMPTED"
    NOT_APPLICABLE = "NOT_APPLICABLE"
    WITHDRAWN = "WITHDRAWN"


OPEN = (Status.PENDING, Status.ACKNOWLEDGED, Status.RETURNED)


@dataclass
class Report:
    """``dues`` are the due dates of all who share the task, as they were in force when it came."""

    report_id: UUID
    by_id: UUID
    submitted_at: datetime
    quantity: Decimal
    dues: dict[UUID, datetime | None]
    values: dict[str, Decimal]
    decision: ReportDecision | None = None


@dataclass(frozen=True)
class Judgement:
    """The submission that counts and the due date that it is judged by."""

    submitted_at: datetime
    due_at: datetime | None
    received_on: date | None = None


@dataclass
class Standing:
    """One obligation as it stands. ``new_due_at`` is set by an extension or a return of its own,
    ``group_dues`` by the extensions of groups since. ``passings``: the relays and implementing
    directives by which its unit passed the directive on, by stream and version. ``is_declared``:
    its unit says that it does not apply, and nobody has decided that.
    """

    status: Status = Status.PENDING
    acknowledged_at: datetime | None = None
    new_due_at: datetime | None = None
    group_dues: list[datetime] = field(default_factory=list)
    judgement: Judgement | None = None
    fulfilled_at: datetime | None = None
    reports: list[Report] = field(default_factory=list)
    is_exempted: bool = False
    is_declared: bool = False
    passings: dict[tuple[UUID, int], Judgement] = field(default_factory=dict)

    @property
    def is_fulfilled(self) -> bool:
        return self.status is Status.FULFILLED

    def fulfil(self, at: datetime, judgement: Judgement) -> None:
        if not self.is_fulfilled:
            self.status, self.fulfilled_at, self.judgement = Status.FULFILLED, at, judgement

    def reopen(self) -> None:
        self.judgement = None
        self.status = Status.ACKNOWLEDGED if self.acknowledged_at else Status.PENDING

    def postpone(self, due_at: datetime) -> None:
        """Its own new due date: what was extended for a group before counts no more."""
        self.new_due_at, self.group_dues = due_at, []


class Fold:
    """The obligations of all who share a task with one charge; most often a single one.

    A sharer that the directive has not reached owes nothing yet, and is fulfilled with the others
    all the same.
    """

    def __init__(self, history: History, charge: Charge) -> None:
        self.history = history
        self.charge = charge
        self.directive_id = charge.directive.directive_id
        self.standings = {unit_id: Standing() for unit_id in charge.sharers}

    def charge_of(self, position: int, unit_id: UUID) -> Charge | None:
        """The charge of a sharer as it read after a position; null while it is not reached."""
        return charge_of(self.history, position, self.charge, unit_id)

    def accepted_sum(self, sharers: tuple[UUID, ...]) -> Decimal:
        return added(
            report.quantity
            for unit_id in sharers
            for report in self.standings[unit_id].reports
            if report.decision is ReportDecision.ACCEPTED
        )

    def is_met(self, charge: Charge) -> bool:
        quota = charge.quota
        if quota is None:
            return True
        asked, accepted = self.target(charge), self.accepted_sum(charge.sharers)
        assert asked is not None
        return {
            TargetDirection.AT_LEAST: accepted >= asked,
            TargetDirection.AT_MOST: accepted <= asked,
            TargetDirection.EXACTLY: accepted == asked,
        }[quota.direction]

    def target(self, charge: Charge) -> Decimal | None:
        """How much is asked of its unit."""
        quota = charge.quota
        return None if quota is None else asked_of(self.history, quota, charge.unit_id)

    def due(self, position: int, unit_id: UUID) -> datetime | None:
        """The due date in force for a sharer, set aside that it may have submitted already."""
        standing = self.standings[unit_id]
        due_at = standing.new_due_at or self._base_due(position, unit_id)
        return max([due_at, *standing.group_dues]) if due_at else None

    def _base_due(self, position: int, unit_id: UUID) -> datetime | None:
        """A sharer that is not reached has no date that counts from its reach. What was passed on
        before it was owed has the date that it then came to.
        """
        charge = self.charge_of(position, unit_id)
        if charge is not None:
            return base_due(self.history, position, charge)
        reached = (self.charge_of(position, other_id) for other_id in self.standings)
        charge = next((other for other in reached if other is not None), None)
        if charge is None:
            return base_due(self.history, position, self.charge)
        if counts_from_reach(charge):
            return None
        return base_due(self.history, position, replace(charge, unit_id=unit_id))

    # ---- what happens

    def apply(self, fact: Recorded) -> None:
        event = fact.event
        if isinstance(event, ObligationsExtended | ObligationsExempted):
            if event.originator_id == self.directive_id:
                self._ease(fact, event)
            return
        unit_id = getattr(event, "unit_id", None)
        if (
            getattr(event, "directive_id", None) != self.directive_id
            or unit_id not in self.standings
        ):
            return
        if isinstance(event, DirectiveRelayed | DirectivePassedOn | RelayRecalled):
            if self.charge.kind is TaskKind.PASS_ON:
                self._pass_on(fact, event, self.standings[unit_id])
        elif (getattr(event, "task_id", None), getattr(event, "occurrence", None)) == (
            self.charge.task_id,
            self.charge.day,
        ):
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
            case ObligationExtended(due_at=due_at):
                standing.postpone(due_at)
            case ExtensionDecided(due_at=datetime() as due_at):
                standing.postpone(due_at)
            case ObligationExempted():
                standing.is_exempted = True
            case DirectiveEntered():
                standing.fulfil(fact.recorded_at, self._judged_at_once(fact, unit_id))
            case NotApplicableDeclared() | NotApplicableTakenBack() | NotApplicableDecided():
                self._declare(fact, event, standing)

    def _declare(
        self,
        fact: Recorded,
        event: NotApplicableDeclared | NotApplicableTakenBack | NotApplicableDecided,
        standing: Standing,
    ) -> None:
        """It waits like a report; once it is agreed to, nothing is judged any more."""
        standing.is_declared = False
        if isinstance(event, NotApplicableTakenBack):
            if not standing.is_fulfilled:
                standing.reopen()
        elif event.agreed:
            standing.status, standing.judgement = Status.NOT_APPLICABLE, None
        elif isinstance(event, NotApplicableDecided):
            standing.status, standing.judgement = Status.RETURNED, None
        else:
            standing.is_declared, standing.status = True, Status.SUBMITTED
            standing.judgement = self._judged_at_once(fact, event.unit_id)

    def _judged_at_once(self, fact: Recorded, unit_id: UUID) -> Judgement:
        return Judgement(fact.recorded_at, self.due(fact.position, unit_id))

    def _pass_on(
        self,
        fact: Recorded,
        event: DirectiveRelayed | DirectivePassedOn | RelayRecalled,
        standing: Standing,
    ) -> None:
        """Fulfilled by the first passing that stands; open again where none is left."""
        stream_id = event.originator_id
        if isinstance(event, RelayRecalled):
            for version in event.relay_versions:
                standing.passings.pop((stream_id, version), None)
            standing.reopen()
            standing.fulfilled_at = None
        else:
            judgement = self._judged_at_once(fact, event.unit_id)
            standing.passings[stream_id, event.originator_version] = judgement
        for judgement in standing.passings.values():
            standing.fulfil(judgement.submitted_at, judgement)

    def _acknowledge(
        self, fact: Recorded, standing: Standing, event: ObligationAcknowledged
    ) -> None:
        if standing.acknowledged_at is None:
            standing.acknowledged_at = fact.recorded_at
        if event.fulfils:
            standing.fulfil(fact.recorded_at, self._judged_at_once(fact, event.unit_id))
        elif standing.status is Status.PENDING:
            standing.status = Status.ACKNOWLEDGED

    def _submit(self, fact: Recorded, standing: Standing, event: ReportSubmitted) -> None:
        submitted_at = event.arrived_at or fact.recorded_at
        dues = {unit_id: self.due(fact.position, unit_id) for unit_id in self.standings}
        quantity = event.quantity or Decimal(0)
        values = {each.indicator: each.value for each in event.values}
        report = Report(event.report_id, event.unit_id, submitted_at, quantity, dues, values)
        standing.reports.append(report)
        if not standing.is_fulfilled:
            standing.status = Status.SUBMITTED
            standing.judgement = Judgement(submitted_at, dues[event.unit_id])
        if event.accepted:
            self._accept(fact, standing, event.report_id, None)

    def _accept(
        self, fact: Recorded, standing: Standing, report_id: UUID, received_on: date | None
    ) -> None:
        (report,) = [r for r in standing.reports if r.report_id == report_id]
        report.decision = ReportDecision.ACCEPTED
        charge = self.charge_of(fact.position, report.by_id)
        assert charge is not None
        if self.is_met(charge):
            for unit_id in charge.sharers if charge.quota else [report.by_id]:
                judgement = Judgement(report.submitted_at, report.dues[unit_id], received_on)
                self.standings[unit_id].fulfil(fact.recorded_at, judgement)
        elif not standing.is_fulfilled and report is standing.reports[-1]:
            standing.reopen()

    def _return(self, standing: Standing, event: ReportReturned) -> None:
        (report,) = [r for r in standing.reports if r.report_id == event.report_id]
        report.decision = ReportDecision.RETURNED
        if not standing.is_fulfilled and report is standing.reports[-1]:
            standing.status, standing.judgement = Status.RETURNED, None
            if event.due_at is not None:
                standing.postpone(event.due_at)

    def _ease(self, fact: Recorded, event: ObligationsExtended | ObligationsExempted) -> None:
        """For all who owe it then, still have it open, and are borne within the group's unit."""
        tree = tree_at(self.history, fact.position)
        if event.task_ids and self.charge.task_id not in event.task_ids:
            return
        for unit_id, standing in self.standings.items():
            charge = self.charge_of(fact.position, unit_id)
            if (
                charge is None
                or standing.status not in OPEN
                or standing.is_exempted
                or is_withdrawn(self.history, fact.position, charge)
                or has_expired(self.history, Moment(fact.position, fact.recorded_at), charge)
                or not tree.within(tree.bearer(unit_id, self.directive_id), event.under_id)
            ):
                continue
            if isinstance(event, ObligationsExempted):
                standing.is_exempted = True
            else:
                standing.group_dues.append(event.due_at)

    # ---- how it stands

    @property
    def reported(self) -> Decimal:
        """Accepted quantities, and those of each sharer's latest report while it is undecided."""
        return self.accepted_sum(self.charge.sharers) + added(
            standing.reports[-1].quantity
            for standing in self.standings.values()
            if standing.reports and standing.reports[-1].decision is None
        )

    def on_time(self, judgement: Judgement) -> bool:
        assert judgement.due_at is not None
        if judgement.received_on is not None:
            return judgement.received_on <= local_day(self.history, judgement.due_at)
        return judgement.submitted_at <= judgement.due_at


def added(quantities: Iterable[Decimal]) -> Decimal:
    """In millionths, of which Python has as many as it takes."""
    millionths = sum(int(quantity.scaleb(6)) for quantity in quantities)
    return Decimal(millionths).scaleb(-6)


def has_expired(history: History, moment: Moment, charge: Charge) -> bool:
    """Whether the directive's last day is over, or will be before the occurrence is due."""
    directive, instants = charge.directive, [moment.clock]
    instants += [charge.occurrence.due_at] if charge.occurrence else []
    if charge.declared is not None:
        due_at = given_due(history, moment.position, charge)
        instants += [due_at] if due_at else []
    return is_over(history, moment.position, directive, max(instants))


@remembered
def fold(history: History, position: int, charge: Charge) -> Fold:
    """The standings of all who share a task's quota with one charge, after a position."""
    result = Fold(history, charge)
    for fact in history.until(position):
        result.apply(fact)
    return result
