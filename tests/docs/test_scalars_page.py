"""docs/scalars.md tells every scalar of the schema, and configurations that map all of them."""

import json
import re
import tomllib
from importlib import import_module
from typing import Any

import pytest
from graphql import GraphQLScalarType, is_specified_scalar_type
from pydantic import TypeAdapter
from pydantic_core import to_jsonable_python

from api.graphql.schema import SCHEMA
from tests.docs.pages import ROOT, blocks_of

PAGE = ROOT / "docs" / "scalars.md"
ROW = re.compile(
    r"(?m)^\| `(?P<name>\w+)` \| [^|]+ \| `(?P<example>[^`]+)` \| (?:<(?P<url>[^>]+)>)? ?\|$"
)
ROWS = {row["name"]: row for row in ROW.finditer(PAGE.read_text("utf-8"))}
SCALARS = {
    name: kind
    for name, kind in SCHEMA._schema.type_map.items()
    if isinstance(kind, GraphQLScalarType) and not is_specified_scalar_type(kind)
}
TYPESCRIPT, PYTHON = (block.text for block in blocks_of(PAGE))
IN_PYTHON = tomllib.loads(PYTHON)["tool"]["ariadne-codegen"]["scalars"]


def test_every_scalar_has_a_row_with_what_specifies_it() -> None:
    assert {name: row["url"] for name, row in ROWS.items()} == {
        name: kind.specified_by_url for name, kind in SCALARS.items()
    }


def test_what_is_specified_nowhere_else_is_this_deployments_own() -> None:
    own = {name for name, kind in SCALARS.items() if kind.specified_by_url is None}
    assert own == {"Count", "Decimal", "Position"}


def test_typescript_maps_every_scalar() -> None:
    (generated,) = json.loads(TYPESCRIPT)["generates"].values()
    mapped = generated["config"]["scalars"]
    assert mapped.keys() == SCALARS.keys()
    for name, row in ROWS.items():
        told = mapped[name]
        output = told if isinstance(told, str) else told["output"]
        plain = {str: "string", int: "number"}.get(type(json.loads(row["example"])), "unknown")
        assert output == plain


def test_python_maps_every_scalar() -> None:
    assert IN_PYTHON.keys() == SCALARS.keys()


@pytest.mark.parametrize("name", SCALARS)
def test_a_value_goes_through_python_and_comes_back_as_it_was(name: str) -> None:
    sent = json.loads(ROWS[name]["example"])
    assert SCALARS[name].serialize(SCALARS[name].parse_value(sent)) == sent
    module, _, type_name = IN_PYTHON[name]["type"].rpartition(".")
    kind: Any = getattr(import_module(module or "builtins"), type_name)
    read = TypeAdapter(kind).validate_python(sent)
    assert to_jsonable_python(read) == sent
