"""``atLeast`` is found wherever an operation asks for it, before anything is read; and what is read
beside a mutation is no older than it.
"""

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from graphql import GraphQLError, OperationDefinitionNode, parse

from api.graphql.runtime.measuring import measured
from api.graphql.runtime.moments import AsOf, Moments
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.source import Source
from api.graphql.schema import SCHEMA
from projections.query_args import Moment


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


class Reached:
    """A source whose read models have come to a position."""

    def __init__(self, position: int) -> None:
        self.position = position

    async def live(self) -> Moment:
        return Moment(self.position, datetime(2026, 1, 5, tzinfo=UTC))


async def test_beside_a_mutation_live_is_no_older_than_it() -> None:
    source = Reached(6)
    moments = Moments(cast(Source, source))
    assert (await moments.of(None)).position == 6
    source.position = 7
    assert (await moments.of(None)).position == 6
    moments.renew(7)
    assert (await moments.of(None)).position == 7
    moments.renew(9)
    for asked in (None, AsOf(at_least=Position(3))):
        with pytest.raises(GraphQLError) as refused:
            await moments.of(asked)
        assert refused.value.extensions == {"code": "POSITION_NOT_REACHED", "position": 9}
