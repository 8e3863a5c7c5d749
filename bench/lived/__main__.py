"""python -m bench.lived [--size M] [--minutes 20]: make the nation of a size at need, measure what
it answers, print the table, write build/bench-nation-<size>.json.
"""

import argparse
import asyncio
import sys
from pathlib import Path
from typing import Final

from rich.console import Console

from api.cli.composing import enter_deployment
from api.cli.printing import progress_bar
from api.nation.sizes import SizeName
from api.settings import read_settings
from bench.__main__ import print_table, write
from bench.lived.fixture import BUILD, Fixture, NotMadeYet, made
from bench.lived.reading import Reading, sampled
from bench.measuring import Machine, Row
from cascade.clock import SystemClock

SEED: Final = 1
READINGS: Final = 38


async def measure(fixture: Fixture, machine: Machine) -> list[Row]:
    settings = read_settings().model_copy(update={"data_dir": fixture.data_dir})
    rows = [
        Row("making the nation, its read models included", fixture.seconds / 60, "min"),
        Row("  on disk", fixture.size_bytes / 1e9, "GB"),
    ]
    machine.probe()
    async with enter_deployment(settings, SystemClock()) as deployment:
        units = await sampled(deployment, SEED)
        machine.probe()
        with progress_bar("questions", READINGS) as steps:
            rows += await Reading(deployment, units).rows(steps.advance)
        machine.probe()
    return rows


async def run(size: SizeName, minutes: float, console: Console) -> list[Row]:
    machine = Machine()
    rows = await measure(await made(size, minutes), machine)
    print_table(rows, machine, 1, console)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lived", description=__doc__)
    parser.add_argument("--size", type=SizeName, default=SizeName.M, choices=list(SizeName))
    parser.add_argument("--minutes", type=float, default=20.0, help="for making the nation")
    arguments = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=160)
    try:
        rows = asyncio.run(run(arguments.size, arguments.minutes, console))
    except NotMadeYet:
        console.print("The share of time is over; run it again, and it goes on.")
        sys.exit(1)
    path: Path = BUILD / f"bench-nation-{arguments.size}.json"
    write(rows, path)
    console.print(f"written to {path}")


if __name__ == "__main__":
    main()
