"""Later due dates of one obligation: given, or asked for and granted."""

from datetime import UTC, datetime
from uuid import UUID

from cascade.content import ContentRef
from cascade.events import Event
from cascade.execution.commands import DecideExtension
from cascade.execution.events import (
    ExtensionAsked,
    ExtensionDecided,
    ObligationExtended,
)
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AwaitsDecision,
    DateOnlyWithGrant,
    DueInThePast,
    ExtensionAskedAlready,
    ExtensionNotLater,
    NothingToExtend,
    RequestDecidedAlready,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_open
from cascade.execution.state import ExtensionRequest
from cascade.refusals import Refused


def check_extension(state: ObligationState, due_at: datetime, now: datetime, *at: str) -> bool:
    """Whether there is anything to extend; raises Refused where it cannot be extended so.

    ``at`` is the field that names it, where it is one of its own.
    """
    require_open(state, *at)
    if state.is_fulfilled:
        raise Refused(AlreadyFulfilled("It is fulfilled already.", *at))
    if state.awaits_decision:
        raise Refused(AwaitsDecision("A report or a declaration waits; decide it first.", *at))
    if state.due_at is None:
        raise Refused(NothingToExtend("It has no due date.", *at))
    if due_at == state.due_at:
        return False
    if due_at <= now:
        raise Refused(DueInThePast("The new due date has passed already.", "due_at"))
    if due_at < state.due_at:
        raise Refused(ExtensionNotLater("It is due later than this already.", "due_at"))
    return True


def decide_extend(
    state: ObligationState,
    due_at: datetime,
    judge_id: UUID,
    reason: ContentRef,
    offset: int,
    now: datetime,
) -> list[Event]:
    """Extend a checked obligation."""
    return [
        ObligationExtended(
            **state.next_act(now, offset),
            decided_by_id=judge_id,
            due_at=due_at.astimezone(UTC),
            reason=reason,
        )
    ]


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
