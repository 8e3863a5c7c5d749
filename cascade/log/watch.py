"""Whether a server's clock, its database's and the log's end agree; else nothing is recorded.

What is recorded is judged for ever by the time it was recorded. The database's clock comes with
what the log asks it every second anyway; in between it is reckoned on by a clock that nobody sets,
so that no command waits for it.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from cascade.clock import Clock
from cascade.log.errors import LogError
from cascade.logger import Logger

DIFFER_AT_MOST: Final = timedelta(minutes=1)
"""Servers that keep time at all are within a second of each other."""
AHEAD_AT_MOST: Final = timedelta(days=1)
"""Due dates are days. Until the log's end has come, all is judged by it: a day off at most."""
NO_TIME: Final = timedelta(0)

logger = Logger(__name__)


class ClockFault(LogError):
    """Nothing is recorded by the clocks as they are."""


class ClocksDisagree(ClockFault):
    """The server's clock and its database's differ by more than a minute."""


class LogInTheFuture(ClockFault):
    """The log ends more than a day ahead of the clock: a clock was wrong when that was recorded."""


@dataclass(frozen=True, slots=True)
class _Reading:
    database_now: datetime
    read_at: float
    doubt: timedelta


class ClockWatch:
    """Watches one process's wall clock. ``monotonic`` counts seconds that nobody sets.

    With ``accepts_future`` a log that ends in the future is only warned of.
    """

    def __init__(
        self,
        clock: Clock,
        *,
        accepts_future: bool = False,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.clock: Final = clock
        self.monotonic: Final = monotonic
        self._accepts_future: Final = accepts_future
        self._reading: _Reading | None = None
        self._told: str | None = None

    def read(self, database_now: datetime, asked_at: float) -> None:
        """The database's clock, as it was some time between ``asked_at`` and now."""
        read_at = self.monotonic()
        doubt = timedelta(seconds=(read_at - asked_at) / 2)
        expected = self._database_now()
        self._reading = _Reading(database_now + doubt, read_at, doubt)
        if expected is not None and abs(database_now + doubt - expected) > DIFFER_AT_MOST + doubt:
            jumped = (database_now + doubt - expected).total_seconds()
            logger.warning("log.clock_jumped", seconds=round(jumped))

    def offset(self) -> timedelta:
        """How far the server's clock is ahead of its database's; zero before that was asked."""
        expected = self._database_now()
        return NO_TIME if expected is None else self.clock.now() - expected

    def ahead(self, recorded_at: datetime) -> timedelta:
        """How far the log's end lies ahead of the clock; zero where it does not."""
        return max(recorded_at - self.clock.now(), NO_TIME)

    def check(self, recorded_at: datetime) -> None:
        """Raises ClockFault where nothing may be recorded after what was recorded last."""
        if fault := self.disagreement() or self._future(recorded_at):
            raise fault

    def disagreement(self) -> ClocksDisagree | None:
        """This server is no judge of time, or its database is none."""
        offset, doubt = self.offset(), self._reading.doubt if self._reading else NO_TIME
        if abs(offset) <= DIFFER_AT_MOST + doubt:
            return None
        side = "ahead of" if offset > NO_TIME else "behind"
        return ClocksDisagree(
            f"The server's clock is {told(offset)} {side} its database's: nothing is recorded "
            "until they agree. Set the wrong one."
        )

    def _future(self, recorded_at: datetime) -> LogInTheFuture | None:
        ahead = self.ahead(recorded_at)
        if ahead <= AHEAD_AT_MOST or self._accepts_future:
            return None
        return LogInTheFuture(
            f"The log ends {told(ahead)} ahead of the clock, at {recorded_at:%Y-%m-%d %H:%M:%S} "
            "UTC: nothing is recorded. Set the clock, if that is the wrong one; else restore a "
            "backup from before a wrong clock recorded that, or let CASCADE_ACCEPT_FUTURE_LOG "
            "judge all by it."
        )

    def warning(self, recorded_at: datetime) -> str | None:
        """What somebody should see to, whether or not it keeps anything from being recorded."""
        if fault := self.disagreement() or self._future(recorded_at):
            return str(fault)
        ahead = self.ahead(recorded_at)
        if ahead <= DIFFER_AT_MOST:
            return None
        return f"The log ends {told(ahead)} ahead of the clock: all is judged by its end."

    def tell(self, recorded_at: datetime) -> None:
        """Write into the program's own log what changed of that."""
        told_now = self.warning(recorded_at)
        if (told_now is None) is not (self._told is None):
            if told_now is None:
                logger.info("log.clocks_agree")
            else:
                logger.error("log.clocks_wrong", reason=told_now)
        self._told = told_now

    def _database_now(self) -> datetime | None:
        if self._reading is None:
            return None
        return self._reading.database_now + timedelta(
            seconds=self.monotonic() - self._reading.read_at
        )


def told(stretch: timedelta) -> str:
    """A stretch of time for people: in its largest unit, without its sign."""
    seconds = abs(stretch).total_seconds()
    for unit, length in (("days", 86_400), ("hours", 3_600), ("minutes", 60)):
        if seconds >= 2 * length:
            return f"{seconds / length:.0f} {unit}"
    return f"{seconds:.0f} seconds"
