"""No index has an entry that could be too long: every text in one has a bound, and they fit."""

from collections import defaultdict
from typing import Any, Final

import asyncpg
import pytest

from cascade.access.decisions import SUBJECT_CHARACTERS
from cascade.database import Database, Endpoints
from cascade.engine.engine import KEY_CHARACTERS
from cascade.organisation.rules.depth import TREE_DEPTH
from cascade.text_rules import CODE_BYTES, KEY_BYTES, LABEL_CHARACTERS, UTF8_BYTES
from projections.engine.pages import lay
from projections.engine.schemas import LIVE
from tests.conftest import database as database
from tests.poison import incompressible

BTREE_ENTRY_BYTES: Final = 2_704
"""A third of a page of 8 KB: https://www.postgresql.org/docs/current/btree.html"""
HEADERS_BYTES: Final = 8 + 8
"""Of the entry, and what aligns it."""
TEXT_HEADER_BYTES: Final = 4 + 3
STEP_BYTES: Final = 6
"""Of a path, for each unit from the root down."""
OWN_WORD_BYTES: Final = 40
"""A word of the program's own, as 'RELAY' is."""

TEXTS: Final = {
    f"{LIVE}.amended_atom": {"level": KEY_BYTES, "kind": KEY_BYTES},
    f"{LIVE}.attachment": {"owner": OWN_WORD_BYTES},
    f"{LIVE}.audience_atom": {"level": KEY_BYTES, "kind": KEY_BYTES},
    f"{LIVE}.directive_viewer": {"kind": OWN_WORD_BYTES},
    f"{LIVE}.level": {"key": KEY_BYTES},
    f"{LIVE}.named_window": {"key": KEY_BYTES},
    f"{LIVE}.period": {"level": KEY_BYTES},
    f"{LIVE}.policy_version": {"key": KEY_BYTES},
    f"{LIVE}.reach_atom": {"level": KEY_BYTES, "kind": KEY_BYTES},
    f"{LIVE}.unit_label": {"label": LABEL_CHARACTERS * UTF8_BYTES},
    f"{LIVE}.unit_superior": {"line": KEY_BYTES},
    f"{LIVE}.unit_version": {
        "code": CODE_BYTES,
        "kind": KEY_BYTES,
        "level": KEY_BYTES,
        "path": TREE_DEPTH * STEP_BYTES,
        "heir_path": TREE_DEPTH * STEP_BYTES,
    },
    f"{LIVE}.window_dating": {"key": KEY_BYTES},
    "cascade_log.idempotency_key": {
        "key": KEY_CHARACTERS * UTF8_BYTES,
        "principal": SUBJECT_CHARACTERS * UTF8_BYTES,
    },
    "cascade_log.upload": {"uploader": SUBJECT_CHARACTERS * UTF8_BYTES},
}
"""How many bytes the text of an indexed column has at the most."""

COLUMNS: Final = """
    SELECT n.nspname || '.' || t.relname AS table, i.relname AS index, m.amname AS method,
           a.attname AS column, y.typname AS type, y.typlen AS width
    FROM pg_index x
    JOIN pg_class i ON i.oid = x.indexrelid JOIN pg_class t ON t.oid = x.indrelid
    JOIN pg_am m ON m.oid = i.relam
    JOIN pg_namespace n ON n.oid = t.relnamespace
    CROSS JOIN LATERAL unnest(x.indkey::int2[]) WITH ORDINALITY AS k(number, place)
    LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = k.number AND k.number <> 0
    LEFT JOIN pg_type y ON y.oid = a.atttypid
    WHERE n.nspname NOT IN ('pg_catalog', 'pg_toast', 'information_schema')
    ORDER BY 1, 2, k.place
"""
OTHERS: Final = {("gin", "_uuid"), ("gin", None)}
"""Methods and types whose entries hold an item of the column, not the whole of it; without a type
it is of what is reckoned from columns: the words of a form, which are cut short."""


@pytest.fixture
async def columns(database: Database) -> list[Any]:
    async with database.pool.acquire() as connection:
        await lay(connection, LIVE)
        found: list[Any] = await connection.fetch(COLUMNS)
        return found


async def test_every_indexed_column_is_of_a_known_width(columns: list[Any]) -> None:
    unknown = [
        (row["table"], row["index"], row["column"])
        for row in columns
        if (row["method"], row["type"]) not in OTHERS
        and not (row["method"] == "btree" and row["width"] is not None and row["width"] > 0)
        and row["column"] not in TEXTS.get(row["table"], {})
    ]
    assert unknown == [], "say in TEXTS how long it can be, and hold commands to it"
    indexed = {(row["table"], row["column"]) for row in columns}
    assert {(table, column) for table in TEXTS for column in TEXTS[table]} <= indexed


async def test_the_longest_entry_of_every_index_fits(columns: list[Any]) -> None:
    widths: dict[str, int] = defaultdict(lambda: HEADERS_BYTES)
    for row in columns:
        if row["method"] == "btree":
            texts = TEXTS.get(row["table"], {})
            text = texts.get(row["column"])
            fixed = max(row["width"], 8)
            widths[row["index"]] += fixed if text is None else text + TEXT_HEADER_BYTES
    assert len(widths) > 80
    assert {index: width for index, width in widths.items() if width > BTREE_ENTRY_BYTES} == {}


async def test_what_is_said_of_the_longest_entry_is_so(endpoints: Endpoints) -> None:
    """PostgreSQL itself, with a text that cannot be made shorter."""
    connection: Any = await endpoints.superuser.connect()
    await connection.execute('CREATE TEMP TABLE entry (code text COLLATE "C" PRIMARY KEY)')
    room = (BTREE_ENTRY_BYTES - HEADERS_BYTES - TEXT_HEADER_BYTES) // UTF8_BYTES
    await connection.execute("INSERT INTO entry VALUES ($1)", incompressible(room))
    with pytest.raises(asyncpg.ProgramLimitExceededError, match="exceeds btree"):
        await connection.execute("INSERT INTO entry VALUES ($1)", incompressible(room + 8))
    await connection.close()
