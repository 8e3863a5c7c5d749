"""One directive of three tasks, issued to 240,000 units and to one: from the command until the
read models hold it. Beside it the same obligations copied into rows, as most systems would.
"""

import statistics
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import aiosql

from api.cli.printing import progress_bar
from bench.measuring import Row, Surroundings, less, quicker
from bench.nation import ISSUER, VIETNAM, Nation, loaded_nation
from cascade.directive.commands import (
    AudienceInput,
    DueInput,
    GroupInput,
    IssueDirective,
    TaskInput,
)

TASKS: Final = 3
# Of each audience in a round, in turn; the round's figure is their median.
ISSUES: Final = 20
WARM_UP: Final = 10
LIMIT: Final = 1.5
FASTER: Final = 500.0
BRANCH: Final = "g1-01-001-001"

_STATEMENTS: Final[Any] = aiosql.from_path(Path(__file__).parent / "issue.sql", "asyncpg")


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows in all tables of log and read models, their bytes, and those of the write-ahead log."""

    rows: int
    row_bytes: int
    written_bytes: int


@dataclass(slots=True)
class Costs:
    """What issues to one audience cost, a figure a round."""

    audience: AudienceInput
    milliseconds: list[float] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)

    def each(self, part: str) -> list[float]:
        """One part of what was stored, round by round."""
        return [getattr(stored, part) for stored in self.stored]


async def measure(surroundings: Surroundings) -> list[Row]:
    """The rows "issue to 240,000 units": time, rows, bytes against 1 unit; time against copying."""
    async with loaded_nation(surroundings) as nation:
        superuser: Any = await nation.endpoints.superuser.connect()
        try:
            await _STATEMENTS.create_obligation(superuser)
            await _STATEMENTS.settle(superuser)
            return await _Measuring(surroundings, nation, superuser).measure()
        finally:
            await superuser.close()


class _Measuring:
    def __init__(self, surroundings: Surroundings, nation: Nation, superuser: Any) -> None:
        self.surroundings = surroundings
        self.nation = nation
        self.superuser = superuser
        groups = (GroupInput(under=nation.root_id, levels=("branch",)),)
        self.everyone = Costs(AudienceInput(groups=groups))
        self.copying_milliseconds: list[float] = []
        self.copied_bytes: list[float] = []

    async def measure(self) -> list[Row]:
        branch_id = (await self.nation.engine.organisation()).by_code(BRANCH)
        assert branch_id is not None
        one = Costs(AudienceInput(units=(branch_id,)))
        for _ in range(WARM_UP):
            for costs in (self.everyone, one):
                await self._issue(costs)
        with progress_bar("issue", self.surroundings.rounds) as steps:
            for _ in range(self.surroundings.rounds):
                await self._round(one)
                steps.advance(1)
        return [*self._against(one), *self._against_copying()]

    async def _round(self, one: Costs) -> None:
        self.surroundings.machine.probe()
        await self._copy()
        # A page's first change after a checkpoint is written whole: not by what is measured.
        await self._time(one)
        for costs in (self.everyone, one):
            await self._count(costs)

    async def _issue(self, costs: Costs) -> UUID:
        command = directive(self.nation.root_id, costs.audience)
        outcome = await self.nation.do(command, ISSUER)
        return UUID(outcome.answer["directive"])

    async def _time(self, one: Costs) -> None:
        taken: tuple[list[float], list[float]] = ([], [])
        for _ in range(ISSUES):
            for costs, milliseconds in zip((self.everyone, one), taken, strict=True):
                started = time.perf_counter()
                await self._issue(costs)
                milliseconds.append((time.perf_counter() - started) * 1e3)
        self.everyone.milliseconds.append(statistics.median(taken[0]))
        one.milliseconds.append(statistics.median(taken[1]))

    async def _count(self, costs: Costs) -> None:
        """What one issue stores. Looking at rows writes, too: it is done outside."""
        rows_before, bytes_before = await self._rows()
        written_before = await _STATEMENTS.written_bytes(self.superuser)
        await self._issue(costs)
        written = await _STATEMENTS.written_bytes(self.superuser)
        rows, row_bytes = await self._rows()
        costs.stored.append(
            Stored(rows - rows_before, row_bytes - bytes_before, written - written_before)
        )

    async def _rows(self) -> tuple[int, int]:
        rows = row_bytes = 0
        for table in await self.superuser.fetch(_STATEMENTS.counting_statements.sql):
            count, size = await self.superuser.fetchrow(table["statement"])
            rows += count
            row_bytes += size
        return rows, row_bytes

    async def _copy(self) -> None:
        """The obligations of one more issue to everyone, into an empty table, and committed."""
        directive_id = await self._issue(self.everyone)
        await _STATEMENTS.empty_obligation(self.superuser)
        started = time.perf_counter()
        await _STATEMENTS.copy_obligations(self.superuser, directive_id=directive_id)
        self.copying_milliseconds.append((time.perf_counter() - started) * 1e3)
        copied = await _STATEMENTS.obligations_count(self.superuser)
        assert copied == TASKS * VIETNAM.branches, copied
        self.copied_bytes.append(await _STATEMENTS.obligations_bytes(self.superuser))
        # Else the server's own checkpoint would fall into what is measured next.
        await _STATEMENTS.checkpoint(self.superuser)

    def _against(self, one: Costs) -> list[Row]:
        name, everyone = "issue to 240,000 units : to 1", self.everyone
        of_time = everyone.milliseconds, one.milliseconds
        figures = [("time", "ms", of_time)] + [
            (what, unit, (everyone.each(part), one.each(part)))
            for what, unit, part in (
                ("rows", "rows", "rows"),
                ("bytes of rows", "bytes", "row_bytes"),
                ("bytes of WAL", "bytes", "written_bytes"),
            )
        ]
        return [
            less(f"{name}, {what}", *values, unit, at_most=LIMIT, goal=f"≤ {LIMIT} ×")
            for what, unit, values in figures
        ]

    def _against_copying(self) -> list[Row]:
        """Bytes: of the write-ahead log here, of the table with its indexes there."""
        name = f"issue : copying {TASKS * VIETNAM.branches:,} rows"
        return [
            quicker(
                f"{name}, time",
                self.everyone.milliseconds,
                self.copying_milliseconds,
                "ms",
                at_least=FASTER,
                goal=f"≥ {FASTER:.0f} ×",
            ),
            quicker(
                f"{name}, bytes",
                self.everyone.each("written_bytes"),
                self.copied_bytes,
                "bytes",
            ),
        ]


def directive(issuer_id: UUID, audience: AudienceInput) -> IssueDirective:
    """Three tasks, each due on another day."""
    now = datetime.now(UTC)
    return IssueDirective(
        issuer=issuer_id,
        type="CV",
        subject="Rà soát, báo cáo từ cơ sở",
        issued_on=now.date() - timedelta(days=1),
        audience=audience,
        tasks=tuple(
            TaskInput(
                key=str(number),
                text="Rà soát và báo cáo tình hình triển khai.",
                due=DueInput(on=now.date() + timedelta(days=10 * number)),
            )
            for number in range(1, TASKS + 1)
        ),
    )
