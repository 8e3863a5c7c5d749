"""An engine that decides over a log in memory, by a clock that is stepped, what a log records."""

from datetime import datetime
from typing import Final, cast

from api.nation.drawing import Draw
from api.nation.memory_log import MemoryLog
from cascade.clock import SteppedClock
from cascade.engine import Engine, Outcome, Request, open_engine
from cascade.log import Log


class Deciding:
    """All chance of a year, ids and salts too, is drawn from its seed."""

    def __init__(self, seed: int, often: float, begins_at: datetime) -> None:
        self.draw: Final = Draw(f"nation {seed}")
        self.draw.often = often
        self.clock: Final = SteppedClock(begins_at)
        self.log: Final = MemoryLog(self.clock)
        # It is asked what an engine asks of a log, and no more.
        log = cast("Log", self.log)
        self.engine: Final[Engine] = open_engine(
            log, self.clock, self.draw.new_id, self.draw.new_salt
        )
        self._commands = 0

    async def do(self, command: object, subject: str) -> Outcome:
        """Carry out a command of a subject, under a key of its own."""
        self._commands += 1
        request = Request(subject, f"command-{self._commands}", self.draw.new_id())
        return await self.engine.execute(command, request)
