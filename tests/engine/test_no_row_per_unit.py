"""The one idea: an obligation is derived. Issuing to very many writes what issuing to one does."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from cascade.database import Database
from cascade.directive.commands import (
    AudienceInput,
    DueInput,
    IssueDirective,
    PassOnInput,
    QuotaInput,
)
from cascade.directive.target_commands import ClosingInput, IndicatorInput, LevelTargetInput
from cascade.execution.commands import RelayDirective
from cascade.organisation.commands import NewUnit
from projections.engine.notifier import ProjectionNotifier
from projections.engine.projector import Projector
from tests.harness.builders import TASK, issuing, under
from tests.harness.nation import Nation

UNITS = 2_000
IN_ONE_EVENT = 1_000
ARRIVAL_SECONDS = 30.0
TABLES = """
    SELECT format('%I.%I', n.nspname, c.relname) AS name
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND n.nspname IN ('cascade_log', 'read_model')
      AND has_table_privilege(c.oid, 'SELECT')
"""

Rows = dict[str, int]


async def test_issuing_to_very_many_writes_as_many_rows_as_issuing_to_one(
    nation: Nation, database: Database
) -> None:
    for units in many(nation):
        await nation.establish(*units)
    everyone = under(nation.units["W1"], kinds=("many",))
    one = under(nation.units["W2"], kinds=("single",))
    await nation.establish(
        NewUnit(code="S", name="Chi bộ", kind="single", level="branch", parent=nation.units["W2"]),
    )
    async with Projector(database, nation.log), ProjectionNotifier(database) as notifier:

        async def rows_of(command: object, by: str) -> tuple[Rows, Any]:
            before = await counted(database)
            outcome = await nation.do(command, by=by)
            assert await notifier.wait_for(outcome.position or 0, ARRIVAL_SECONDS)
            after = await counted(database)
            grown = {name: after[name] - before[name] for name in after}
            return {name: rows for name, rows in grown.items() if rows}, outcome.answer

        assert await notifier.wait_for((await nation.log.head()).position, ARRIVAL_SECONDS)
        await rows_of(three_tasks(nation, one), "issuer-P1")  # opens the series of numbers
        to_one, _ = await rows_of(three_tasks(nation, one), "issuer-P1")
        to_everyone, _ = await rows_of(three_tasks(nation, everyone), "issuer-P1")
        assert to_everyone == to_one
        assert to_one["read_model.task"] == 3 + 4  # the four that policies may ask for
        assert to_one["cascade_log.event"] == 2

        _, upper = await rows_of(three_tasks(nation, one, ("W2",)), "issuer-P1")
        relayed_to_one, _ = await rows_of(relay(nation, upper, "W2", one), "issuer-W2")
        _, upper = await rows_of(three_tasks(nation, everyone, ("W1",)), "issuer-P1")
        relayed_to_everyone, _ = await rows_of(relay(nation, upper, "W1", everyone), "issuer-W1")
        assert relayed_to_everyone == relayed_to_one
        assert relayed_to_one


def many(nation: Nation) -> Iterator[list[NewUnit]]:
    """2,000 branches under one ward, as many at a time as one event takes."""
    for first in range(0, UNITS, IN_ONE_EVENT):
        yield [
            NewUnit(
                code=f"M{n}",
                name=f"Chi bộ {n}",
                kind="many",
                level="branch",
                parent=nation.units["W1"],
            )
            for n in range(first, first + IN_ONE_EVENT)
        ]


def three_tasks(
    nation: Nation, audience: AudienceInput, through: tuple[str, ...] = ()
) -> IssueDirective:
    """Level by level where it goes ``through`` units; every branch has a target and a form."""
    units = tuple(nation.units[code] for code in through)
    quota = QuotaInput(
        unit_of_measure="căn",
        stated="mỗi chi bộ 2,5 căn",
        by_level=(LevelTargetInput(level="branch", amount=Decimal("2.5")),),
    )
    task = replace(
        TASK,
        due=DueInput(on=date(2026, 1, 20)),
        quota=quota,
        indicators=(IndicatorInput(key="1", name="Số căn", unit_of_measure="căn"),),
        data_close=ClosingInput(days_before_due=1),
    )
    return issuing(
        nation.units["P1"],
        replace(audience, units=units),
        tasks=tuple(replace(task, key=key) for key in ("1", "2", "3")),
        level_by_level=PassOnInput(3) if through else None,
    )


def relay(nation: Nation, upper: Any, by: str, audience: AudienceInput) -> RelayDirective:
    return RelayDirective(
        directive=UUID(upper["directive"]), by=nation.units[by], audience=audience
    )


async def counted(database: Database) -> Rows:
    """The rows of every table of the log and of the read models."""
    async with database.pool.acquire() as connection:
        names = [row["name"] for row in await connection.fetch(TABLES)]
        return {n: await connection.fetchval(f"SELECT count(*) FROM {n}") for n in names}
