"""Why somebody may not do something."""

from cascade.refusals import Refusal


class NotPermitted(Refusal):
    """The subject holds no grant for this."""


class ClearanceBeyondOwn(Refusal):
    """Nobody grants or uses a clearance above the own one."""


class InvalidSubject(Refusal):
    """A subject is a short text without control characters."""


class GrantEndsBeforeItBegins(Refusal):
    """``validTo`` lies before ``validFrom``."""
