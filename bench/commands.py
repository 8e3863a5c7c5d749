"""Whole commands in one process, each waited for until the read models hold it: reports and issues.

Beside them, round by round on one PostgreSQL, an ``eventsourcing`` application that loads, decides
and saves the same, and the bare append of the log. Nobody reports or issues for two units: each
branch has its officer, each ward its issuer.
"""

import random
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Final
from uuid import UUID

from api.cli.nation import NationSize
from api.cli.printing import progress_bar
from bench.append import SECONDS, WholeLog, WorkReported, rate
from bench.append_baseline import Baseline
from bench.letters import TASKS, plain
from bench.measuring import Row, Surroundings, faster
from bench.nation import ADMINISTRATOR, ISSUER, Nation, loaded_nation
from cascade.access.commands import GrantRole
from cascade.clock import SystemClock
from cascade.database import open_pool
from cascade.directive.commands import AudienceInput, GroupInput
from cascade.enums import Role
from cascade.execution.commands import ObligationRef, SubmitReport
from cascade.log import EventMapper, Log

PLACE: Final = NationSize(provinces=4, wards=80, branches=2_000)
LETTERS_A_ROUND: Final = 3
"""To all branches: more tasks than are reported on in a round."""
GOAL: Final = 4.0
TEXT: Final = "Đã rà soát xong; không có vướng mắc, đề nghị cấp trên cho ý kiến."
BASELINE: Final = "commands_baseline_process.py"

Write = Callable[[int], Awaitable[object]]


class Reporting:
    """Officers of branches report, each obligation once."""

    def __init__(self, nation: Nation, branches: list[UUID]) -> None:
        self._nation = nation
        self._branches = branches
        self._draw = random.Random(1)
        self._waiting: list[ObligationRef] = []

    async def prepare(self) -> None:
        """Letters to all branches, so that there is enough to report on for a round."""
        nation = self._nation
        everyone = AudienceInput(groups=(GroupInput(under=nation.root_id, levels=("branch",)),))
        self._waiting.clear()
        for _ in range(LETTERS_A_ROUND):
            issued = await nation.do(plain(nation.root_id, everyone), ISSUER)
            directive_id = UUID(issued.answer["directive"])
            state = (await nation.engine.session(ISSUER).directives([directive_id]))[directive_id]
            assert len(state.tasks) == TASKS
            self._waiting += [
                ObligationRef(directive=directive_id, unit=unit_id, task=task_id)
                for unit_id in self._branches
                for task_id in state.tasks
            ]
        self._draw.shuffle(self._waiting)

    async def write(self, caller: int) -> None:
        ref = self._waiting.pop()
        await self._nation.do(SubmitReport(obligation=ref, text=TEXT), str(ref.unit))


class Issuing:
    """Issuers of wards, each with letters to its branches and a number series of its own."""

    def __init__(self, nation: Nation, wards: list[UUID]) -> None:
        self._nation = nation
        self._wards = wards

    async def write(self, caller: int) -> None:
        ward_id = self._wards[caller]
        branches = AudienceInput(groups=(GroupInput(under=ward_id, levels=("branch",)),))
        await self._nation.do(plain(ward_id, branches), str(ward_id))


async def measure(surroundings: Surroundings) -> list[Row]:
    """The rows "reports", "issues" and "append", each beside its baseline."""
    theirs = (await surroundings.fresh_database()).superuser
    reports, issues, appends = [], [], []
    their_reports, their_issues = [], []
    async with (
        loaded_nation(surroundings, PLACE) as nation,
        _bare_append(surroundings) as append,
        Baseline(theirs, BASELINE, "reports") as reporting_baseline,
        Baseline(theirs, BASELINE, "issues") as issuing_baseline,
    ):
        reporting, issuing = await _people(nation)
        with progress_bar("commands", surroundings.rounds) as steps:
            for _ in range(surroundings.rounds):
                surroundings.machine.probe()
                appends.append(await rate(append, SECONDS))
                their_reports.append(await reporting_baseline.rate(SECONDS))
                await reporting.prepare()
                reports.append(await rate(reporting.write, SECONDS))
                their_issues.append(await issuing_baseline.rate(SECONDS))
                issues.append(await rate(issuing.write, SECONDS))
                steps.advance(1)
    goal = f"≥ {GOAL:.0f} ×"
    return [
        faster("reports, 64 callers", reports, their_reports, "/s", at_least=GOAL, goal=goal),
        faster("issues, 64 callers", issues, their_issues, "/s", at_least=GOAL, goal=goal),
        faster("reports : bare append", reports, appends, "/s"),
        faster("issues : bare append", issues, appends, "/s"),
    ]


async def _people(nation: Nation) -> tuple[Reporting, Issuing]:
    organisation = await nation.engine.organisation()
    by_level: dict[str, list[UUID]] = {}
    for unit in organisation.units.values():
        by_level.setdefault(unit.level, []).append(unit.unit_id)
    granted = [(unit_id, Role.OFFICER) for unit_id in by_level["branch"]]
    granted += [(unit_id, Role.ISSUER) for unit_id in by_level["ward"]]

    async def grant(caller: int) -> None:
        if granted:
            unit_id, role = granted.pop()
            command = GrantRole(subject=str(unit_id), unit=unit_id, role=role)
            await nation.do(command, ADMINISTRATOR)

    while granted:
        await rate(grant, 1.0)
    return Reporting(nation, by_level["branch"]), Issuing(nation, by_level["ward"])


@asynccontextmanager
async def _bare_append(surroundings: Surroundings) -> AsyncIterator[Write]:
    endpoints = await surroundings.fresh_database()
    pool = await open_pool(endpoints.application, max_size=2)
    mapper = EventMapper([WorkReported])
    async with Log(pool, endpoints.application.connect, SystemClock(), mapper) as log:
        whole = WholeLog(log)
        await whole.prepare()
        yield whole.write
    await pool.close()
