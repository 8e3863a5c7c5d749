"""`cascade blobs prune`: uploads that no document or report was given."""

import re
from datetime import timedelta
from typing import Annotated, Final

import typer

from api.cli.composing import enter_deployment
from api.cli.errors import CommandError
from api.cli.printing import progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.log import Pruned

_UNITS: Final = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}
_AGE: Final = re.compile(r"([0-9]{1,4})([hdw])")


def prune(
    older_than: Annotated[
        str, typer.Option(help="Only uploads of at least this age: 12h, 7d or 2w.")
    ] = "7d",
) -> None:
    """Delete uploaded files that no command has named; what an event names always stays.

    Works beside a running server.
    """
    age = age_of(older_than)
    settings = read_settings()
    log_to_stderr(quiet(settings))
    pruned = run(_prune(settings, age))
    say(
        f"Deleted {pruned.files:,} files with {pruned.size_bytes:,} bytes that were uploaded more "
        f"than {older_than} ago and that nothing names."
    )


def age_of(text: str) -> timedelta:
    """Raises CommandError."""
    found = _AGE.fullmatch(text)
    if found is None:
        raise CommandError(f"{text!r} is no age: write 12h, 7d or 2w")
    return int(found[1]) * _UNITS[found[2]]


async def _prune(settings: Settings, age: timedelta) -> Pruned:
    clock = SystemClock()
    async with enter_deployment(settings, clock, projecting=False) as deployment:
        with progress_bar("files", None) as steps:
            return await deployment.log.uploads.prune(clock.now() - age, steps.reached)
