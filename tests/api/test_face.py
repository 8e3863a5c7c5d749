"""Pages of other origins, and what is compressed on its way."""

import gzip
from collections.abc import AsyncIterator

import aiohttp
import pytest

from api.graphql.runtime.limits import OperationLimits
from api.http.face import SMALL_BYTES, Face
from tests.api.serving import Served, serving

HERE = "https://pages.example"
SOUND = {"query": "{ __typename }"}
LARGE = {"query": '{ __type(name: "Obligation") { fields { name description } } }'}


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving(OperationLimits(), face=Face(origins=(HERE,))) as running:
        yield running


def preflight(
    origin: str, method: str = "POST", headers: str = "authorization,content-type"
) -> dict[str, str]:
    return {
        "origin": origin,
        "access-control-request-method": method,
        "access-control-request-headers": headers,
    }


@pytest.mark.parametrize(
    ("path", "asked"),
    [
        ("/graphql", preflight(HERE)),
        ("/graphql", preflight(HERE, "GET", "authorization,last-event-id,x-request-id")),
        ("/blobs", preflight(HERE, "PUT", "authorization,content-digest,content-disposition")),
    ],
)
async def test_a_page_of_the_list_may_ask(
    served: Served, client: aiohttp.ClientSession, path: str, asked: dict[str, str]
) -> None:
    async with client.options(f"{served.url}{path}", headers=asked) as response:
        assert response.status == 200
        assert response.headers["access-control-allow-origin"] == HERE
        assert "access-control-allow-credentials" not in response.headers
        assert response.headers["access-control-max-age"] == "600"


@pytest.mark.parametrize(
    "asked",
    [
        preflight("https://elsewhere.example"),
        preflight("null"),
        preflight(f"{HERE}.elsewhere.example"),
        preflight(HERE, "DELETE"),
        preflight(HERE, headers="x-unknown"),
    ],
)
async def test_others_may_not(
    served: Served, client: aiohttp.ClientSession, asked: dict[str, str]
) -> None:
    async with client.options(f"{served.url}/graphql", headers=asked) as response:
        assert response.status == 400


@pytest.mark.parametrize("origin", [HERE, "https://elsewhere.example"])
async def test_an_answer_is_read_by_pages_of_the_list_alone(
    served: Served, client: aiohttp.ClientSession, origin: str
) -> None:
    """A refusal, too: who is not let in shall see that."""
    for headers in (served.headers(origin=origin), {"origin": origin}):
        url = f"{served.url}/graphql"
        async with client.post(url, json=SOUND, headers=headers) as response:
            allowed = response.headers.get("access-control-allow-origin")
            assert allowed == (HERE if origin == HERE else None)
            assert (
                origin != HERE
                or "x-request-id" in (response.headers["access-control-expose-headers"])
            )


async def test_without_a_list_nobody_is_let_in(client: aiohttp.ClientSession) -> None:
    async with (
        serving(OperationLimits()) as alone,
        client.post(
            f"{alone.url}/graphql", json=SOUND, headers=alone.headers(origin=HERE)
        ) as response,
    ):
        assert response.status == 200
        assert "access-control-allow-origin" not in response.headers


async def test_what_is_large_is_compressed_for_who_takes_that(
    served: Served, client: aiohttp.ClientSession
) -> None:
    async with aiohttp.ClientSession(auto_decompress=False) as plain:
        sizes = {}
        for encoding in ("gzip, br", "identity"):
            headers = served.headers(**{"accept-encoding": encoding})
            async with plain.post(f"{served.url}/graphql", json=LARGE, headers=headers) as response:
                body = await response.read()
                told = response.headers.get("content-encoding")
                assert response.headers["vary"].lower().count("accept-encoding") == 1
                sizes[told] = len(body)
                assert b"description" in (gzip.decompress(body) if told else body)
    assert sizes["gzip"] < sizes[None] / 2
    assert sizes[None] > SMALL_BYTES


async def test_what_is_small_is_not(served: Served, client: aiohttp.ClientSession) -> None:
    headers = served.headers(**{"accept-encoding": "gzip"})
    async with client.post(f"{served.url}/graphql", json=SOUND, headers=headers) as response:
        assert "content-encoding" not in response.headers


async def test_server_sent_events_go_out_as_they_are(
    served: Served, client: aiohttp.ClientSession
) -> None:
    headers = served.headers(**{"accept-encoding": "gzip", "accept": "text/event-stream"})
    async with client.post(f"{served.url}/graphql", json=LARGE, headers=headers) as response:
        assert response.content_type == "text/event-stream"
        assert "content-encoding" not in response.headers
        assert (await response.read()).startswith(b"event: next\n")
