"""`cascade projection resume`: an event that could not be projected, tried once more."""

from api.cli.composing import enter_deployment
from api.cli.generation import followed
from api.cli.printing import progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from projections.engine.parking import parked
from projections.engine.parking import resume as resume_read_models


def resume() -> None:
    """Try the event again before which the read models stand still, and go on behind it.

    `cascade status` names the event and what is wrong with it: mend that first. Works beside a
    running server and without one.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    reached = run(_resume(settings))
    if reached is None:
        say("The read models do not stand still: there is nothing to resume.")
    else:
        say(f"Resumed: the read models are at position {reached:,}.")


async def _resume(settings: Settings) -> int | None:
    async with enter_deployment(settings, SystemClock()) as deployment:
        if await parked(deployment.database) is None:
            return None
        await resume_read_models(deployment.database)
        with progress_bar("read models", None) as steps:
            return await followed(deployment, steps)
