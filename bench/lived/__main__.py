"""python -m bench.lived [--size M] [--minutes 20]: make the nation of a size at need, measure what
it answers, print the table, write build/bench-nation-<size>.json.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final
from uuid import UUID

from rich.console import Console

from api.cli.composing import Deployment, enter_deployment
from api.cli.printing import progress_bar
from api.nation.sizes import SizeName
from api.settings import read_settings
from bench.__main__ import print_table, run_as_served, write
from bench.lived import latency, served
from bench.lived.beside import writing
from bench.lived.fixture import BUILD, Fixture, NotMadeYet, made
from bench.lived.http import Process
from bench.lived.reading import Reading, sampled
from bench.lived.served import of_process, server_of, token_of
from bench.measuring import Machine, Row
from cascade.clock import SystemClock

SEED: Final = 1
READINGS: Final = 38
PARTS: Final = ("reading", "served", "waiting")


async def measure(fixture: Fixture, parts: Sequence[str], machine: Machine) -> list[Row]:
    settings = read_settings().model_copy(update={"data_dir": fixture.data_dir})
    rows = [
        Row("making the nation, its read models included", fixture.seconds / 60, "min"),
        Row("  on disk", fixture.size_bytes / 1e9, "GB"),
    ]
    machine.probe()
    async with (
        server_of(fixture.environment) as server,
        enter_deployment(settings, SystemClock(), projecting=False) as deployment,
    ):
        units = await sampled(deployment, SEED)
        async with writing(fixture.environment) as written:
            rows += await _asked(parts, deployment, units, server, fixture, machine)
        rows += [written.row, *of_process(server)]
    machine.probe()
    return rows


async def _asked(
    parts: Sequence[str],
    deployment: Deployment,
    units: dict[str, list[UUID]],
    server: Process,
    fixture: Fixture,
    machine: Machine,
) -> list[Row]:
    rows: list[Row] = []
    organisation = await deployment.engine.organisation()
    branches = [(str(unit), organisation.units[unit].code) for unit in units["branch"]]
    if "reading" in parts:
        with progress_bar("questions", READINGS) as steps:
            rows += await Reading(deployment, units).rows(steps.advance)
    if "served" in parts:
        rows += await served.measure(server, fixture.environment, branches, machine)
    if "waiting" in parts:
        token = token_of(latency.OFFICER, fixture.environment)
        rows += await latency.reports(deployment, server.port, token, branches)
        branch = units["branch"][0]
        ward = organisation.units[branch].first_parent_id
        assert ward is not None
        rows += await latency.shown(deployment, organisation.heir(ward), branch)
    return rows


async def run(size: SizeName, parts: Sequence[str], minutes: float, console: Console) -> list[Row]:
    machine = Machine()
    rows = await measure(await made(size, minutes), parts, machine)
    print_table(rows, machine, 1, console)
    return rows


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.lived", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="part", help=", ".join(PARTS))
    parser.add_argument("--size", type=SizeName, default=SizeName.M, choices=list(SizeName))
    parser.add_argument("--minutes", type=float, default=20.0, help="for making the nation")
    arguments = parser.parse_args()
    console = Console() if sys.stdout.isatty() else Console(width=160)
    try:
        parts = arguments.parts or PARTS
        rows = run_as_served(run(arguments.size, parts, arguments.minutes, console))
    except NotMadeYet:
        console.print("The share of time is over; run it again, and it goes on.")
        sys.exit(1)
    path: Path = BUILD / f"bench-nation-{arguments.size}.json"
    write(rows, path)
    console.print(f"written to {path}")


if __name__ == "__main__":
    main()
