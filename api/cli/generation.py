"""`cascade units generate`: a made-up nation of a given size."""

import asyncio
import gc
import time
from typing import Annotated

import typer

from api.cli.composing import Deployment, enter_deployment
from api.cli.generating import Generated, founding_administrator, generate_units
from api.cli.nation import NationSize
from api.cli.printing import Steps, progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.settings import Settings, read_settings
from cascade.clock import SystemClock

POLL_SECONDS = 0.05


def generate(
    provinces: Annotated[int, typer.Option(min=1, max=99, help="Units of the second level.")] = 34,
    wards: Annotated[int, typer.Option(min=1, help="Units of the third level.")] = 3_321,
    branches: Annotated[int, typer.Option(min=1, help="Units of the fourth level.")] = 240_000,
    seed: Annotated[
        int, typer.Option(min=0, help="Another seed deals them out otherwise, under other codes.")
    ] = 1,
    subject: Annotated[
        str | None,
        typer.Option(help="An administrator of the root. [default: the founding one]"),
    ] = None,
) -> None:
    """Establish a made-up nation below the root unit, 1,000 units an event.

    May be broken off and run again: what stands is left alone. Works beside a running server.
    """
    size = NationSize(provinces, wards, branches)
    settings = read_settings()
    log_to_stderr(quiet(settings))
    started = time.perf_counter()
    result, projected = run(_generate(settings, size, seed, subject))
    seconds = time.perf_counter() - started
    say(told(result))
    followed = f"The read models are at position {projected:,}." if projected else ""
    say(f"Took {seconds:.1f} s. {followed}".rstrip())


def told(result: Generated) -> str:
    """What generating did, in a sentence."""
    if result.position is None:
        return f"All {result.standing:,} units stand already; nothing to do."
    before = f" {result.standing:,} stood already." if result.standing else ""
    return (
        f"Established {result.established:,} units in {result.events:,} events, "
        f"up to position {result.position:,}.{before}"
    )


async def _generate(
    settings: Settings, size: NationSize, seed: int, subject: str | None
) -> tuple[Generated, int]:
    async with enter_deployment(settings, SystemClock()) as deployment:
        return await generate_followed(deployment, size, seed, subject)


async def generate_followed(
    deployment: Deployment, size: NationSize, seed: int, subject: str | None = None
) -> tuple[Generated, int]:
    """Generate with a progress bar, then wait for the read models; the position they reached."""
    principal = subject or await founding_administrator(deployment.log)
    # A million small objects that stay: looking through them again and again finds no garbage.
    gc.disable()
    try:
        with progress_bar("units", size.units) as steps:
            result = await generate_units(deployment.engine, principal, size, seed, steps.advance)
        with progress_bar("read models", None) as steps:
            reached = await followed(deployment, steps)
    finally:
        gc.enable()
        gc.freeze()
    return result, reached


async def followed(deployment: Deployment, steps: Steps) -> int:
    """Wait until the read models hold the log as it is now; the position they hold.

    Raises CommandError where they stand still before an event that they cannot take.
    """
    await deployment.following.laid(steps.reached)
    head = (await deployment.log.head()).position
    while (reached := await deployment.projected_to() or 0) < head:
        steps.reached(reached, head)
        await deployment.following.refuse_if_parked()
        await asyncio.sleep(POLL_SECONDS)
    steps.reached(reached, head)
    return reached
