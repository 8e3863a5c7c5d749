"""`cascade projection verify`: a sample of the read models beside the log."""

import random
import time
from dataclasses import dataclass, field
from typing import Annotated, Final

import typer

from api.cli.composing import Deployment, enter_deployment
from api.cli.errors import CommandError
from api.cli.generation import followed
from api.cli.printing import progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.settings import read_settings
from cascade.clock import SystemClock
from projections.verification.verifying import Difference, Verification

SEEDS: Final = 2**31
TOLD: Final = 20
"""So many differences are told in full: more have one cause, as a rule."""


@dataclass
class Verified:
    """What was gone through, and what is shown otherwise than the log has it."""

    pairs: int = 0
    obligations: int = 0
    differences: list[Difference] = field(default_factory=list)


def verify(
    sample: Annotated[
        int, typer.Option(min=3, max=1_000_000, help="So many pairs of directive and unit.")
    ] = 1_000,
    seed: Annotated[
        int | None, typer.Option(min=0, help="Draws the same sample again; by chance otherwise.")
    ] = None,
) -> None:
    """Derive what units owe once more from the log, and compare it with what is shown.

    Of directives and units drawn at random: of some that owe something, of some that did something,
    of some that need have nothing to do with each other. Works beside a running server.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    chosen = random.SystemRandom().randrange(SEEDS) if seed is None else seed
    started = time.perf_counter()

    async def verified() -> Verified:
        async with enter_deployment(settings, SystemClock()) as deployment:
            return await _verified(deployment, chosen, sample)

    found = run(verified())
    for difference in found.differences[:TOLD]:
        key = difference.key
        say(
            f"directive {difference.pair.directive_id} task {key.task_id} unit {key.unit_id} "
            f"occurrence {key.occurrence or '-'}: {difference.words}"
        )
    if found.differences:
        raise CommandError(
            f"{len(found.differences):,} obligations are shown otherwise than the log has them "
            f"(--seed {chosen}): `cascade projection rebuild` tells whether the rows are at fault"
        )
    say(
        f"Compared {found.obligations:,} obligations in {found.pairs:,} pairs of directive and "
        f"unit (--seed {chosen}) with the log in {time.perf_counter() - started:.1f} s: the same."
    )


async def _verified(deployment: Deployment, seed: int, sample: int) -> Verified:
    with progress_bar("read models", None) as steps:
        await followed(deployment, steps)
    verification = Verification(
        deployment.engine, deployment.database.readers, deployment.log, deployment.clock
    )
    pairs = await verification.drawn(seed, sample)
    with progress_bar("pairs", len(pairs)) as steps:
        found = Verified(len(pairs))
        for pair in pairs:
            compared = await verification.compare(pair)
            found.obligations += compared.owed
            found.differences += compared.differences
            steps.advance(1)
    return found
