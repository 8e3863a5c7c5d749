"""What the schema says of itself stands beside the code, once, and is read when somebody asks."""

import sys
from enum import StrEnum
from types import ModuleType

import pytest
import strawberry
from graphql import get_introspection_query
from strawberry.schema.config import StrawberryConfig

from api.graphql.runtime import words
from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.paging import Connection
from api.graphql.runtime.repeated_words import ARGUMENTS, INPUT_FIELDS
from api.graphql.runtime.scalars import SCALARS
from api.graphql.schema import SCHEMA


@strawberry.enum
class Size(StrEnum):
    """How large it is."""

    SMALL = "SMALL"
    """Fits a pocket."""
    LARGE = "LARGE"


@strawberry.interface
class Thing:
    name: str
    """What it is called
    by ``those`` who made it."""


@strawberry.type
class Tool(Thing):
    """What one works with."""

    size: Size
    """How large it is, in words."""
    weight: int

    @strawberry.field
    def others(self, first: int, by: str) -> "ToolConnection":
        """Those beside it."""
        raise NotImplementedError


@strawberry.type
class ToolConnection(Connection[Tool]):
    """Tools, a page at a time."""


@strawberry.input
class MakeToolInput:
    """Makes one."""

    idempotency_key: str


@strawberry.type
class Question:
    tool: Tool


@strawberry.type
class Act:
    @strawberry.mutation
    def make_tool(self, input: MakeToolInput) -> Tool:
        raise NotImplementedError


def described() -> str:
    config = StrawberryConfig(scalar_map=SCALARS)
    schema = strawberry.Schema(query=Question, mutation=Act, config=config)
    words.described(schema._schema)
    return schema.as_str()


def test_a_docstring_describes_its_type_field_and_value() -> None:
    text = described()
    assert '"""What one works with."""\ntype Tool' in text
    assert '  """How large it is, in words."""\n  size: Size!' in text
    assert '  """Those beside it."""\n  others(' in text
    assert '  """Fits a pocket."""\n  SMALL\n  LARGE' in text
    assert "  weight: Int!" in text


def test_what_is_inherited_is_described_where_it_stands() -> None:
    text = described()
    assert text.count("What it is called by `those` who made it.") == 2
    assert '"""Tools, a page at a time."""\ntype ToolConnection' in text


def test_what_is_everywhere_is_described_once() -> None:
    text = described()
    assert f'"""{ARGUMENTS["first"]}"""\n    first: Int!' in text
    assert "    by: String!" in text
    assert INPUT_FIELDS["idempotencyKey"][:60] in text


def test_a_mutation_says_what_its_input_says() -> None:
    assert described().count('"""Makes one."""') == 2


@pytest.mark.parametrize("query", [get_introspection_query(), '{ __type(name: "Unit") { name } }'])
def test_who_asks_for_the_schema_has_its_words(query: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("api.graphql.runtime.executing.described", asked.append)
    executor = Executor(SCHEMA, OperationLimits())
    executor.prepare(Operation("{ levels { key } }", {}, None))
    assert asked == []
    executor.prepare(Operation(query, {}, None))
    assert asked == [SCHEMA._schema]


def test_a_module_without_its_source_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    module = ModuleType("without_source")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    module.__file__ = "without_source.py"
    assert words._read(module.__name__) == {}
