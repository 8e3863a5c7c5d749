"""The projector beside the log, and those who wait for what it writes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from api.cli.errors import CommandError
from cascade.database import Database
from cascade.log import Log
from projections.checkpoints.arrivals import Arrivals
from projections.checkpoints.pages import LIVE, enter, statements
from projections.checkpoints.parking import Parked, parked
from projections.checkpoints.rebuilding import Progress
from projections.models import definition_hash
from projections.projector import Projector

POLL_SECONDS = 0.05


@dataclass(slots=True)
class Building:
    """How many events the read models hold that are built again; ``total`` 0 where none are."""

    done: int = 0
    total: int = 0

    def reached(self, done: int, total: int) -> None:
        self.done, self.total = done, total


@dataclass(frozen=True, slots=True)
class Following:
    """``task`` is the projector's; it ends before it is cancelled only by a fault."""

    database: Database
    arrivals: Arrivals
    task: asyncio.Task[None] | None
    building: Building

    async def trouble(self) -> str | None:
        """Why the read models do not go on, where they do not."""
        if self.task is not None and self.task.done():
            return "the projector has ended"
        found = await parked(self.database)
        return None if found is None else found.in_brief

    async def refuse_if_parked(self) -> None:
        """Raises CommandError where waiting for the read models would have no end."""
        found = await parked(self.database)
        if found is not None:
            raise CommandError(stands_still(found))

    async def laid(self, on_progress: Progress | None = None) -> None:
        """Wait until the read models are those that this program reads.

        The first time it lays them; after an upgrade it builds them again, which takes a while:
        ``on_progress`` is told meanwhile how many events of how many they hold. Raises what the
        projector of this process ended with.
        """
        while not await self._are_laid():
            if self.task is not None and self.task.done():
                self.task.result()
            if on_progress is not None and self.building.total:
                on_progress(self.building.done, self.building.total)
            await asyncio.sleep(POLL_SECONDS)

    async def _are_laid(self) -> bool:
        async with self.database.pool.acquire() as connection:
            if not await statements.exists(connection, schema=LIVE):
                return False
            async with connection.transaction():
                await enter(connection, LIVE)
                checkpoint = await statements.checkpoint(connection)
        return bool(checkpoint and checkpoint["definition"] == definition_hash())


def stands_still(found: Parked) -> str:
    """What an operator is told of an event that cannot be projected."""
    return (
        f"The read models stand still before event {found.position:,} ({found.topic}): "
        f"{found.reason}. `cascade projection resume` tries it again."
    )


@asynccontextmanager
async def following(database: Database, log: Log, *, projecting: bool) -> AsyncIterator[Following]:
    """Project in the background, unless told not to."""
    async with Arrivals(database) as arrivals:
        task, building = None, Building()
        if projecting:
            projector = Projector(database, log, on_rebuild=building.reached)
            task = asyncio.create_task(projector.run(), name="projector")
        try:
            yield Following(database, arrivals, task, building)
        finally:
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
