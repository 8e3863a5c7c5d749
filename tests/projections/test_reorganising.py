"""Units that end, and who stands for them: rows of every position."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from cascade.database import Database
from projections.engine.pages import catch_up
from projections.engine.schemas import LIVE, enter
from tests.harness.chronicle import Chronicle, known
from tests.harness.reorganisations import (
    abandon,
    complete,
    dissolve,
    merge,
    record,
    set_superior,
    split,
    stage,
)


class Rows:
    """Looks at the read models with statements of its own."""

    def __init__(self, connection: Any, chronicle: Chronicle) -> None:
        self.connection = connection
        self.chronicle = chronicle

    async def project(self) -> None:
        await catch_up(self.connection, self.chronicle.log)

    async def all(self, statement: str, *arguments: Any) -> list[Any]:
        async with self.connection.transaction():
            await enter(self.connection, LIVE)
            rows: list[Any] = await self.connection.fetch(statement, *arguments)
            return rows

    async def one(self, statement: str, *arguments: Any) -> Any:
        return (await self.all(statement, *arguments))[0]

    async def unit(self, name: str, position: int | None = None) -> Any:
        """A unit's row at a position."""
        at = position or self.chronicle.position
        return await self.one("SELECT * FROM unit_at($2) WHERE unit_id = $1", known(name), at)

    async def chain(self, name: str, position: int | None = None) -> list[Any]:
        return list((await self.unit(name, position))["ancestors"])


@pytest.fixture
async def rows(chronicle: Chronicle, database: Database) -> AsyncIterator[Rows]:
    await chronicle.found()
    await chronicle.establish(P1="C", P2="C", W1="P1", W2="P1", W3="P2")
    await chronicle.establish(B1="W1", B2="W2", B3="W2", B4="W3")
    connection = await database.connect()
    yield Rows(connection, chronicle)
    await connection.close()


def chain(*names: str) -> list[Any]:
    return [known(name) for name in names]


async def test_a_merged_unit_ends_and_its_children_stand_under_the_heir(rows: Rows) -> None:
    before = rows.chronicle.position
    await merge(rows.chronicle, "W1", "W2", into="W9", new=record("W9", "P1", code="W1"))
    await rows.project()
    ended, heir = await rows.unit("W1"), await rows.unit("W9")
    assert not ended["live"]
    assert (ended["heir_id"], ended["heir_path"]) == (known("W9"), heir["path"])
    assert ended["parent_id"] is None
    assert heir["code"] == "W1"
    for branch in ("B1", "B2", "B3"):
        assert await rows.chain(branch) == chain("C", "P1", "W9")
    assert await rows.chain("B1", before) == chain("C", "P1", "W1")
    in_ranges = await rows.all("SELECT unit_id FROM unit_at($1) WHERE path < 'g'", before + 1)
    assert known("W1") not in {row[0] for row in in_ranges}


async def test_an_heir_is_followed_where_it_goes_and_when_it_ends(rows: Rows) -> None:
    await merge(rows.chronicle, "W1", "W2", into="W1")
    await rows.chronicle.move("W1", "P2")
    moved = rows.chronicle.position
    await merge(rows.chronicle, "W1", "W3", into="W3")
    await rows.project()
    then = await rows.unit("W2", moved)
    assert (then["heir_id"], then["heir_path"]) == (
        known("W1"),
        (await rows.unit("W1", moved))["path"],
    )
    now = await rows.unit("W2")
    assert (now["heir_id"], now["heir_path"]) == (known("W3"), (await rows.unit("W3"))["path"])


async def test_a_split_places_children_and_transfers_what_is_borne(rows: Rows) -> None:
    await split(
        rows.chronicle, "W2", "W1", "W8", new=(record("W8", "P1"),),
        placements={"B3": "W8"}, transfers={"D1": "W8"},
    )  # fmt: skip
    split_at = rows.chronicle.position
    await dissolve(rows.chronicle, "W8", "P1", transfers={"D1": "W3"})
    await rows.project()
    assert await rows.chain("B2") == chain("C", "P1", "W1")
    assert await rows.chain("B3", split_at) == chain("C", "P1", "W8")
    transfers = await rows.all("SELECT * FROM unit_transfer ORDER BY from_position, unit_id")
    assert [
        (t["unit_id"], t["bearer_id"]) for t in transfers if t["from_position"] == split_at
    ] == [(known("W2"), known("W8"))]
    later = {t["unit_id"]: t["bearer_id"] for t in transfers if t["from_position"] > split_at}
    assert later == {known("W2"): known("W3"), known("W8"): known("W3")}


async def test_a_part_that_keeps_the_seat_is_not_newly_founded(rows: Rows) -> None:
    await split(rows.chronicle, "W2", "W7", "W8", new=(record("W7", "P1"), record("W8", "P1")))
    await rows.project()
    newly = await rows.all("SELECT unit_id, newly FROM unit WHERE established_position = $1",
                           rows.chronicle.position)  # fmt: skip
    assert dict(newly) == {known("W7"): False, known("W8"): True}


async def test_lines_follow_a_merger(rows: Rows) -> None:
    await set_superior(rows.chronicle, "B1", "W2", "steering")
    await set_superior(rows.chronicle, "W2", "P2", "steering")
    await merge(rows.chronicle, "W1", "W2", into="W9", new=record("W9", "P1"))
    await rows.project()
    found = await rows.all(
        "SELECT unit_id, superior_id FROM unit_superior WHERE to_position > $1",
        rows.chronicle.position,
    )
    assert dict(found) == {known("B1"): known("W9"), known("W9"): known("P2")}


async def test_an_import_shows_nothing_until_it_is_complete(rows: Rows) -> None:
    await stage(rows.chronicle, record("W5", "P2"), record("B5", "W5"))
    await stage(rows.chronicle, record("B6", "W5"), record("B7", "W3"))
    await rows.project()
    assert (
        await rows.all("SELECT FROM unit_at($1) WHERE code = 'W5'", rows.chronicle.position) == []
    )
    await complete(rows.chronicle, 4)
    await rows.project()
    assert await rows.chain("B6") == chain("C", "P2", "W5")
    assert await rows.chain("B7") == chain("C", "P2", "W3")
    ordinals = await rows.all("SELECT ordinal FROM unit ORDER BY ordinal")
    assert [row[0] for row in ordinals] == list(range(14))
    assert await rows.all("SELECT FROM staged_unit") == []


async def test_an_abandoned_import_leaves_nothing(rows: Rows) -> None:
    await stage(rows.chronicle, record("W5", "P2"))
    await abandon(rows.chronicle)
    await rows.project()
    assert await rows.all("SELECT FROM staged_unit") == []
    assert await rows.all("SELECT FROM unit WHERE unit_id = $1", known("W5")) == []
