"""A year of weekly tasks, week by week: `make bench-recurring` does the same for a nation."""

import random

import pytest

from api.cli.nation import NationSize
from bench.measuring import Machine, Surroundings
from bench.nation import ISSUER, loaded_nation
from bench.recurring import OFFICER, counted, rows_of, sampled
from bench.year import START, WEEK, WEEKS, Year, issued, live_a_week
from cascade.clock import SteppedClock
from cascade.database import PostgresServer

pytestmark = pytest.mark.anyio

SIZE = NationSize(provinces=3, wards=8, branches=300)
DIRECTIVES = 3
TASKS_OF_EACH = 9
SAMPLE = 3
REPORTS_OF_A_WEEK = 3


async def test_each_weeks_overdue_is_what_plain_arithmetic_says(postgres: PostgresServer) -> None:
    clock, draw = SteppedClock(START), random.Random(3)
    surroundings = Surroundings(postgres, Machine(), 1)
    async with loaded_nation(surroundings, SIZE, clock) as nation:
        units = await sampled(nation, SAMPLE)
        superuser = await nation.endpoints.superuser.connect()
        before = await rows_of(superuser)
        tasks = await issued(nation.engine, ISSUER, nation.root_id, DIRECTIVES, TASKS_OF_EACH)
        await nation.projected()
        written = await rows_of(superuser) - before
        await superuser.close()
        # A row for each period of a task and a few beside: none for a unit.
        assert len(tasks) * WEEKS < written < len(tasks) * WEEKS + 400
        year = Year(tasks, units)
        for week in range(WEEKS + 1):
            clock.step_to(START + week * WEEK)
            await live_a_week(nation.engine, clock, year, OFFICER, draw, REPORTS_OF_A_WEEK)
            await nation.projected()
            for unit in units:
                assert await counted(nation, unit) == year.expected(unit, clock.now())
    last = year.expected(units[0], clock.now())
    assert last.on_time > 0
    assert last.late > 0
    assert last.not_yet_due == 0
    assert last.overdue > 1_000
