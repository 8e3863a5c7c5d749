"""What must hold of an obligation before anything is done about it."""

from cascade.execution.refusals import (
    AgreedNotApplicable,
    ExemptedAlready,
    ObligationExpired,
    ObligationWithdrawn,
)
from cascade.execution.rules.obligation_state import ObligationState
from cascade.refusals import Refused


def require_open(state: ObligationState, *at: str | int) -> None:
    """Raises Refused where nothing is asked of it any more: it takes no act then."""
    require_asked(state, *at)
    if state.is_not_applicable:
        raise Refused(AgreedNotApplicable("It was agreed that it does not apply.", *at))


def require_asked(state: ObligationState, *at: str | int) -> None:
    """The same, but that what does not apply is still asked: a report may say that it does."""
    if state.has_expired:
        raise Refused(ObligationExpired("Its directive has expired.", *at))
    if state.is_withdrawn:
        raise Refused(ObligationWithdrawn("It was withdrawn.", *at))
    if state.is_exempted:
        raise Refused(ExemptedAlready("The unit was exempted from it.", *at))
