"""`cascade projection rebuild`: the read models once more, from the log."""

import time

from api.cli.composing import enter_deployment
from api.cli.errors import CommandError
from api.cli.generation import followed
from api.cli.printing import progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from projections.engine.parking import EventNotProjectable
from projections.engine.rebuilding import Rebuilt, RebuiltDiffers
from projections.engine.rebuilding import rebuild as rebuild_read_models


def rebuild() -> None:
    """Fill the read models again from the log, compare them with the live ones, switch to them.

    Works beside a running server, whose readers notice nothing. Where rows differ, nothing is
    switched.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    started = time.perf_counter()
    rebuilt = run(_rebuild(settings))
    seconds = time.perf_counter() - started
    say(
        f"Rebuilt {sum(rebuilt.rows.values()):,} rows in {len(rebuilt.rows)} tables from "
        f"{rebuilt.position:,} events in {seconds:.1f} s: the same rows as before."
    )


async def _rebuild(settings: Settings) -> Rebuilt:
    async with enter_deployment(settings, SystemClock()) as deployment:
        with progress_bar("catching up", None) as steps:
            await followed(deployment, steps)
        with progress_bar("events", None) as steps:
            try:
                return await rebuild_read_models(
                    deployment.database, deployment.log, on_progress=steps.reached
                )
            except RebuiltDiffers as error:
                raise CommandError(
                    f"{error}. The live ones stay; the new ones stay beside."
                ) from error
            except EventNotProjectable as error:
                raise CommandError(f"{error}. The live ones stay as they are.") from error
