"""A unit is exempted from one obligation."""

from datetime import datetime
from uuid import UUID

from cascade.content import ContentRef
from cascade.events import Event
from cascade.execution.events import (
    ObligationExempted,
)
from cascade.execution.refusals import (
    AlreadyFulfilled,
    AwaitsDecision,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_open
from cascade.refusals import Refused


def check_exemption(state: ObligationState) -> bool:
    """Whether there is anything left to exempt; raises Refused where nothing is open."""
    if state.is_exempted:
        return False
    require_open(state)
    if state.is_fulfilled:
        raise Refused(AlreadyFulfilled("It is fulfilled already."))
    if state.awaits_decision:
        raise Refused(AwaitsDecision("A report or a declaration waits; decide it first."))
    return True


def decide_exempt(
    state: ObligationState, judge_id: UUID, reason: ContentRef, offset: int, now: datetime
) -> list[Event]:
    """Exempt the unit from a checked obligation."""
    act = state.next_act(now, offset)
    return [ObligationExempted(**act, decided_by_id=judge_id, reason=reason)]
