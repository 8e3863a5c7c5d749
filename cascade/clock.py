"""Time is injected: whoever composes the program says which clock rules."""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the instant at which something is decided or judged."""

    def now(self) -> datetime:
        """The present instant, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class SteppedClock:
    """A clock that stands still until it is stepped: for the demo, the simulator and tests."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)

    def now(self) -> datetime:
        return self._now

    def step_to(self, instant: datetime) -> None:
        """Move forward to an aware ``instant``; raises ValueError when it lies in the past."""
        if instant < self._now:
            raise ValueError(f"the clock shows {self._now}, it cannot go back to {instant}")
        self._now = instant.astimezone(UTC)

    def step(self, by: timedelta) -> None:
        """Move forward by a stretch of time."""
        self.step_to(self._now + by)
