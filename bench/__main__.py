"""python -m bench [name ...]: measure, print the table, write build/bench.json."""

import argparse
import asyncio
import json
import signal
import statistics
import sys
import tempfile
from collections.abc import Coroutine
from pathlib import Path
from typing import Any, Final

from rich.console import Console, JustifyMethod
from rich.table import Table

from bench import append, commands, feed, importing, issue, page, recurring
from bench.measuring import FEWEST_ROUNDS, Benchmark, Machine, Row, Surroundings, spread
from cascade.database import EmbeddedPostgres, migrate

# A benchmark takes its surroundings and returns rows; this is the place to add one.
BENCHMARKS: Final[dict[str, Benchmark]] = {
    "append": append.measure,
    "commands": commands.measure,
    "issue": issue.measure,
    "feed": feed.measure,
    "page": page.measure,
    "recurring": recurring.measure,
    "import": importing.measure,
}
ALONE: Final = {"recurring", "import"}
"""They take minutes and measure no ratio: only where they are asked for by name."""

INTERRUPTED: Final = 128 + signal.SIGINT
"""By custom a program that a signal ended says so by 128 and the signal's number."""
RESULTS: Final = Path("build") / "bench.json"


async def run(names: list[str], rounds: int, console: Console) -> list[Row]:
    machine = Machine()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="cascade-bench") as folder:
        postgres = EmbeddedPostgres(Path(folder) / "data")
        endpoints = await postgres.start()
        try:
            connection = await endpoints.superuser.connect()
            await migrate(connection, as_owner=True)
            await connection.close()
            surroundings = Surroundings(postgres, machine, rounds)
            for name in names:
                rows += await BENCHMARKS[name](surroundings)
        finally:
            await postgres.stop()
    print_table(rows, machine, rounds, console)
    return rows


def print_table(rows: list[Row], machine: Machine, rounds: int, console: Console) -> None:
    table = Table(title=f"medians of {rounds} rounds; ± half the range; ratios of the same round")
    for heading in ("what", "value", "unit", "±", "baseline", "ratio", "goal", ""):
        justify: JustifyMethod = "left" if heading in ("what", "unit") else "right"
        table.add_column(heading, justify=justify, no_wrap=True)
    for row in rows:
        table.add_row(
            row.name,
            number(row.value),
            row.unit,
            f"{row.spread / 2:.0%}",
            number(row.baseline),
            "" if row.ratio is None else f"{row.ratio:.2f} ×",
            row.goal or "",
            {True: "[green]reached", False: "[red]missed", None: ""}[row.reached],
        )
    console.print(table)
    for what, seconds in (
        ("150,000 hashes", machine.hashing_seconds),
        ("write and fsync of 8 KB", machine.syncing_seconds),
    ):
        milliseconds = statistics.median(seconds) * 1e3
        console.print(
            f"the machine's noise: {what} took {milliseconds:.2f} ms, ± {spread(seconds) / 2:.0%}"
        )


def number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:,.2f}"


def write(rows: list[Row], path: Path) -> None:
    keys = ("name", "value", "unit", "baseline", "ratio", "goal", "reached")
    path.parent.mkdir(exist_ok=True)
    listed = [{key: getattr(row, key) for key in keys} for row in rows]
    path.write_text(json.dumps(listed, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


def run_as_served(main: Coroutine[Any, Any, list[Row]]) -> list[Row]:
    """On the event loop that uvicorn takes, where there is one for this platform."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(main)
    return uvloop.run(main)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(BENCHMARKS))
    parser.add_argument("--rounds", type=int, default=FEWEST_ROUNDS)
    arguments = parser.parse_args()
    unknown = set(arguments.names) - BENCHMARKS.keys()
    if unknown or arguments.rounds < 1:
        parser.error(f"unknown: {', '.join(sorted(unknown))}" if unknown else "at least one round")
    usual = [name for name in BENCHMARKS if name not in ALONE]
    # Wide enough for every column where the output goes into a file.
    console = Console() if sys.stdout.isatty() else Console(width=160)
    try:
        rows = run_as_served(run(arguments.names or usual, arguments.rounds, console))
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    write(rows, RESULTS)
    console.print(f"written to {RESULTS}")
    sys.exit(any(row.reached is False for row in rows))


if __name__ == "__main__":
    main()
