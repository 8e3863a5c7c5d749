"""Directives of three tasks, issued to 240,000 units and to one: from the command until the read
models hold them. Beside it the same obligations copied into rows, as most systems would.
"""

import statistics
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import aiosql

from api.cli.printing import progress_bar
from bench.letters import TASKS, Letter, all_that_letters_can_say, plain
from bench.measuring import Row, Surroundings, less, quicker
from bench.nation import ISSUER, VIETNAM, Nation, loaded_nation
from cascade.directive.commands import AudienceInput, GroupInput

# Of each letter to each audience in a round, in turn; the round's figure is their median.
ISSUES: Final = 20
WARM_UP: Final = 10
LIMIT: Final = 1.5
FASTER: Final = 500.0
BRANCH: Final = "g1-01-001-001"

LETTERS: Final[dict[str, Letter]] = {
    "issue to 240,000 units : to 1": plain,
    "issue of all that letters can say, to 240,000 units : to 1": all_that_letters_can_say,
}

_STATEMENTS: Final[Any] = aiosql.from_path(Path(__file__).parent / "issue.sql", "asyncpg")


@dataclass(frozen=True, slots=True)
class Stored:
    """Rows in all tables of log and read models, their bytes, and those of the write-ahead log."""

    rows: int
    row_bytes: int
    written_bytes: int


@dataclass(slots=True)
class Costs:
    """What issues of one letter to one audience cost, a figure a round."""

    letter: Letter
    audience: AudienceInput
    milliseconds: list[float] = field(default_factory=list)
    stored: list[Stored] = field(default_factory=list)

    def each(self, part: str) -> list[float]:
        """One part of what was stored, round by round."""
        return [getattr(stored, part) for stored in self.stored]


@dataclass(frozen=True, slots=True)
class Compared:
    """One letter to everyone, and the same letter to one unit."""

    name: str
    everyone: Costs
    one: Costs

    def rows(self) -> list[Row]:
        """Time, rows and bytes of the one against those of the other."""
        of_time = self.everyone.milliseconds, self.one.milliseconds
        figures = [("time", "ms", of_time)] + [
            (what, unit, (self.everyone.each(part), self.one.each(part)))
            for what, unit, part in (
                ("rows", "rows", "rows"),
                ("bytes of rows", "bytes", "row_bytes"),
                ("bytes of WAL", "bytes", "written_bytes"),
            )
        ]
        return [
            less(f"{self.name}, {what}", *values, unit, at_most=LIMIT, goal=f"≤ {LIMIT} ×")
            for what, unit, values in figures
        ]


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
        self.copying_milliseconds: list[float] = []
        self.copied_bytes: list[float] = []

    async def measure(self) -> list[Row]:
        branch_id = (await self.nation.engine.organisation()).by_code(BRANCH)
        assert branch_id is not None
        branches = GroupInput(under=self.nation.root_id, levels=("branch",))
        everyone, one = AudienceInput(groups=(branches,)), AudienceInput(units=(branch_id,))
        compared = [
            Compared(name, Costs(letter, everyone), Costs(letter, one))
            for name, letter in LETTERS.items()
        ]
        every = [costs for each in compared for costs in (each.everyone, each.one)]
        for _ in range(WARM_UP):
            for costs in every:
                await self._issue(costs)
        with progress_bar("issue", self.surroundings.rounds) as steps:
            for _ in range(self.surroundings.rounds):
                await self._round(every)
                steps.advance(1)
        against_one = [row for each in compared for row in each.rows()]
        return [*against_one, *self._against_copying(every[0])]

    async def _round(self, every: list[Costs]) -> None:
        """The first is the plain letter to everyone."""
        self.surroundings.machine.probe()
        await self._copy(every[0])
        # A page's first change after a checkpoint is written whole: not by what is measured.
        await self._time(every)
        for costs in every:
            await self._count(costs)

    async def _issue(self, costs: Costs) -> UUID:
        command = costs.letter(self.nation.root_id, costs.audience)
        outcome = await self.nation.do(command, ISSUER)
        return UUID(outcome.answer["directive"])

    async def _time(self, every: list[Costs]) -> None:
        taken: list[list[float]] = [[] for _ in every]
        for _ in range(ISSUES):
            for costs, milliseconds in zip(every, taken, strict=True):
                started = time.perf_counter()
                await self._issue(costs)
                milliseconds.append((time.perf_counter() - started) * 1e3)
        for costs, milliseconds in zip(every, taken, strict=True):
            costs.milliseconds.append(statistics.median(milliseconds))

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

    async def _copy(self, everyone: Costs) -> None:
        """The obligations of one more issue to everyone, into an empty table, and committed."""
        directive_id = await self._issue(everyone)
        await _STATEMENTS.empty_obligation(self.superuser)
        started = time.perf_counter()
        await _STATEMENTS.copy_obligations(self.superuser, directive_id=directive_id)
        self.copying_milliseconds.append((time.perf_counter() - started) * 1e3)
        copied = await _STATEMENTS.obligations_count(self.superuser)
        assert copied == TASKS * VIETNAM.branches, copied
        self.copied_bytes.append(await _STATEMENTS.obligations_bytes(self.superuser))
        # Else the server's own checkpoint would fall into what is measured next.
        await _STATEMENTS.checkpoint(self.superuser)

    def _against_copying(self, everyone: Costs) -> list[Row]:
        """Bytes: of the write-ahead log here, of the table with its indexes there."""
        name = f"issue : copying {TASKS * VIETNAM.branches:,} rows"
        return [
            quicker(
                f"{name}, time",
                everyone.milliseconds,
                self.copying_milliseconds,
                "ms",
                at_least=FASTER,
                goal=f"≥ {FASTER:.0f} ×",
            ),
            quicker(
                f"{name}, bytes",
                everyone.each("written_bytes"),
                self.copied_bytes,
                "bytes",
            ),
        ]
