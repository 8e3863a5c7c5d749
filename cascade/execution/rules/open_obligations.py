"""What must hold of an obligation before anything is done about it."""

from cascade.execution.refusals import (
    ExemptedAlready,
    ObligationExpired,
    ObligationWithdrawn,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.refusals import Refused


def require_open(state: ObligationState, *at: str | int) -> None:
    """Raises Refused where nothing is asked of it any more: it takes no act then."""
    if state.has_expired:
        raise Refused(ObligationExpired("Its directive has expired.", *at))
    if state.is_withdrawn:
        raise Refused(ObligationWithdrawn("It was withdrawn.", *at))
    if state.is_exempted:
        raise Refused(ExemptedAlready("The unit was exempted from it.", *at))
