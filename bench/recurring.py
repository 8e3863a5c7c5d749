"""1,000 weekly tasks of a year to 240,000 units: what is stored, and whether each week's overdue
is right by the read models, asked for units here and there and counted by hand beside.
"""

import random
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import aiosql

from api.cli.printing import progress_bar
from bench.measuring import Row, Surroundings
from bench.nation import ADMINISTRATOR, ISSUER, VIETNAM, Nation, loaded_nation
from bench.year import START, WEEK, WEEKS, Count, WeeklyTask, Year, issued, live_a_week
from cascade.access.commands import GrantRole
from cascade.clock import SteppedClock
from cascade.enums import Classification, Role
from projections.query_args import ObligationFilter, ReadingGrant, Scope
from projections.reader import Reader

DIRECTIVES: Final = 20
TASKS_OF_EACH: Final = 50
SAMPLE: Final = 6
REPORTS_OF_A_WEEK: Final = 8
"""By each unit of the sample: some on time, some late, most never."""
OFFICER: Final = "officer"
SEED: Final = 7
ROWS_A_PERIOD: Final = 1.5

_STATEMENTS: Final[Any] = aiosql.from_path(Path(__file__).parent / "issue.sql", "asyncpg")


class WrongCount(Exception):
    """The read models and plain arithmetic differ."""


@dataclass(slots=True)
class Findings:
    """What came out of a year, in seconds and rows."""

    loading_seconds: float = 0.0
    rows: int = 0
    asking_seconds: list[float] = field(default_factory=list)
    compared: int = 0
    overdue: list[int] = field(default_factory=list)


async def measure(surroundings: Surroundings) -> list[Row]:
    """The rows "1,000 weekly tasks to 240,000 units"; raises WrongCount."""
    clock = SteppedClock(START)
    async with loaded_nation(surroundings, VIETNAM, clock) as nation:
        superuser: Any = await nation.endpoints.superuser.connect()
        try:
            found = Findings()
            units = await sampled(nation, SAMPLE)
            before = await rows_of(superuser)
            started = time.perf_counter()
            tasks = await issued(nation.engine, ISSUER, nation.root_id, DIRECTIVES, TASKS_OF_EACH)
            await nation.projected()
            found.loading_seconds = time.perf_counter() - started
            found.rows = await rows_of(superuser) - before
            await _live(surroundings, nation, clock, Year(tasks, units), found)
        finally:
            await superuser.close()
    return _told(found, tasks)


async def sampled(nation: Nation, count: int) -> list[UUID]:
    """Branches here and there, for each of which the officer acts."""
    organisation = await nation.engine.organisation()
    branches = sorted(u.unit_id for u in organisation.units.values() if u.level == "branch")
    units = random.Random(SEED).sample(branches, count)
    for unit in units:
        grant = GrantRole(
            subject=OFFICER, unit=unit, role=Role.OFFICER, clearance=Classification.SECRET
        )
        await nation.do(grant, ADMINISTRATOR)
    return units


async def _live(
    surroundings: Surroundings,
    nation: Nation,
    clock: SteppedClock,
    year: Year,
    found: Findings,
) -> None:
    draw = random.Random(SEED)
    with progress_bar("weeks", WEEKS) as steps:
        for week in range(WEEKS + 1):
            clock.step_to(START + week * WEEK)
            await live_a_week(nation.engine, clock, year, OFFICER, draw, REPORTS_OF_A_WEEK)
            await nation.projected()
            for unit in year.units:
                started = time.perf_counter()
                count = await counted(nation, unit)
                found.asking_seconds.append(time.perf_counter() - started)
                expected = year.expected(unit, clock.now())
                if count != expected:
                    raise WrongCount(
                        f"week {week}, unit {unit}: {count} is told, {expected} is right"
                    )
                found.compared += 1
                found.overdue.append(count.overdue)
            surroundings.machine.probe()
            steps.advance(1)


async def counted(nation: Nation, unit: UUID) -> Count:
    """As a reader of the unit is told now."""
    scope = Scope((ReadingGrant(unit, Role.READER, Classification.SECRET),))
    async with Reader(nation.database.readers, nation.log, nation.clock) as reader:
        moment = await reader.live()
        told = await reader.obligations.progress(unit, None, ObligationFilter(), moment, scope)
    return Count(told.not_yet_due, told.overdue, told.on_time, told.late)


async def rows_of(superuser: Any) -> int:
    """All rows of the log and of the read models."""
    count = 0
    for table in await superuser.fetch(_STATEMENTS.counting_statements.sql):
        count += (await superuser.fetchrow(table["statement"]))[0]
    return count


def _told(found: Findings, tasks: Sequence[WeeklyTask]) -> list[Row]:
    name = f"{len(tasks):,} weekly tasks to {VIETNAM.branches:,} units"
    periods = len(tasks) * WEEKS
    milliseconds = [seconds * 1e3 for seconds in found.asking_seconds]
    return [
        Row(f"{name}, issued, projected", found.loading_seconds, "s"),
        Row(
            f"{name}, stored",
            found.rows,
            "rows",
            baseline=periods,
            ratio=found.rows / periods,
            goal=f"≤ {ROWS_A_PERIOD} ×",
            reached=found.rows <= ROWS_A_PERIOD * periods,
        ),
        Row("obligations that these stand for", periods * VIETNAM.branches, "obligations"),
        Row(f"a unit's {periods:,} counted", statistics.median(milliseconds), "ms"),
        Row(f"a unit's {periods:,} counted, slowest", max(milliseconds), "ms"),
        Row("weeks of units equal to plain arithmetic", found.compared, "counts", reached=True),
        Row("overdue at the last unit in the end", found.overdue[-1], "obligations"),
    ]
