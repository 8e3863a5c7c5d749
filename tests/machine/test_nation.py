"""The state machine, by the clock: so many seconds of it, or so many steps.

``CASCADE_MACHINE_SECONDS`` is the budget (a few seconds, where nothing is said), and
``CASCADE_MACHINE_STEPS`` the number of steps at which it ends before. Each round draws from a seed
of its own, one after the other, from
``CASCADE_MACHINE_SEED`` on: a failure names its seed, and that round can be run again alone.
``CASCADE_MACHINE_LIFE`` is the number of steps that one nation lives: in longer lives more piles
up, and fewer comparisons are made for each step. Every ``CASCADE_MACHINE_HTTP_EVERY``-th step goes
through HTTP. ``CASCADE_MACHINE_PARTS`` are parts of the run that may go side by side; each has its
share of the steps, and seeds of its own.
"""

import asyncio
import os
import sys
from contextlib import AsyncExitStack

import pytest
from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from cascade.database import PostgresServer
from tests.harness.ground import Ground
from tests.machine.counting import Counted
from tests.machine.nation import Nation

SECONDS = float(os.environ.get("CASCADE_MACHINE_SECONDS", "20"))
STEPS = int(os.environ.get("CASCADE_MACHINE_STEPS", "200000"))
STEPS_IN_A_LIFE = int(os.environ.get("CASCADE_MACHINE_LIFE", "50"))
SEED = int(os.environ.get("CASCADE_MACHINE_SEED", "1"))
HTTP_EVERY = int(os.environ.get("CASCADE_MACHINE_HTTP_EVERY", "3"))
PARTS = int(os.environ.get("CASCADE_MACHINE_PARTS", "1"))
SEEDS_OF_A_PART = 100_000
ROUND = settings(
    max_examples=25,
    stateful_step_count=STEPS_IN_A_LIFE,
    database=None,
    deadline=None,
    print_blob=False,
    verbosity=Verbosity.normal,
    phases=[Phase.generate, Phase.shrink]
    if os.environ.get("CASCADE_SHRINK") != "no"
    else [Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("part", range(PARTS))
def test_the_nation_is_what_the_model_says(
    part: int, postgres: PostgresServer, capsys: pytest.CaptureFixture[str]
) -> None:
    counted = Counted(SECONDS, STEPS // PARTS)
    with asyncio.Runner() as runner:
        stack = AsyncExitStack()
        endpoints = runner.run(postgres.create_database("machine", template="cascade"))
        ground = runner.run(stack.enter_async_context(Ground.of(endpoints)))
        number = SEED + part * SEEDS_OF_A_PART
        try:
            while not counted.is_spent:
                run_round(runner, ground, counted, number)
                number += 1
                say(capsys, f"seed {number - 1}: {counted}")
        except BaseException:
            say(capsys, f"stopped in the round of CASCADE_MACHINE_SEED={number}: {counted}")
            raise
        finally:
            runner.run(stack.aclose())
            runner.run(postgres.drop_database("machine"))
    say(capsys, f"{counted}\n{counted.table()}")
    assert counted.recorded


def run_round(runner: asyncio.Runner, ground: Ground, counted: Counted, number: int) -> None:
    made = type(
        "Nation",
        (Nation,),
        {
            "runner": runner,
            "ground": ground,
            "counted": counted,
            "life": STEPS_IN_A_LIFE,
            "over_http_every": HTTP_EVERY,
        },
    )
    run_state_machine_as_test(seed(number)(made), settings=ROUND)


def say(capsys: pytest.CaptureFixture[str], line: str) -> None:
    """Progress is for who waits, whatever becomes of the test."""
    with capsys.disabled():
        sys.stderr.write(f"\n{line}\n")
