"""A row written has a type: its fields are the columns of its table, and it is built by name."""

import ast
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module
from pathlib import Path
from types import ModuleType, UnionType
from typing import Any, NamedTuple, get_args, get_type_hints
from uuid import UUID

import pytest

from cascade.database import Database
from projections.engine.copying import table_of
from projections.engine.pages import lay
from tests.conftest import database as database

ROOT = Path(__file__).parent.parent.parent
PROJECTIONS = ROOT / "projections"
BY_SQL = {
    *("checkpoint", "organisation", "parent_unit", "group_act"),
    *("unit_transfer", "unit_superior"),
}
"""Tables that statements write by themselves."""
TYPES: dict[str, Any] = {
    "uuid": UUID,
    "bigint": int,
    "integer": int,
    "smallint": int,
    "text": str,
    "jsonb": str,
    "boolean": bool,
    "date": date,
    "numeric": Decimal,
    "bytea": bytes,
    "timestamp with time zone": datetime,
    "uuid[]": Sequence[UUID],
    "text[]": Sequence[str],
}
COLUMNS = """
    SELECT c.relname, a.attname, format_type(a.atttypid, NULL), a.attnotnull
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'tables_of_rows'::regnamespace AND c.relkind = 'r' AND a.attnum > 0
"""


def modules() -> Iterator[ModuleType]:
    for path in sorted(PROJECTIONS.glob("*/tables.py")):
        yield import_module(f"projections.{path.parent.name}.tables")


def row_types() -> dict[str, type[NamedTuple]]:
    return {
        table_of(kind): kind
        for module in modules()
        for kind in vars(module).values()
        if getattr(kind, "__module__", None) == module.__name__ and hasattr(kind, "_fields")
    }


def columns_of(kind: type[NamedTuple]) -> dict[str, tuple[Any, bool]]:
    """By name: of which type, and whether it is never null."""
    hints = get_type_hints(kind)
    columns = {}
    for name, hint in hints.items():
        options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
        of = [option for option in options if option is not type(None)]
        columns[name] = of[0], type(None) not in options
    return columns


@pytest.fixture
async def tables(database: Database) -> dict[str, dict[str, tuple[Any, bool]]]:
    found: dict[str, dict[str, tuple[Any, bool]]] = {}
    connection: Any = await database.connect()
    await lay(connection, "tables_of_rows")
    for table, column, kind, not_null in await connection.fetch(COLUMNS):
        found.setdefault(table, {})[column] = TYPES[kind], not_null
    await connection.close()
    return found


async def test_fields_of_rows_are_the_columns_of_their_tables(
    tables: dict[str, dict[str, tuple[Any, bool]]],
) -> None:
    rows = {table: columns_of(kind) for table, kind in row_types().items()}
    assert rows.keys() == tables.keys() - BY_SQL
    for table, columns in rows.items():
        assert columns == tables[table], table


def imported_rows(tree: ast.Module) -> set[str]:
    return {
        alias.asname or alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").endswith(".tables")
        for alias in node.names
    }


def test_rows_are_built_by_name() -> None:
    built = 0
    for path in sorted(PROJECTIONS.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        rows = imported_rows(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in rows - {"Owner"}:
                assert not node.args, f"{path.name}: {ast.unparse(node)}"
                built += 1
    assert built >= len(row_types())
