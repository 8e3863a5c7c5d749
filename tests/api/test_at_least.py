"""``atLeast`` is found wherever an operation asks for it, before anything is read."""

from typing import Any

import pytest
from graphql import GraphQLResolveInfo, build_schema, execute, parse

from api.graphql.moments import required_position
from api.graphql.schema import SCHEMA

PLAIN_SCHEMA = build_schema(SCHEMA.as_str())


@pytest.mark.parametrize(
    "fields",
    [
        "units(asOf: {atLeast: 7}) { totalCount }",
        "units(asOf: {atLeast: $p}) { totalCount }",
        "a: units(asOf: {atLeast: 3}) { totalCount } ... { ...F }",
    ],
)
def test_the_greatest_position_asked_for_is_waited_for(fields: str) -> None:
    assert _required(fields) == 7


def test_a_query_that_asks_for_none_waits_for_nothing() -> None:
    assert _required("units(asOf: {position: 9}) { totalCount }") == 0


def _required(fields: str) -> int:
    fragment = "fragment F on Query { b: units(asOf: {atLeast: 7}) { totalCount } }"
    text = f"query Q($p: Position) {{ log {{ __typename }} {fields} }} {fragment}"
    found: list[int] = []

    def note(_: object, info: GraphQLResolveInfo[Any], **arguments: object) -> None:
        found.append(required_position(info))

    execute(PLAIN_SCHEMA, parse(text), variable_values={"p": 7}, field_resolver=note)
    return max(found)
