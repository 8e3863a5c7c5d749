"""How a command ends: with a status of its own, or by a signal."""

import signal
from typing import Final

STATUS: Final = 2
"""It was refused, or was not possible."""
STATUS_OF_SIGNAL: Final = 128
"""By custom a program that a signal ended says so by 128 and the signal's number."""


class Interrupted(Exception):
    """A signal asked for the end, and everything was put away."""

    def __init__(self, number: signal.Signals) -> None:
        super().__init__(number.name)
        self.number = number

    @property
    def status(self) -> int:
        return STATUS_OF_SIGNAL + self.number
