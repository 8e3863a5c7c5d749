"""Plans of the questions that are asked most: a wrong one is right, and a thousand times slower."""

from typing import Any

import pytest

from cascade.database import Database
from projections.engine.json_rows import to_json
from projections.engine.pages import catch_up
from projections.engine.rebuilding import analyse
from projections.engine.schemas import LIVE, enter
from projections.engine.session import HIGHEST, LOWEST, Range, Viewer
from projections.engine.slices import Slice
from projections.obligations.statements import lists
from projections.query_args import ObligationFilter
from tests.conftest import database as database
from tests.harness.chronicle import Chronicle, known, task, under

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
    plan = await explained(small_nation, database, "B7x7", many=False)
    assert "Index Scan using unit_version_path" in plan
    assert "Seq Scan on unit_version" not in plan
    assert "many_covered" not in plan
    assert "policy_version" not in plan, "nobody has set a policy, so nobody looks for one"


async def test_many_units_are_hashed(small_nation: Chronicle, database: Database) -> None:
    plan = await explained(small_nation, database, "C", many=True)
    assert "Function Scan on many_covered" in plan
    assert "Hash Join" in plan


async def explained(chronicle: Chronicle, database: Database, unit: str, many: bool) -> str:
    async with database.readers.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        path = await connection.fetchval(
            "SELECT path FROM unit_version WHERE unit_id = $1", known(unit)
        )
        borne = Range.under(path) if many else Range.alone(path)
        asked = Slice(
            low=borne.low, high=borne.high, addressed_low=LOWEST, addressed_high=HIGHEST,
            directive_id=None, pass_on_only=False, many_units=many, has_policies=False,
            has_occurrences=False, cleared=3,
            p=chronicle.position, clock=chronicle.clock.now(),
        )  # fmt: skip
        values = {
            "slice": asked.json,
            "viewer": Viewer((path,), (3,), chronicle.position).json,
            "filter": to_json(ObligationFilter()),
            "after": None,
            "row_limit": 51,
        }
        return await _explain(connection, values)


async def _explain(connection: Any, values: dict[str, Any]) -> str:
    """The statement's parameters stand in the order in which it first names them."""
    adapter = lists.driver_adapter
    arguments = adapter.maybe_order_params("due_first", values)
    rows = await connection.fetch(f"EXPLAIN {lists.due_first.sql}", *arguments)
    return "\n".join(row[0] for row in rows)


async def test_what_is_found_is_found_by_its_words(
    small_nation: Chronicle, database: Database
) -> None:
    asked = "EXPLAIN SELECT * FROM found_unit('b7x7', viewer($1), '2026-01-05')"
    viewer = Viewer((LOWEST,), (3,), small_nation.position)
    async with database.readers.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        plan = "\n".join(row[0] for row in await connection.fetch(asked, viewer.json))
    for index in ("unit_name_found", "unit_found_by_code"):
        assert f"Bitmap Index Scan on {index}" in plan or f"using {index}" in plan
    assert "Seq Scan on unit_name n" not in plan
