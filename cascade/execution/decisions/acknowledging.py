"""An obligation is acknowledged."""

from datetime import datetime

from cascade.enums import TaskKind
from cascade.events import Event
from cascade.execution.events import (
    ObligationAcknowledged,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.execution.rules.open_obligations import require_open


def decide_acknowledge(state: ObligationState, offset: int, now: datetime) -> list[Event]:
    """Acknowledge; nothing where it is acknowledged or fulfilled already."""
    require_open(state)
    if state.acts.acknowledged or state.is_fulfilled:
        return []
    return [
        ObligationAcknowledged(
            **state.next_act(now, offset),
            fulfils=state.obligation.kind is TaskKind.ACKNOWLEDGE,
            due_at=state.due_at,
        )
    ]
