"""Every request that is not answered says so by a code, whatever was wrong with it."""

from typing import Any

import aiohttp
import pytest

from tests.api.serving import Served
from tests.api.test_http import SOUND, post
from tests.api.test_socket import PROTOCOL, connected, initialised, subscribe

UNITS = "query($n: Int) { units(first: $n) { totalCount } }"
IN_THE_DOCUMENT = {
    "{": "GRAPHQL_PARSE_FAILED",
    '{ a(x: "': "GRAPHQL_PARSE_FAILED",
    "{ nothing }": "GRAPHQL_VALIDATION_FAILED",
    "{ levels }": "GRAPHQL_VALIDATION_FAILED",
    '{ units(first: "x") { totalCount } }': "GRAPHQL_VALIDATION_FAILED",
    '{ calendar(from: "2026-02-31", to: "2026-03-01") { day } }': "GRAPHQL_VALIDATION_FAILED",
    "{ unit(by: {}) { id } }": "BAD_USER_INPUT",
    "fragment A on Query { __typename }": "OPERATION_RESOLUTION_FAILURE",
    "query A { __typename } query B { __typename }": "OPERATION_RESOLUTION_FAILURE",
    "{" + "levels{key}" * 250 + "}": "LIMIT_EXCEEDED",
    "{ units(first: 1" + "0" * 60 + ") { totalCount } }": "LIMIT_EXCEEDED",
    "{ units(first: 101) { totalCount } }": "LIMIT_EXCEEDED",
    "{ a " * 450 + "}" * 450: "GRAPHQL_PARSE_FAILED",
    '{ unit(by: {code: "a\\u0000"}) { id } }': "FORBIDDEN_CHARACTER",
    '{ node(id: "x") { id } }': "BAD_ID",
    "{ viewer { subject } }": "INTERNAL",
    "{ log { head { position } } }": "DEADLINE_EXCEEDED",
    "subscription { obligationChanged { cursor } }": "NOT_ACCEPTABLE",
}
OF_NO_INT: tuple[object, ...] = ("x", "1", 1.5, True, [1], {})
AROUND_IT: dict[str, tuple[dict[str, str], object]] = {
    "UNAUTHENTICATED": ({"authorization": "Bearer x"}, SOUND),
    "NOT_ACCEPTABLE": ({"accept": "text/html"}, SOUND),
    "BAD_REQUEST": ({"content-type": "text/plain"}, SOUND),
    "BODY_TOO_LARGE": ({}, {**SOUND, "variables": {"x": "x" * 600_000}}),
    "OPERATION_RESOLUTION_FAILURE": ({}, {**SOUND, "operationName": "B"}),
}


def codes(body: Any) -> set[str]:
    return {error["extensions"]["code"] for error in body["errors"]}


@pytest.mark.parametrize(("query", "code"), IN_THE_DOCUMENT.items())
async def test_what_a_document_does_wrong_has_a_code(
    served: Served, client: aiohttp.ClientSession, query: str, code: str
) -> None:
    _, body = await post(client, served, {"query": query})
    assert codes(body) == {code}


@pytest.mark.parametrize("sent", OF_NO_INT, ids=repr)
async def test_a_variable_that_does_not_fit_has_a_code(
    served: Served, client: aiohttp.ClientSession, sent: object
) -> None:
    response, body = await post(client, served, {"query": UNITS, "variables": {"n": sent}})
    assert (response.status, codes(body)) == (400, {"BAD_USER_INPUT"})


async def test_a_variable_that_is_missing_has_a_code(
    served: Served, client: aiohttp.ClientSession
) -> None:
    query = "query($id: ID!) { node(id: $id) { id } }"
    for variables in ({}, {"id": None}):
        _, body = await post(client, served, {"query": query, "variables": variables})
        assert codes(body) == {"BAD_USER_INPUT"}


async def test_an_argument_that_turns_out_wrong_while_it_runs_has_a_code(
    served: Served, client: aiohttp.ClientSession
) -> None:
    query = "query($code: String) { unit(by: {code: $code}) { id } }"
    _, body = await post(client, served, {"query": query, "variables": {"code": None}})
    assert codes(body) <= {"BAD_USER_INPUT", "GRAPHQL_VALIDATION_FAILED"}


@pytest.mark.parametrize("code", AROUND_IT)
async def test_what_is_wrong_with_the_request_has_a_code(
    served: Served, client: aiohttp.ClientSession, code: str
) -> None:
    headers, sent = AROUND_IT[code]
    _, body = await post(client, served, sent, **headers)
    assert codes(body) == {code}


async def test_a_mutation_by_get_has_a_code(served: Served, client: aiohttp.ClientSession) -> None:
    query = 'mutation { acknowledge(input: {idempotencyKey: "k", obligations: []}) { position } }'
    url, headers = f"{served.url}/graphql", served.headers()
    async with client.get(url, params={"query": query}, headers=headers) as response:
        assert (response.status, codes(await response.json())) == (405, {"METHOD_NOT_ALLOWED"})


@pytest.mark.parametrize("query", ["{", "{ nothing }", "{" + "levels{key}" * 250 + "}"])
async def test_over_a_socket_it_is_the_same_code(
    served: Served, client: aiohttp.ClientSession, query: str
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_json(subscribe(query))
        answer = await socket.receive_json()
        assert codes({"errors": answer["payload"]}) == {IN_THE_DOCUMENT[query]}
