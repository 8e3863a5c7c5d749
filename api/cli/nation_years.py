"""`cascade nation generate`: a made-up nation that has worked for a year."""

import gc
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib.resources import files
from typing import Annotated, Any, Final

import aiosql
import typer

from api.cli.composing import Deployment, open_deployment
from api.cli.errors import CommandError
from api.cli.generation import followed
from api.cli.printing import progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.nation.recording import Recorded, record
from api.nation.sizes import SIZES, SizeName
from api.nation.timetable import YEAR, ZONE
from api.nation.year import Year
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.days import ONE_DAY, local_day
from cascade.log import Log
from cascade.log.bulk import BulkWriter
from cascade.organisation.events import OrganisationFounded

DAY: Final = "%Y-%m-%d"
statements: Final[Any] = aiosql.from_str(
    files("api.nation").joinpath("size.sql").read_text(encoding="utf-8"), "asyncpg"
)


def generate(
    size: Annotated[
        SizeName, typer.Option(help="How much is done: 100,000, 1 million or 10 million events.")
    ] = SizeName.S,
    seed: Annotated[int, typer.Option(min=0, help="Another seed makes another year.")] = 1,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=[DAY], help="The year's last day. [default: yesterday, or as it was begun]"
        ),
    ] = None,
) -> None:
    """Make a nation's whole log of a year, 243,356 units strong, in a fresh deployment.

    May be broken off and run again: it goes on where the log ends. No server may run meanwhile.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    made = run(_generate(settings, size, seed, until.date() if until else None))
    for line in told(made):
        say(line)


@dataclass(frozen=True, slots=True)
class Made:
    """What generating did, and what stands now."""

    recorded: Recorded
    units: int
    position: int
    root_hash: bytes
    projecting_seconds: float
    size_bytes: int


def told(made: Made) -> list[str]:
    """The same in words."""
    recorded = made.recorded
    before = f" {recorded.standing:,} stood already." if recorded.standing else ""
    return [
        f"Recorded {recorded.written:,} events in {recorded.seconds:.1f} s.{before}",
        f"The read models hold them since {made.projecting_seconds:.1f} s later.",
        f"{made.units:,} units, {made.position:,} events, {made.size_bytes:,} bytes on disk.",
        f"Root hash {made.root_hash.hex()}.",
    ]


async def _generate(settings: Settings, size: SizeName, seed: int, until: date | None) -> Made:
    # A million small objects that stay: looking through them again and again finds no garbage.
    gc.disable()
    try:
        async with open_deployment(settings, SystemClock(), projecting=False) as deployment:
            recorded = await _record(deployment, size, seed, until)
    finally:
        gc.enable()
        gc.collect()
    started = time.perf_counter()
    async with open_deployment(settings, SystemClock()) as deployment:
        with progress_bar("read models", None) as steps:
            await followed(deployment, steps)
        seconds = time.perf_counter() - started
        head = await deployment.log.head()
        async with deployment.database.pool.acquire() as connection:
            size_bytes = await statements.bytes_on_disk(connection)
    return Made(
        recorded=recorded,
        units=SIZES[size].units.units + 1,
        position=head.position,
        root_hash=head.root_hash,
        projecting_seconds=seconds,
        size_bytes=size_bytes,
    )


async def _record(
    deployment: Deployment, size: SizeName, seed: int, until: date | None
) -> Recorded:
    first_day = await _first_day(deployment.log, until)
    year = Year(SIZES[size], seed, first_day)
    log = deployment.log
    async with BulkWriter(deployment.database.connect, log.mapper) as writer:
        with progress_bar("events", SIZES[size].events) as steps:
            return await record(year, log, writer, steps.advance)


async def _first_day(log: Log, until: date | None) -> date:
    """That of the log, where it has one; raises CommandError where another was asked for."""
    today = local_day(datetime.now(UTC), ZONE)
    begun = await log.read(0, 1)
    if begun and isinstance(begun[0].event, OrganisationFounded):
        first_day = local_day(begun[0].recorded_at, ZONE)
        if until is not None and first_day + YEAR != until:
            raise CommandError(f"This nation's year was begun to last until {first_day + YEAR}.")
        return first_day
    last_day = until or today - ONE_DAY
    if last_day >= today:
        raise CommandError("The year must be over: give a last day before today.")
    return last_day - YEAR
