"""Plans of the questions that are asked most: a wrong one is right, and a thousand times slower."""

from typing import Any

import pytest

from cascade.database import Database
from projections.engine.pages import catch_up
from projections.engine.rebuilding import analyse
from projections.engine.schemas import LIVE, enter
from projections.obligations.statements import lists
from tests.conftest import database as database
from tests.projections.chronicle import Chronicle, known, task, under

WARDS, BRANCHES = 40, 100


@pytest.fixture
async def small_nation(chronicle: Chronicle, database: Database) -> Chronicle:
    await chronicle.found()
    await chronicle.establish(P1="C", **{f"W{n}": "P1" for n in range(WARDS)})
    for ward in range(WARDS):
        branches = {f"B{ward}x{n}": f"W{ward}" for n in range(BRANCHES)}
        await chronicle.establish(**branches)
        await chronicle.issue(
            f"L{ward}", f"W{ward}", under(f"W{ward}", "branch"), task(f"L{ward}", "a")
        )
    await chronicle.issue("N", "C", under("C", "branch"), task("N", "a"))
    connection: Any = await database.connect()
    await catch_up(connection, chronicle.log)
    await analyse(connection, LIVE)
    await connection.close()
    return chronicle


async def test_an_inbox_does_not_read_the_nation(
    small_nation: Chronicle, database: Database
) -> None:
    plan = await explained(small_nation, database, "B7x7", wide=False)
    assert "Index Scan using unit_version_path" in plan
    assert "Seq Scan on unit_version" not in plan
    assert "covered_widely" not in plan
    assert "policy_version" not in plan, "nobody has set a policy, so nobody looks for one"


async def test_many_units_are_hashed(small_nation: Chronicle, database: Database) -> None:
    plan = await explained(small_nation, database, "C", wide=True)
    assert "Function Scan on covered_widely" in plan
    assert "Hash Join" in plan


async def explained(chronicle: Chronicle, database: Database, unit: str, wide: bool) -> str:
    async with database.readers.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        path = await connection.fetchval(
            "SELECT path FROM unit_version WHERE unit_id = $1", known(unit)
        )
        values = {
            "low": path, "high": path + ("g" if wide else "0"), "from_path": "", "to_path": "g",
            "directive_id": None, "wide": wide, "ruled": False, "p": chronicle.position,
            "clock": chronicle.clock.now(), "cleared": 3, "lows": [path], "highs": [path + "g"],
            "clearances": [3], "status": [], "timeliness": [], "kind": [], "role": None,
            "task_ids": [], "due_from": None, "due_to": None, "row_limit": 51,
            **{f"after_{n}": None for n in range(1, 7)},
        }  # fmt: skip
        return await _explain(connection, values)


async def _explain(connection: Any, values: dict[str, Any]) -> str:
    """The statement's parameters stand in the order in which it first names them."""
    adapter = lists.driver_adapter
    arguments = adapter.maybe_order_params("due_first", values)
    rows = await connection.fetch(f"EXPLAIN {lists.due_first.sql}", *arguments)
    return "\n".join(row[0] for row in rows)
