"""``onError``: where the null of a field that failed goes."""

from typing import Any

import aiohttp
import orjson
import pytest

from tests.api.serving import Served
from tests.api.test_http import GRAPHQL, post
from tests.api.test_socket import PROTOCOL, connected, initialised

NO_NULL_BESIDE_ONE = '{ __typename levels { key } node(id: "x") { id } }'
TWO = "{ levels { key } viewer { subject } }"
INPUT = '(input: {idempotencyKey: "k", obligations: []}) { position }'
ACTS = f"mutation {{ a: acknowledge{INPUT} b: acknowledge{INPUT} }}"
NOTHING = {"__typename": "Query", "levels": None, "node": None}


async def asked(
    served: Served, client: aiohttp.ClientSession, query: str, on_error: str | None
) -> tuple[Any, list[Any]]:
    """The data, and where the errors are."""
    sent = {"query": query, "onError": on_error}
    response, body = await post(client, served, sent)
    assert response.status == 294
    return body["data"], [error["path"] for error in body["errors"]]


@pytest.mark.parametrize("on_error", [None, "", "PROPAGATE"])
async def test_by_itself_a_null_goes_up_to_where_it_may_be(
    served: Served, client: aiohttp.ClientSession, on_error: str | None
) -> None:
    assert (await asked(served, client, TWO, on_error))[0] is None
    data, paths = await asked(served, client, '{ __typename node(id: "x") { id } }', on_error)
    assert (data, paths) == ({"__typename": "Query", "node": None}, [["node"]])


async def test_null_stays_where_it_is(served: Served, client: aiohttp.ClientSession) -> None:
    data, paths = await asked(served, client, NO_NULL_BESIDE_ONE, "NULL")
    assert (data, sorted(paths)) == (NOTHING, [["levels"], ["node"]])
    data, paths = await asked(served, client, TWO, "NULL")
    assert data == {"levels": None, "viewer": None}
    assert sorted(paths) == [["levels"], ["viewer"]]


async def test_a_halt_leaves_one_error_and_no_data(
    served: Served, client: aiohttp.ClientSession
) -> None:
    for query in (NO_NULL_BESIDE_ONE, TWO, '{ __typename node(id: "x") { id } }'):
        data, paths = await asked(served, client, query, "HALT")
        assert (data, len(paths)) == (None, 1)


async def test_after_a_halt_no_later_mutation_is_begun(
    served: Served, client: aiohttp.ClientSession
) -> None:
    """Where nothing is read from above, each of them fails: how many errors there are tells."""
    assert await asked(served, client, ACTS, "NULL") == ({"a": None, "b": None}, [["a"], ["b"]])
    assert await asked(served, client, ACTS, "HALT") == (None, [["a"]])
    assert await asked(served, client, ACTS, "PROPAGATE") == (None, [["a"]])


@pytest.mark.parametrize("on_error", ["null", "ABORT", 1, True, ["NULL"], {}])
async def test_what_is_none_of_the_three_is_refused(
    served: Served, client: aiohttp.ClientSession, on_error: object
) -> None:
    response, body = await post(client, served, {"query": TWO, "onError": on_error})
    assert response.status == 400
    assert [error["extensions"]["code"] for error in body["errors"]] == ["BAD_REQUEST"]
    assert "data" not in body


async def test_it_is_the_same_by_get_and_over_a_socket(
    served: Served, client: aiohttp.ClientSession
) -> None:
    sent = {"query": NO_NULL_BESIDE_ONE, "onError": "NULL"}
    url, headers = f"{served.url}/graphql", served.headers(accept=GRAPHQL)
    async with client.get(url, params=sent, headers=headers) as response:
        assert orjson.loads(await response.read())["data"] == NOTHING
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_json({"type": "subscribe", "id": "a", "payload": sent})
        assert (await socket.receive_json())["payload"]["data"] == NOTHING
