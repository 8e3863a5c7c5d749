"""python -m tests.hostile [--requests N] [--seed N]: the whole, its table and verdict."""

import argparse
import asyncio
import secrets
import sys
import tempfile
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from tests.hostile.campaign import Campaign, percentile, run
from tests.hostile.target import started

REQUESTS: Final = 2_000
SLOWEST_SECONDS: Final = 1.0
HEALTH_SECONDS: Final = 0.2


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.hostile", description=__doc__)
    parser.add_argument("--requests", type=int, default=REQUESTS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(2**32))
    options = parser.parse_args()
    console = Console()
    console.print(f"seed {options.seed}")
    with (
        tempfile.TemporaryDirectory(prefix="cascade-hostile") as folder,
        started(Path(folder)) as target,
    ):
        campaign = asyncio.run(run(target, options.requests, options.seed))
    console.print(table(campaign))
    median, high = (percentile(campaign.health_seconds, share) for share in (0.5, 0.99))
    console.print(f"/healthz meanwhile: p50 {median * 1e3:.1f} ms, p99 {high * 1e3:.1f} ms")
    for fault in campaign.faults:
        console.print(f"fault: {fault}", markup=False)
    kept = not campaign.faults and campaign.slowest <= SLOWEST_SECONDS and high <= HEALTH_SECONDS
    console.print("kept" if kept else "NOT kept: no 5xx, none over 1 s, /healthz p99 under 200 ms")
    return 0 if kept else 1


def table(campaign: Campaign) -> Table:
    shown = Table("requests", "number", "p50 ms", "slowest ms", "statuses")
    for kind, outcome in sorted(campaign.outcomes.items()):
        statuses = ", ".join(f"{n} x {status}" for status, n in sorted(outcome.statuses.items()))
        median, slowest = percentile(outcome.seconds, 0.5), max(outcome.seconds)
        number = str(len(outcome.seconds))
        shown.add_row(kind, number, f"{median * 1e3:.1f}", f"{slowest * 1e3:.1f}", statuses)
    return shown


if __name__ == "__main__":
    sys.exit(main())
