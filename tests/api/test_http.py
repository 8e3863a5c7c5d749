"""GraphQL over HTTP, through a real server and a real client: media types, statuses, bodies."""

from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import aiohttp
import orjson
import pytest

from api.graphql.service.reading import Lag
from api.http.app import Readiness
from tests.api.serving import Served

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
SOUND = {"query": "{ __typename }"}


async def post(
    client: aiohttp.ClientSession, served: Served, body: object, **headers: str
) -> tuple[aiohttp.ClientResponse, Any]:
    given = {"content-type": JSON, "accept": GRAPHQL, **headers}
    data = BytesIO(body if isinstance(body, bytes) else orjson.dumps(body))
    async with client.post(
        f"{served.url}/graphql", data=data, headers=served.headers(**given)
    ) as response:
        return response, orjson.loads(await response.read())


@pytest.mark.parametrize(
    ("accept", "media"),
    [
        (GRAPHQL, GRAPHQL),
        (JSON, JSON),
        ("*/*", JSON),
        ("", JSON),
        (f"{GRAPHQL}, {JSON};q=0.9", GRAPHQL),
        (f"{JSON}, {GRAPHQL};q=0.9", JSON),
        (f"{GRAPHQL};q=0, */*", JSON),
        ("application/*", JSON),
        ("text/html, */*;q=0.1", JSON),
    ],
)
async def test_it_answers_in_the_media_type_asked_for(
    served: Served, client: aiohttp.ClientSession, accept: str, media: str
) -> None:
    response, body = await post(client, served, SOUND, accept=accept)
    assert response.status == 200
    assert response.headers["content-type"] == f"{media}; charset=utf-8"
    assert body == {"data": {"__typename": "Query"}}


async def test_what_nobody_offers_is_not_acceptable(
    served: Served, client: aiohttp.ClientSession
) -> None:
    response, body = await post(client, served, SOUND, accept="text/html")
    assert response.status == 406
    assert "data" not in body


@pytest.mark.parametrize(
    "content_type",
    ["text/plain", "application/x-www-form-urlencoded", "application/json; charset=latin-1"],
)
async def test_another_content_type_is_not_supported(
    served: Served, client: aiohttp.ClientSession, content_type: str
) -> None:
    response, _ = await post(client, served, SOUND, **{"content-type": content_type})
    assert response.status == 415


async def test_utf_8_may_be_said(served: Served, client: aiohttp.ClientSession) -> None:
    said = {"content-type": 'application/json; charset="UTF-8"'}
    response, _ = await post(client, served, SOUND, **said)
    assert response.status == 200


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"null",
        b'"x"',
        {},
        {"query": ""},
        {"query": 1},
        {"query": None},
        {"query": ["{ __typename }"]},
        {"query": {"a": 1}},
        {**SOUND, "operationName": 1},
        {**SOUND, "operationName": {}},
        {**SOUND, "variables": "x"},
        {**SOUND, "variables": 1},
        {**SOUND, "variables": [1]},
        {**SOUND, "variables": True},
        {**SOUND, "extensions": "x"},
        {**SOUND, "extensions": [1]},
        [SOUND, SOUND],
        b'{"query": "{ __typename }", "variables": {"a": "\\ud800"}}',
    ],
    ids=str,
)
async def test_an_ill_formed_request_is_a_bad_request(
    served: Served, client: aiohttp.ClientSession, body: object, accept: str
) -> None:
    response, answered = await post(client, served, body, accept=accept)
    assert response.status == 400
    assert "data" not in answered
    assert answered["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


@pytest.mark.parametrize("more", [{"variables": None}, {"operationName": None}, {"extensions": {}}])
async def test_null_is_as_good_as_left_out(
    served: Served, client: aiohttp.ClientSession, more: dict[str, object]
) -> None:
    response, _ = await post(client, served, {**SOUND, **more})
    assert response.status == 200


@pytest.mark.parametrize(
    "body",
    [
        {"query": "{"},
        {"query": "{ nothing }"},
        {"query": "query A { __typename } query B { __typename }"},
        {**SOUND, "operationName": "B"},
        {"query": "query($n: Int!) { units(first: $n) { totalCount } }"},
        {"query": "fragment A on Query { __typename }"},
    ],
    ids=str,
)
@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 400), (JSON, 200)])
async def test_a_document_that_cannot_run_has_no_data(
    served: Served, client: aiohttp.ClientSession, body: object, accept: str, status: int
) -> None:
    response, answered = await post(client, served, body, accept=accept)
    assert response.status == status
    assert "data" not in answered
    assert answered["errors"]


async def test_what_is_wrong_with_a_document_is_told(
    served: Served, client: aiohttp.ClientSession
) -> None:
    _, answered = await post(client, served, {"query": "{ levels { nam } }"})
    assert "nam" in answered["errors"][0]["message"]


@pytest.mark.parametrize("value", [1.7, True, "12", -1, 2**53])
async def test_a_bad_scalar_is_a_request_error(
    served: Served, client: aiohttp.ClientSession, value: object
) -> None:
    query = 'query($p: Position!) { node(id: "x", asOf: {position: $p}) { id } }'
    response, answered = await post(client, served, {"query": query, "variables": {"p": value}})
    assert response.status == 400
    assert "whole number" in answered["errors"][0]["message"]


async def test_get_asks_and_post_acts(served: Served, client: aiohttp.ClientSession) -> None:
    query = "query($a: Boolean!) { __typename @include(if: $a) }"
    given = {"query": query, "variables": '{"a": true}'}
    headers = served.headers(accept=GRAPHQL)
    async with client.get(f"{served.url}/graphql", params=given, headers=headers) as response:
        assert response.status == 200
        assert await response.json(content_type=None) == {"data": {"__typename": "Query"}}
    given = {"query": "mutation { __typename }"}
    async with client.get(f"{served.url}/graphql", params=given, headers=headers) as response:
        assert response.status == 405
        assert response.headers["allow"] == "POST"
    given = {"query": "{ __typename }", "variables": "{"}
    async with client.get(f"{served.url}/graphql", params=given, headers=headers) as response:
        assert response.status == 400
    async with client.put(f"{served.url}/graphql", headers=headers) as response:
        assert response.status == 405


async def test_a_large_body_is_refused(served: Served, client: aiohttp.ClientSession) -> None:
    large = {"query": "{ __typename }", "variables": {"a": "x" * 2_000_000}}
    response, answered = await post(client, served, large)
    assert response.status == 413
    assert answered["errors"][0]["extensions"]["code"] == "BODY_TOO_LARGE"


async def test_a_large_body_without_length_is_refused_while_it_comes(
    served: Served, client: aiohttp.ClientSession
) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(50):
            sent += 1
            yield b" " * 65_536

    headers = served.headers(**{"content-type": JSON})
    async with client.post(f"{served.url}/graphql", data=endless(), headers=headers) as response:
        assert response.status == 413


@pytest.mark.parametrize("authorization", [None, "Bearer", "Bearer a.b.c", "Basic YTpi"])
async def test_nobody_is_anonymous(
    served: Served, client: aiohttp.ClientSession, authorization: str | None
) -> None:
    headers = {"content-type": JSON}
    if authorization is not None:
        headers["authorization"] = authorization
    async with client.post(f"{served.url}/graphql", json=SOUND, headers=headers) as response:
        assert response.status == 401
        assert response.headers["www-authenticate"].startswith("Bearer ")
        body = await response.json(content_type=None)
    assert body["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED"


async def test_a_token_expires(served: Served, client: aiohttp.ClientSession) -> None:
    headers = served.headers()
    served.clock.step(timedelta(hours=2))
    async with client.post(f"{served.url}/graphql", json=SOUND, headers=headers) as response:
        assert response.status == 401


async def test_a_request_keeps_its_correlation_id(
    served: Served, client: aiohttp.ClientSession
) -> None:
    own = "7d444840-9dc0-4d1a-8c2d-2f9b6f1f3b11"
    response, _ = await post(client, served, SOUND, **{"x-request-id": own})
    assert response.headers["x-request-id"] == own
    response, _ = await post(client, served, SOUND, **{"x-request-id": "mine"})
    assert UUID(response.headers["x-request-id"]).version == 4


async def test_a_fault_is_masked(served: Served, client: aiohttp.ClientSession) -> None:
    response, answered = await post(client, served, {"query": "{ levels { key } }"})
    assert response.status == 294
    assert answered["data"] is None
    (error,) = answered["errors"]
    assert "secret" not in orjson.dumps(answered).decode()
    assert error["extensions"] == {
        "code": "INTERNAL",
        "correlationId": response.headers["x-request-id"],
    }


@pytest.mark.parametrize(
    "query",
    [
        "{ log { checkpoint { size } } }",
        "{ log { inclusionProof(position: 1) { position } } }",
        "{ log { consistencyProof(from: 1) { from } } }",
    ],
)
async def test_what_is_promised_and_not_built_says_so(
    served: Served, client: aiohttp.ClientSession, query: str
) -> None:
    _, answered = await post(client, served, {"query": query})
    assert [error["extensions"]["code"] for error in answered["errors"]] == ["NOT_AVAILABLE_YET"]


async def test_a_mutation_says_in_its_user_errors_what_is_refused(
    served: Served, client: aiohttp.ClientSession
) -> None:
    query = """mutation($input: MergeUnitsInput!) { mergeUnits(input: $input) {
        position userErrors { field code } } }"""
    given = {
        "idempotencyKey": "k",
        "units": [],
        "into": {"standing": "x"},
        "validFrom": "2026-01-01",
    }
    _, answered = await post(client, served, {"query": query, "variables": {"input": given}})
    assert answered["data"]["mergeUnits"] == {
        "position": None,
        "userErrors": [{"field": ["into", "standing"], "code": "BAD_ID"}],
    }


async def test_the_deadline_cancels_what_is_being_read(
    served: Served, client: aiohttp.ClientSession
) -> None:
    before = served.source.waits_cancelled
    response, answered = await post(client, served, {"query": "{ log { head { position } } }"})
    assert response.status == 503
    assert answered["errors"][0]["extensions"]["code"] == "DEADLINE_EXCEEDED"
    assert served.source.waits_cancelled == before + 1


async def test_an_id_of_nothing_is_told(served: Served, client: aiohttp.ClientSession) -> None:
    _, answered = await post(client, served, {"query": '{ node(id: "x") { id } }'})
    assert answered["data"] == {"node": None}
    assert answered["errors"][0]["extensions"]["code"] == "BAD_ID"


async def test_health_readiness_and_metrics(served: Served, client: aiohttp.ClientSession) -> None:
    await post(client, served, SOUND)
    async with client.get(f"{served.url}/healthz") as response:
        assert response.status == 200
    async with client.get(f"{served.url}/readyz") as response:
        assert response.status == 200
        assert (await response.json())["ready"] is True
    served.readiness = Readiness(Lag(1, 7, 31.0))
    async with client.get(f"{served.url}/readyz") as response:
        assert response.status == 503
        assert (await response.json())["lagEvents"] == 7
    async with client.get(f"{served.url}/metrics") as response:
        text = await response.text()
    assert 'cascade_operations_total{kind="query",outcome="ok"} ' in text
    assert "cascade_lag_seconds 31.0" in text
