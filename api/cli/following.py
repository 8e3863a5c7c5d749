"""The projector beside the log, and those who wait for what it writes."""

import asyncio
import re
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Final

import asyncpg

from api.cli.errors import CommandError
from cascade import __version__
from cascade.database import Database
from cascade.log import Log
from projections.engine.notifier import ProjectionNotifier
from projections.engine.parking import Parked, parked
from projections.engine.projector import Projector
from projections.engine.rebuilding import Progress
from projections.engine.schemas import LIVE, NEXT, enter, statements
from projections.models import definition_hash

POLL_SECONDS: Final = 0.05
LEADER_PATIENCE_SECONDS: Final = 5.0
"""A projector that takes over begins at once with the read models of its release: where none does
for so long, the one that leads is of another release, and has what it wants."""


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
    notifier: ProjectionNotifier
    projector: Projector | None
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

    async def laid(
        self, on_progress: Progress | None = None, patience_seconds: float | None = None
    ) -> None:
        """Wait until the read models are those that this program reads.

        The first time it lays them; after an upgrade it builds them again, which takes a while:
        ``on_progress`` is told meanwhile how many events of how many they hold. Raises what the
        projector of this process ended with, and CommandError where for ``patience_seconds``
        nobody lays or builds them, because a server of another release leads. A server that is to
        take over from such a one has patience without end.
        """
        hoped = time.monotonic()
        wanted = definition_hash()
        while (live := await self._definition(LIVE)) != wanted:
            if self.task is not None and self.task.done():
                self.task.result()
            if on_progress is not None and self.building.total:
                on_progress(self.building.done, self.building.total)
            leads = self.projector is not None and self.projector.leads
            if live is None or leads or await self._definition(NEXT) == wanted:
                hoped = time.monotonic()
            elif patience_seconds is not None and time.monotonic() - hoped > patience_seconds:
                raise CommandError(held_by_another(await self._laid_by()))
            await asyncio.sleep(POLL_SECONDS)

    async def _definition(self, schema: str) -> str | None:
        """Of which definition a schema's read models are; null while there are none."""
        async with self.database.pool.acquire() as connection:
            if not await statements.exists(connection, schema=schema):
                return None
            # Where it is switched to just now, it has another name already.
            with suppress(asyncpg.UndefinedTableError):
                async with connection.transaction():
                    await enter(connection, schema)
                    checkpoint = await statements.checkpoint(connection)
                return str(checkpoint["definition"]) if checkpoint else None
        return None

    async def _laid_by(self) -> str | None:
        async with self.database.pool.acquire() as connection, connection.transaction():
            await enter(connection, LIVE)
            release: str | None = await statements.laid_by(connection)
        return release


def held_by_another(release: str | None) -> str:
    """Whether the server that keeps the read models is newer than this program, and what to do.

    Null is a release from before the read models bore one.
    """
    if release is not None and _ordered(release) > _ordered(__version__):
        return (
            f"The read models are kept by a server of release {release}, newer than this program "
            f"({__version__}). Upgrade this program."
        )
    if release is not None and _ordered(release) == _ordered(__version__):
        return (
            f"The read models are kept by a server of another build of release {release}: which "
            "one is newer cannot be told. Restart the server with this program's build."
        )
    return (
        f"The read models are kept by a server of an older release ({release or 'unnamed'}): this "
        f"program ({__version__}) is newer. Restart the server with this release."
    )


def _ordered(release: str) -> list[int]:
    return [int(number) for number in re.findall(r"[0-9]+", release)[:3]]


def stands_still(found: Parked) -> str:
    """What an operator is told of an event that cannot be projected."""
    return (
        f"The read models stand still before event {found.position:,} ({found.topic}): "
        f"{found.reason}. `cascade projection resume` tries it again."
    )


@asynccontextmanager
async def following(database: Database, log: Log, *, projecting: bool) -> AsyncIterator[Following]:
    """Project in the background, unless told not to."""
    async with ProjectionNotifier(database) as notifier:
        projector, task, building = None, None, Building()
        if projecting:
            projector = Projector(database, log, on_rebuild=building.reached)
            task = asyncio.create_task(projector.run(), name="projector")
        try:
            yield Following(database, notifier, projector, task, building)
        finally:
            if task is not None:
                task.cancel()
                await asyncio.gather(task, return_exceptions=True)
