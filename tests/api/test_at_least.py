"""``atLeast`` is found wherever an operation asks for it, before anything is read."""

from typing import Any

import pytest
from graphql import OperationDefinitionNode, parse

from api.graphql.runtime.measuring import measured
from api.graphql.schema import SCHEMA


@pytest.mark.parametrize(
    ("fields", "variables"),
    [
        ("units(asOf: {atLeast: 7}) { totalCount }", {}),
        ("units(asOf: {atLeast: $p}) { totalCount }", {"p": 7}),
        ("units(asOf: $m) { totalCount }", {"m": {"atLeast": 7}}),
        ("units(asOf: $d) { totalCount }", {}),
        ("a: units(asOf: {atLeast: 3}) { totalCount } ... { ...F }", {}),
    ],
)
def test_the_greatest_position_asked_for_is_waited_for(
    fields: str, variables: dict[str, Any]
) -> None:
    assert _required(fields, variables) == 7


@pytest.mark.parametrize(
    ("fields", "variables"),
    [
        ("units(asOf: {position: 9}) { totalCount }", {}),
        ("units(asOf: {atLeast: true}) { totalCount }", {}),
        ("units(asOf: {atLeast: $p}) { totalCount }", {"p": "7"}),
        ("units(asOf: {atLeast: $p}) { totalCount }", {"p": -1}),
        ("units(asOf: $m) { totalCount }", {"m": [7]}),
        ("units(asOf: $unknown) { totalCount }", {}),
    ],
)
def test_a_query_that_asks_for_none_waits_for_nothing(
    fields: str, variables: dict[str, Any]
) -> None:
    assert _required(fields, variables) == 0


def _required(fields: str, variables: dict[str, Any]) -> int:
    head = "query Q($p: Position, $m: AsOf, $d: AsOf = {atLeast: 7})"
    fragment = "fragment F on Query { b: units(asOf: {atLeast: 7}) { totalCount } }"
    document = parse(f"{head} {{ log {{ __typename }} {fields} }} {fragment}")
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    return measured(SCHEMA._schema, document, operation, variables).at_least
