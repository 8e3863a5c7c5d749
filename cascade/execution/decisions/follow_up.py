"""What units arrange about what they owe: posts, plans, requests for more time; and what those
above remark on it. None of it says that anything was done.
"""

from datetime import UTC, date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from cascade.content import ContentRef
from cascade.days import local_day
from cascade.events import Event, next_place
from cascade.execution.commands import DecideExtension, PlanEntryInput, RemindOverdue
from cascade.execution.decisions.obligations import check_extension, require_open
from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    ObligationAssigned,
    ObligationInspected,
    ObligationPlanned,
    ObligationReminded,
    OverdueReminded,
    PlanEntry,
)
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AwaitsDecision,
    DateOnlyWithGrant,
    EmptyPlan,
    ExtensionAskedAlready,
    InspectedInTheFuture,
    NothingOverdue,
    RequestDecidedAlready,
    TooManyPlanEntries,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.state import ExtensionRequest
from cascade.identifiers import reminders_id
from cascade.refusals import Problems, Refused

PLAN_ENTRIES: Final = 400
"""Something for every day of a year."""


def decide_assign(state: ObligationState, post: str | None, now: datetime) -> list[Event]:
    """Let a post of the unit answer for it; nothing where that post does already."""
    require_open(state, "obligation")
    if state.acts.post == post:
        return []
    return [ObligationAssigned(**state.next_act(now), post=post)]


def decide_plan(
    state: ObligationState, wanted: tuple[PlanEntryInput, ...], now: datetime
) -> list[Event]:
    """Plan it day by day, in place of an earlier plan; nothing where it is the same."""
    require_open(state, "obligation")
    problems = Problems()
    if not wanted:
        problems.add(EmptyPlan("What is planned, and for when?", "entries"))
    if len(wanted) > PLAN_ENTRIES:
        problems.add(TooManyPlanEntries(f"At most {PLAN_ENTRIES} entries.", "entries"))
    problems.refuse_if_any()
    in_order = sorted(wanted, key=lambda entry: entry.day)
    entries = tuple(PlanEntry(entry.day, entry.text) for entry in in_order)
    if state.acts.plan == entries:
        return []
    return [ObligationPlanned(**state.next_act(now), entries=entries)]


def check_ask(state: ObligationState, due_at: datetime, now: datetime) -> bool:
    """Whether there is anything to ask for; raises Refused where it may not be asked for."""
    require_open(state, "obligation")
    request = state.acts.request
    if request is not None and request.is_open:
        if request.due_at == due_at:
            return False
        raise Refused(ExtensionAskedAlready("The last request is not decided.", "obligation"))
    return check_extension(state, due_at, now, "obligation")


def decide_ask(
    state: ObligationState, request_id: UUID, due_at: datetime, reason: ContentRef, now: datetime
) -> list[Event]:
    """Ask for a checked later due date."""
    return [
        ExtensionAsked(
            **state.next_act(now),
            request_id=request_id,
            due_at=due_at.astimezone(UTC),
            reason=reason,
        )
    ]


def is_decided_so(request: ExtensionRequest, command: DecideExtension) -> bool:
    """Whether nothing is left to do: it was refused, or granted by this very date, before."""
    granted = (command.due_at or request.due_at) if command.grant else None
    return not request.is_open and request.granted_to == granted


def check_grant(
    state: ObligationState, request: ExtensionRequest, command: DecideExtension, now: datetime
) -> datetime | None:
    """The due date that granting a request comes to, null where it is refused; raises Refused where
    it cannot be decided so.
    """
    if not request.is_open:
        raise Refused(RequestDecidedAlready("It was decided otherwise before.", "request"))
    if not command.grant:
        if command.due_at is not None:
            raise Refused(DateOnlyWithGrant("A new date comes with granting it.", "due_at"))
        return None
    due_at = (command.due_at or request.due_at).astimezone(UTC)
    check_extension(state, due_at, now, "request")
    return due_at


def decide_extension(
    state: ObligationState,
    request: ExtensionRequest,
    judge_id: UUID,
    due_at: datetime | None,
    remark: ContentRef | None,
    now: datetime,
) -> list[Event]:
    """Grant or refuse a checked request."""
    return [
        ExtensionDecided(
            **state.next_act(now),
            request_id=request.request_id,
            decided_by_id=judge_id,
            due_at=due_at,
            remark=remark,
        )
    ]


def decide_remind(
    state: ObligationState, by_id: UUID, note: str | None, offset: int, now: datetime
) -> list[Event]:
    """Remind a unit of what it still has to do."""
    require_open(state)
    if state.is_fulfilled:
        raise Refused(AlreadyFulfilled("It is fulfilled already."))
    if state.awaits_decision:
        raise Refused(AwaitsDecision("A report is submitted; decide it first."))
    return [ObligationReminded(**state.next_act(now, offset), by_id=by_id, note=note)]


def decide_remind_overdue(
    version: int, command: RemindOverdue, under_id: UUID, now: datetime
) -> list[Event]:
    """Call to mind all that is overdue within a unit: one event, whatever their number."""
    if not command.counted:
        raise Refused(NothingOverdue("Nothing is overdue there.", "overdue_under"))
    return [
        OverdueReminded(
            **next_place(reminders_id(command.by), version, now),
            by_id=command.by,
            under_id=under_id,
            about_id=command.directive,
            count=command.counted,
            note=command.note,
        )
    ]


def check_inspection(
    state: ObligationState, inspected_on: date, zone: ZoneInfo, now: datetime
) -> None:
    """Raises Refused where the day cannot be that of an inspection."""
    first = local_day(state.obligation.reach.recorded_at, zone)
    if not first <= inspected_on <= local_day(now, zone):
        reason = f"Give a day from {first}, when the unit was reached, to today."
        raise Refused(InspectedInTheFuture(reason, "inspected_on"))


def decide_inspect(
    state: ObligationState,
    inspection_id: UUID,
    by_id: UUID,
    inspected_on: date,
    remark: ContentRef,
    now: datetime,
) -> list[Event]:
    """Record a checked inspection."""
    return [
        ObligationInspected(
            **state.next_act(now),
            inspection_id=inspection_id,
            by_id=by_id,
            inspected_on=inspected_on,
            remark=remark,
        )
    ]
