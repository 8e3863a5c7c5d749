"""Why a command is refused whatever it asks."""

from cascade.refusals import Refusal


class IdempotencyKeyReused(Refusal):
    """The key was used before with another input."""


class InvalidIdempotencyKey(Refusal):
    """A key is 1 to 200 printable characters."""


class TooBusy(Refusal):
    """What the command reads kept changing while it was decided; the same key may be sent again."""
