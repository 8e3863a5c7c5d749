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
from projections.obligations.statements import lists, lists_of_one
from projections.query_args import ObligationFilter, ObligationOrder
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
    await settled(chronicle, database)
    return chronicle


async def settled(chronicle: Chronicle, database: Database) -> None:
    """Projected, and the planner told of it."""
    connection: Any = await database.connect()
    await catch_up(connection, chronicle.log)
    await analyse(connection, LIVE)
    await connection.close()


@pytest.mark.parametrize("listed", sorted(order.lower() for order in ObligationOrder))
async def test_an_inbox_reads_the_same_rows_whatever_exists_elsewhere(
    small_nation: Chronicle, database: Database, listed: str
) -> None:
    await small_nation.establish(P2="C", W99="P2", W98="P2")
    await _issue_elsewhere(small_nation, "D")
    await settled(small_nation, database)
    before = await rows_read(small_nation, database, "B7x7", listed)
    await small_nation.establish(**{f"B99x{n}": "W99" for n in range(300)})
    await _issue_elsewhere(small_nation, "E")
    await settled(small_nation, database)
    assert await rows_read(small_nation, database, "B7x7", listed) == before
    assert before["unit_version"] < 10


async def _issue_elsewhere(chronicle: Chronicle, name: str) -> None:
    for n in range(150):
        ward = f"W{98 + n % 2}"
        await chronicle.issue(f"{name}{n}", ward, under(ward, "branch"), task(f"{name}{n}", "a"))


async def rows_read(
    chronicle: Chronicle, database: Database, unit: str, listed: str
) -> dict[str, int]:
    """How many rows of each table a page of what one unit bears reads."""
    async with database.readers.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        # Tables as small as a test's are read whole, as they should be: not where rows are dear.
        for way in ("seqscan", "hashjoin", "mergejoin"):
            await connection.execute(f"SET LOCAL enable_{way} = off")
        for row in ("cpu_tuple_cost", "cpu_index_tuple_cost"):
            await connection.execute(f"SET LOCAL {row} = 10")
        path = await connection.fetchval(
            "SELECT path FROM unit_version WHERE unit_id = $1", known(unit)
        )
        values = _values(chronicle, path, Range.alone(path), many=False)
        for _ in range(2):  # what is read to plan it is none of its rows
            before = await _read_so_far(connection)
            found = [row async for row in getattr(lists_of_one, listed)(connection, **values)]
            after = await _read_so_far(connection)
        assert len(found) == 2
        return {table: rows - before[table] for table, rows in after.items()}


async def _read_so_far(connection: Any) -> dict[str, int]:
    rows = await connection.fetch(
        "SELECT relname, seq_tup_read + coalesce(idx_tup_fetch, 0) AS rows"
        " FROM pg_stat_xact_user_tables WHERE schemaname = $1",
        LIVE,
    )
    return {row["relname"]: row["rows"] for row in rows}


async def test_many_units_are_hashed(small_nation: Chronicle, database: Database) -> None:
    plan = await explained(small_nation, database, "C")
    assert "Function Scan on many_covered" in plan
    assert "Hash Join" in plan


async def explained(chronicle: Chronicle, database: Database, unit: str) -> str:
    async with database.readers.acquire() as connection, connection.transaction():
        await enter(connection, LIVE)
        path = await connection.fetchval(
            "SELECT path FROM unit_version WHERE unit_id = $1", known(unit)
        )
        return await _explain(connection, _values(chronicle, path, Range.under(path), many=True))


def _values(chronicle: Chronicle, path: str, borne: Range, *, many: bool) -> dict[str, Any]:
    asked = Slice(
        low=borne.low, high=borne.high, addressed_low=LOWEST, addressed_high=HIGHEST,
        directive_id=None, pass_on_only=False, many_units=many, has_policies=False,
        has_occurrences=False, cleared=3,
        p=chronicle.position, clock=chronicle.clock.now(),
    )  # fmt: skip
    return {
        "slice": asked.json,
        "viewer": Viewer((path,), (3,), chronicle.position).json,
        "filter": to_json(ObligationFilter()),
        "after": None,
        "row_limit": 51,
    }


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
