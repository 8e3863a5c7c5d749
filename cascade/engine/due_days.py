"""What happens without anybody's doing: changes of the tree whose day has come take effect, and
periods are opened of what recurs without an end.

Every server looks; the key of a change's effect is the change itself, so that it happens once.
Looking also keeps the tree up to date in memory: under an import the next command need not catch up
with a nation.
"""

import asyncio
import gc
from contextlib import suppress
from datetime import date
from types import TracebackType
from typing import Final, Self
from uuid import uuid4

from cascade.engine.engine import Engine, Outcome, Request
from cascade.engine.opening_periods import open_periods
from cascade.logger import Logger
from cascade.organisation.commands import TakeEffect
from cascade.organisation.decisions.units import today

CALENDAR: Final = "@calendar"
"""The principal of what the calendar does."""
EVERY_SECONDS: Final = 15.0
"""How often it looks while nothing is recorded."""
UNITS_SPARED_AT_ONCE: Final = 1_000
PAUSE_SECONDS: Final = 0.1
"""How long it rests while much is recorded."""

logger = Logger(__name__)


async def take_effect_where_due(engine: Engine) -> list[Outcome]:
    """Carry out every scheduled change whose day has come, the earliest day first."""
    organisation = await engine.organisation()
    if not organisation.scheduled:
        return []
    day = today(organisation, engine.now())
    outcomes = []
    for change in organisation.due_changes(day):
        request = Request(CALENDAR, str(change.change_id), uuid4())
        outcomes.append(await engine.execute(TakeEffect(change.change_id), request))
    return outcomes


async def open_periods_where_due(engine: Engine) -> list[Outcome]:
    """Open every period of what recurs without an end whose time has come."""
    return await open_periods(engine, CALENDAR)


class DueDays:
    """Looks at once, then whenever the log grows and every while, until it is left."""

    def __init__(self, engine: Engine, every_seconds: float = EVERY_SECONDS) -> None:
        self._engine: Final = engine
        self._every_seconds: Final = every_seconds
        self._task: asyncio.Task[None] | None = None
        self._spared_units = 0
        self._opened_on: date | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._look())
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _look(self) -> None:
        position = 0
        while True:
            try:
                await take_effect_where_due(self._engine)
                await self._open_periods()
                await self._spare_the_collector()
            except Exception:
                # Whatever stood in its way, it still waits: the next look finds it.
                logger.warning("what is due could not happen yet", exc_info=True)
            await asyncio.sleep(PAUSE_SECONDS)
            position = await self._engine.log.wait_beyond(position, self._every_seconds)

    async def _open_periods(self) -> None:
        """At the start and once a day: what is issued or amended opens its own until the next."""
        organisation = await self._engine.organisation()
        day = today(organisation, self._engine.now()) if organisation.version else None
        if day != self._opened_on:
            await open_periods_where_due(self._engine)
            self._opened_on = day

    async def _spare_the_collector(self) -> None:
        """Units stay for ever: to look through a nation for garbage takes longer than a command."""
        organisation = await self._engine.organisation()
        units = len(organisation.units) + sum(len(f.units) for f in organisation.staged.values())
        if units >= self._spared_units + UNITS_SPARED_AT_ONCE:
            self._spared_units = units
            gc.freeze()
