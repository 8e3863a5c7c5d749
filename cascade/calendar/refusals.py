"""Why a date cannot be reckoned."""

from cascade.refusals import Refusal


class BeyondCalendar(Refusal):
    """The working calendar does not reach that far."""
