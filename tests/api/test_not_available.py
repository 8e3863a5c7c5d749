"""What is promised and not available yet."""

from pathlib import Path

import pytest
from graphql import GraphQLInputObjectType, GraphQLObjectType

from api.graphql.not_available import BEGIN, END, PROMISES, listed, rewritten
from api.graphql.schema import SCHEMA

TYPES = SCHEMA._schema.type_map


@pytest.mark.parametrize("promise", PROMISES, ids=lambda promise: promise.place)
def test_every_promise_is_a_field_of_the_schema(promise: object) -> None:
    name, _, field = getattr(promise, "place").partition(".")  # noqa: B009
    kind = TYPES[name]
    assert isinstance(kind, GraphQLObjectType | GraphQLInputObjectType)
    assert field in kind.fields


def test_the_readmes_list_is_written_between_its_markers(tmp_path: Path) -> None:
    text = f"# A\n\n{BEGIN}\nold\n{END}\n\nmore\n"
    renewed = rewritten(text)
    assert renewed == f"# A\n\n{listed()}\n\nmore\n"
    assert rewritten(renewed) == renewed
    with pytest.raises(ValueError, match="no lines"):
        rewritten("# A\n")
