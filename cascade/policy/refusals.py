"""Why a standing rule is refused."""

from cascade.refusals import Refusal


class PolicyDaysOutOfRange(Refusal):
    """Days of a rule are 1 to 250: a working year."""


class TooManyTypes(Refusal):
    """A rule names more types than its limit."""
