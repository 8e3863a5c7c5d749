"""An event as the log accepted it: the fold's input."""

from datetime import datetime
from typing import Protocol

from cascade.events import Event


class Recorded(Protocol):
    """A position of the log, when it was recorded, and the event. The log's own records fit."""

    @property
    def position(self) -> int: ...
    @property
    def recorded_at(self) -> datetime: ...
    @property
    def event(self) -> Event: ...
