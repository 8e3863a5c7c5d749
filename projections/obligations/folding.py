"""What an act makes of an obligation: pure, one state after the other."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.days import local_day
from cascade.execution.events import (
    NotApplicableDecided,
    NotApplicableDeclared,
    ObligationAcknowledged,
    ReportAccepted,
    ReportReturned,
    ReportSubmitted,
)
from cascade.quantities import NOTHING


@dataclass(frozen=True, slots=True)
class State:
    """An obligation after its latest act.

    ``judged_at`` is the submission that counts, set while SUBMITTED or FULFILLED, and
    ``judged_due_at`` the due date it is judged by; ``judged_position`` where that is the one in
    force at that position, known to reading alone. Quantities are summed whatever the status.
    """

    status: str = "PENDING"
    acknowledged_at: datetime | None = None
    reported_at: datetime | None = None
    judged_at: datetime | None = None
    judged_due_at: datetime | None = None
    judged_on_time: bool | None = None
    judged_position: int | None = None
    due_override: datetime | None = None
    fulfilled_at: datetime | None = None
    latest_report_id: UUID | None = None
    accepted_quantity: Decimal = NOTHING
    pending_quantity: Decimal = NOTHING
    override_position: int | None = None
    exempted: bool = False

    @property
    def is_fulfilled(self) -> bool:
        return self.status == "FULFILLED"

    def fulfil(self, at: datetime) -> "State":
        """Done, by the judgement that stands."""
        return replace(self, status="FULFILLED", fulfilled_at=at)

    def judge(self, submitted_at: datetime, due_at: datetime | None) -> "State":
        on_time = None if due_at is None else submitted_at <= due_at
        return replace(
            self,
            judged_at=submitted_at,
            judged_due_at=due_at,
            judged_on_time=on_time,
            judged_position=None,
        )

    def forget_judgement(self, status: str) -> "State":
        return replace(
            self,
            status=status,
            judged_at=None,
            judged_due_at=None,
            judged_on_time=None,
            judged_position=None,
        )

    def reopen(self) -> "State":
        """Accepted, but the quota asks for more; or no longer passed on."""
        state = replace(self, fulfilled_at=None)
        return state.forget_judgement("ACKNOWLEDGED" if self.acknowledged_at else "PENDING")

    def extend(self, due_at: datetime, position: int) -> "State":
        """Due by another date than all who owe the same."""
        return replace(self, due_override=due_at, override_position=position)


def acknowledge(state: State, event: ObligationAcknowledged, at: datetime) -> State:
    state = replace(state, acknowledged_at=state.acknowledged_at or at)
    if state.is_fulfilled:
        return state
    if event.fulfils:
        return state.judge(at, event.due_at).fulfil(at)
    return replace(state, status="ACKNOWLEDGED") if state.status == "PENDING" else state


def submit(state: State, event: ReportSubmitted, at: datetime) -> State:
    """Judged by when it came, which is earlier where it was linked."""
    at = event.arrived_at or at
    state = replace(
        state,
        reported_at=at,
        latest_report_id=event.report_id,
        pending_quantity=event.quantity or NOTHING,
    )
    if state.is_fulfilled:
        return state
    return replace(state.judge(at, event.due_at), status="SUBMITTED")


def count_accepted(state: State, report_id: UUID, quantity: Decimal) -> State:
    """The report's quantity is no longer pending but certain."""
    pending = NOTHING if report_id == state.latest_report_id else state.pending_quantity
    return replace(
        state, accepted_quantity=state.accepted_quantity + quantity, pending_quantity=pending
    )


def received(state: State, event: ReportAccepted | ReportSubmitted, zone: ZoneInfo) -> State:
    """Judge by the day of arrival on paper, where the acceptance names one."""
    received_on = event.received_on if isinstance(event, ReportAccepted) else None
    return judged_by_day(state, received_on, zone)


def judged_by_day(state: State, received_on: date | None, zone: ZoneInfo) -> State:
    if received_on is None or state.judged_due_at is None:
        return state
    on_time = received_on <= local_day(state.judged_due_at, zone)
    return replace(state, judged_on_time=on_time)


def give_back(state: State, event: ReportReturned, position: int) -> State:
    """Open again by the latest report; an older one of several is decided for itself."""
    if event.report_id != state.latest_report_id:
        return state
    state = replace(state, pending_quantity=NOTHING)
    if state.is_fulfilled:
        return state
    if event.due_at is not None:
        state = state.extend(event.due_at, position)
    return state.forget_judgement("RETURNED")


def declare(state: State, event: NotApplicableDeclared, at: datetime) -> State:
    """Like a report it waits for a decision, judged by when it came."""
    if event.agreed:
        return state.forget_judgement("NOT_APPLICABLE")
    return replace(state.judge(at, event.due_at), status="SUBMITTED")


def take_back(state: State) -> State:
    """A quota may be met meanwhile by those who share it."""
    return state if state.is_fulfilled else state.reopen()


def decide_declaration(state: State, event: NotApplicableDecided) -> State:
    return state.forget_judgement("NOT_APPLICABLE" if event.agreed else "RETURNED")


def pass_on(state: State, at: datetime, position: int) -> State:
    """By a relay or an implementing directive, judged by the due date in force at that position."""
    if state.is_fulfilled:
        return state
    return replace(state.judge(at, None), judged_position=position).fulfil(at)
