"""A made-up nation in a fresh database, loaded through the engine and projected."""

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID, uuid4

from api.cli.founding import DEFAULT_LEVELS, parsed_levels
from api.cli.generating import generate_units
from api.cli.nation import NationSize
from api.cli.printing import progress_bar
from bench.measuring import Surroundings
from cascade.access.commands import GrantRole
from cascade.clock import Clock, SystemClock
from cascade.database import Database, Endpoints
from cascade.engine import (
    Engine,
    Outcome,
    Request,
    open_engine,
)
from cascade.enums import Classification, Role
from cascade.log import Log
from cascade.organisation.commands import FoundOrganisation
from projections.engine.notifier import ProjectionNotifier
from projections.engine.projector import Projector

VIETNAM: Final = NationSize(provinces=34, wards=3_321, branches=240_000)
SEED: Final = 1
ADMINISTRATOR: Final = "administrator"
ISSUER: Final = "issuer"
"""Acts for the root unit."""
LOADING_SECONDS: Final = 600.0


@dataclass(frozen=True, slots=True)
class Nation:
    """A founded organisation of one process: engine and projector, as a server runs them."""

    endpoints: Endpoints
    database: Database
    log: Log
    clock: Clock
    engine: Engine
    notifier: ProjectionNotifier
    root_id: UUID

    async def do(self, command: object, subject: str) -> Outcome:
        """Carry a command out and wait until the read models hold what it did."""
        outcome = await self.engine.execute(command, Request(subject, str(uuid4()), uuid4()))
        assert outcome.position is not None
        assert await self.notifier.wait_for(outcome.position, LOADING_SECONDS)
        return outcome

    async def projected(self) -> None:
        """Wait until the read models hold all that the log does."""
        head = await self.log.head()
        assert await self.notifier.wait_for(head.position, LOADING_SECONDS)


@asynccontextmanager
async def loaded_nation(
    surroundings: Surroundings, size: NationSize = VIETNAM, clock: Clock | None = None
) -> AsyncIterator[Nation]:
    """Establish the nation in a database of its own, and wait until all of it is projected."""
    endpoints = await surroundings.fresh_database()
    clock = clock or SystemClock()
    async with (
        Database.at(endpoints.application) as database,
        Log(database.pool, database.connect, clock) as log,
        Projector(database, log),
        ProjectionNotifier(database) as notifier,
    ):
        engine = open_engine(log, clock)
        founding = FoundOrganisation(
            time_zone="Asia/Ho_Chi_Minh",
            levels=parsed_levels(DEFAULT_LEVELS),
            root_code="TW",
            root_name="Trung ương",
            root_symbol="TW",
            root_kind="party-committee",
            administrator=ADMINISTRATOR,
        )
        await engine.execute(founding, Request("founder", "found", uuid4()))
        root_id = (await engine.organisation()).root_id
        assert root_id is not None
        nation = Nation(endpoints, database, log, clock, engine, notifier, root_id)
        await _establish(nation, surroundings, size)
        # A million objects that stay: looking through them again and again would be measured, too.
        gc.collect()
        gc.freeze()
        try:
            yield nation
        finally:
            gc.unfreeze()


async def _establish(nation: Nation, surroundings: Surroundings, size: NationSize) -> None:
    gc.disable()
    try:
        with progress_bar("units", size.units) as steps:
            await generate_units(nation.engine, ADMINISTRATOR, size, SEED, steps.advance)
        grant = GrantRole(
            subject=ISSUER, unit=nation.root_id, role=Role.ISSUER, clearance=Classification.SECRET
        )
        await nation.do(grant, ADMINISTRATOR)
    finally:
        gc.enable()
