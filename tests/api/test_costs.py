"""Costs: what the schema's directives say is what limits count, and answers tell what they cost."""

from typing import Any

import aiohttp
import orjson
import pytest
from graphql import (
    FieldNode,
    GraphQLField,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
    build_schema,
    get_named_type,
    parse,
    value_from_ast_untyped,
)

from api.graphql.export import exported
from api.graphql.runtime.costs import rows_in
from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.limits import OperationLimits
from api.graphql.runtime.measuring import FEED, measured
from api.graphql.schema import SCHEMA
from tests.api.serving import Served
from tests.api.test_http import GRAPHQL, post
from tests.office.office import promised_operations

LIMITS = OperationLimits()
OPERATIONS = promised_operations()
TOLD: GraphQLSchema = build_schema(exported())
"""The schema as callers have it: text, and its directives."""

LARGEST = {
    "EstablishUnits": 1,
    "RenameUnit": 5,
    "MoveUnit": 1,
    "MergeUnits": 5,
    "Issue": 0,
    "Record": 0,
    "Relay": 0,
    "DateWindow": 4,
    "SetPolicy": 0,
    "Acknowledge": 1,
    "SubmitReport": 21,
    "DecideReport": 21,
    "Extend": 1,
    "GrantRole": 4,
    "RevokeRole": 4,
    "PreviewAudience": 508,
    "PreviewDirective": 504,
    "AuditTrail": 100,
    "Explain": 30,
    "Proof": 0,
    "Consistency": 0,
    "CascadeOf": 196,
    "WhoHasNot": 100,
    "Inbox": 100,
    "ObligationPage": 104,
    "Changes": 1_000,
    "Changed": 0,
    "Overdue": 200,
    "Review": 150,
    "Who": 8,
    "Units": 1_995,
    "Directives": 100,
    "Anything": 1,
}
"""What each operation of the contract costs at the largest page that it may ask for."""
AS_LONG_AS_WHAT_IS_SENT = {
    *("EstablishUnits", "RenameUnit", "MoveUnit", "MergeUnits", "Acknowledge", "SubmitReport"),
    *("DecideReport", "Extend", "Anything"),
}
"""The schema can only say how long these lists are at the most."""


def definition(name: str) -> Any:
    document = parse(OPERATIONS[name])
    (found,) = (
        each
        for each in document.definitions
        if isinstance(each, OperationDefinitionNode) and each.name and each.name.value == name
    )
    return document, found


def cost(name: str, first: int) -> int:
    document, operation = definition(name)
    return measured(SCHEMA._schema, document, operation, {"first": first}).cost


def largest_page(name: str) -> int:
    most = LIMITS.feed_page if FEED in OPERATIONS[name] and name == "Changes" else LIMITS.page
    return max(first for first in range(most + 1) if cost(name, first) <= LIMITS.cost)


def test_each_operation_of_the_contract_costs_what_it_did() -> None:
    assert {name: cost(name, largest_page(name)) for name in OPERATIONS} == LARGEST


def test_a_page_of_fifty_with_its_reasons_is_within_the_limit() -> None:
    query = """query($u: UnitBy!) { unit(by: $u) { obligations(first: 50) { edges { node {
        id status task { key } directive { number { text } }
        because { position recordedAt type actor summary unit { name } } } } } } }"""
    prepared = Executor(SCHEMA, LIMITS).prepare(Operation(query, {"u": {"code": "A"}}, None))
    assert prepared.cost == 50 * (1 + 30)


@pytest.mark.parametrize("name", OPERATIONS)
def test_the_directives_tell_what_is_measured(name: str) -> None:
    """Evaluated from the text of the schema alone, as the cost specification has it."""
    _, operation = definition(name)
    for first in (None, 1, 7, 50):
        variables = {} if first is None else {"first": first}
        document, _ = definition(name)
        counted = measured(SCHEMA._schema, document, operation, variables).cost
        told = by_directives(operation, variables)
        if name in AS_LONG_AS_WHAT_IS_SENT:
            assert told >= counted
        else:
            assert told == counted


def by_directives(operation: OperationDefinitionNode, variables: dict[str, Any]) -> int:
    defaults = {
        each.variable.name.value: value_from_ast_untyped(each.default_value)
        for each in operation.variable_definitions or ()
        if each.default_value is not None
    }
    root = TOLD.get_root_type(operation.operation)
    assert root is not None
    return _below(operation.selection_set, root, {}, {**defaults, **variables})


def _below(
    selections: SelectionSetNode | None, parent: Any, sizes: dict[str, int], variables: Any
) -> int:
    """Of selections; ``sizes`` are those of the lists among them that their parent tells."""
    total = 0
    for node in selections.selections if selections else ():
        if isinstance(node, InlineFragmentNode):
            on = TOLD.type_map[node.type_condition.name.value] if node.type_condition else parent
            total += _below(node.selection_set, on, sizes, variables)
        elif isinstance(node, FieldNode) and not node.name.value.startswith("__"):
            total += _field(node, parent.fields[node.name.value], sizes, variables)
    return total


def _field(node: FieldNode, field: GraphQLField, sizes: dict[str, int], variables: Any) -> int:
    directives = arguments_of(field.ast_node)
    target = get_named_type(field.type)
    # An interface bears none: it costs what its types do, which is nothing. Nor does a scalar.
    of_type = arguments_of(target.ast_node).get("cost", {"weight": 0})
    weight = directives.get("cost", of_type)["weight"]
    listed = directives.get("listSize", {})
    size = listed.get("assumedSize", 1)
    for argument in node.arguments or ():
        if argument.name.value in listed.get("slicingArguments", ()):
            size = _whole(argument.value, variables, size)
    inner_sizes: dict[str, int] = {}
    if "sizedFields" in listed:
        inner_sizes, size = dict.fromkeys(listed["sizedFields"], size), 1
    times: int = sizes.get(node.name.value, size)
    inner = _below(node.selection_set, target, inner_sizes, variables)
    return times * (int(weight) + inner)


def _whole(value: Any, variables: Any, otherwise: int) -> int:
    if isinstance(value, VariableNode):
        return int(variables.get(value.name.value, otherwise))
    return int(value.value) if isinstance(value, IntValueNode) else otherwise


def arguments_of(node: Any) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for each in (node.directives or ()) if node else ():
        found[each.name.value] = {
            argument.name.value: value_from_ast_untyped(argument.value)
            for argument in each.arguments
        }
    return found


def test_an_answer_costs_the_rows_that_came() -> None:
    query = """query { a: units(first: 50) { edges { ...E } ... on UnitConnection {
        edges { node { ancestors { code } } } } } audiencePreview(issuer: "u", input: {}) {
        problems { field } sample { code } } }
        fragment E on UnitEdge { node { code names { name } } }"""
    document = parse(query)
    operation = document.definitions[0]
    assert isinstance(operation, OperationDefinitionNode)
    unit = {"code": "A", "names": [{"name": "x"}], "ancestors": [{"code": "B"}, {"code": "C"}]}
    data = {
        "a": {"edges": [{"node": unit}, {"node": {**unit, "ancestors": []}}]},
        "audiencePreview": {"problems": [{"field": []}], "sample": [{"code": "A"}]},
    }
    rows = 2 + 2 + 2
    assert rows_in(SCHEMA._schema, document, operation, data) == rows + 500 + 1
    assert rows_in(SCHEMA._schema, document, operation, None) == 0


async def test_an_answer_tells_its_cost_to_who_asks(
    served: Served, client: aiohttp.ClientSession
) -> None:
    query = 'query { __typename nodes(ids: ["x", "y"]) { id } }'
    _, plain = await post(client, served, {"query": query})
    assert "extensions" not in plain
    _, body = await post(client, served, {"query": query}, **{"graphql-cost": "report"})
    assert body["extensions"] == {"cost": {"estimated": 2, "actual": 0, "most": 2_000}}
    headers = served.headers(accept=GRAPHQL, **{"graphql-cost": "report"})
    url, asked = f"{served.url}/graphql", {"query": "{ __typename }"}
    async with client.get(url, params=asked, headers=headers) as response:
        told = orjson.loads(await response.read())["extensions"]["cost"]
    assert told == {"estimated": 0, "actual": 0, "most": 2_000}


async def test_another_word_in_the_header_is_refused(
    served: Served, client: aiohttp.ClientSession
) -> None:
    response, body = await post(
        client, served, {"query": "{ __typename }"}, **{"graphql-cost": "tell"}
    )
    assert response.status == 400
    assert body["errors"][0]["extensions"]["code"] == "BAD_REQUEST"
