"""250,000 units from a file by one process, beside a server that goes on writing in another: how
long the import takes, and how long the longest of the server's commands had to wait meanwhile.
"""

import asyncio
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import uuid4

from api.cli.nation import NationSize, made_up_nation
from api.cli.printing import progress_bar
from api.cli.unit_files import unit_file
from bench.measuring import Row, Surroundings
from bench.nation import ADMINISTRATOR, Nation, loaded_nation
from cascade.access.commands import GrantRole
from cascade.engine import DueDays, Request
from cascade.enums import Classification, Role

STANDING: Final = NationSize(provinces=1, wards=1, branches=1)
IMPORTED: Final = NationSize(provinces=34, wards=3_321, branches=246_645)
SEED: Final = 2
LEVELS: Final = ("province", "ward", "branch")
PAUSE_SECONDS: Final = 0.01
QUIET_SECONDS: Final = 5.0
GOAL_SECONDS: Final = 60.0
GOAL_STALL_MILLISECONDS: Final = 200.0


class ImportFailed(Exception):
    """The importing process did not come to its end."""


async def measure(surroundings: Surroundings) -> list[Row]:
    """The rows "250,000 units": the import itself, and the commands beside it."""
    async with loaded_nation(surroundings, STANDING) as nation, DueDays(nation.engine):
        with tempfile.TemporaryDirectory(prefix="cascade-import") as folder:
            file = Path(folder) / "units.csv"
            with unit_file(file) as write:
                write(rows(IMPORTED))
            surroundings.machine.probe()
            quiet = await _written(nation, asyncio.sleep(QUIET_SECONDS))
            importing = _Importing(nation, file)
            with progress_bar("import", None):
                beside = await _written(nation, importing.run())
        started = time.perf_counter()
        await nation.projected()
        following = time.perf_counter() - started
    return [
        Row(
            "import of 250,000 units",
            importing.seconds,
            "s",
            goal="≤ 60 s",
            reached=importing.seconds <= GOAL_SECONDS,
        ),
        Row("  until the read models hold them", following, "s"),
        Row(
            "  slowest command beside it",
            max(beside),
            "ms",
            max(quiet),
            goal="≤ 200 ms",
            reached=max(beside) <= GOAL_STALL_MILLISECONDS,
        ),
        Row(
            "  median command beside it", statistics.median(beside), "ms", statistics.median(quiet)
        ),
    ]


def rows(size: NationSize) -> Iterator[tuple[str, ...]]:
    """A made-up nation as lines of a file."""
    for unit in made_up_nation(size, SEED):
        level, parent = LEVELS[unit.depth - 1], unit.parent_code or "TW"
        yield (unit.code, unit.name, unit.symbol or "", unit.kind, level, parent, "")


async def _written(nation: Nation, meanwhile: object) -> list[float]:
    """How many milliseconds each command took that was carried out meanwhile, one by one."""
    assert asyncio.iscoroutine(meanwhile)
    task = asyncio.ensure_future(meanwhile)
    taken = []
    while not task.done():
        subject = f"reader {uuid4()}"
        grant = GrantRole(
            subject=subject, unit=nation.root_id, role=Role.READER, clearance=Classification.OPEN
        )
        started = time.perf_counter()
        await nation.engine.execute(grant, Request(ADMINISTRATOR, str(uuid4()), uuid4()))
        taken.append((time.perf_counter() - started) * 1e3)
        await asyncio.sleep(PAUSE_SECONDS)
    await task
    return taken


class _Importing:
    """A process of its own, as the command line is one."""

    def __init__(self, nation: Nation, file: Path) -> None:
        self.arguments = json.dumps(nation.endpoints.application.arguments)
        self.file = file
        self.seconds = 0.0

    async def run(self) -> None:
        started = time.perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bench.importing_process", self.arguments, str(self.file)
        )
        if await process.wait():
            raise ImportFailed
        self.seconds = time.perf_counter() - started
