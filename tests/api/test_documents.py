"""Persisted documents: named by what they are, trusted where a deployment says so."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import pytest

from api.graphql.persisted import document_id, manifest_of, trusted_in
from api.graphql.runtime.limits import OperationLimits
from api.http.documents import Documents
from api.http.face import Face
from api.settings import InvalidSettings
from tests.api.serving import Served, serving
from tests.api.test_http import GRAPHQL, post
from tests.api.test_socket import PROTOCOL, connected, initialised

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "tests" / "contract" / "operations"
MANIFEST = ROOT / "operations.json"
KNOWN = "query Known($a: Boolean = true) { __typename @include(if: $a) }\n"
ACTING = "mutation { __typename }"
OTHER = "{ __typename }"
ID = document_id(KNOWN)
TEXTS = {document_id(text): text for text in (KNOWN, ACTING)}
ANSWER = {"data": {"__typename": "Query"}}
REFUSED = {
    "UNKNOWN_DOCUMENT": {"documentId": document_id(OTHER)},
    "DOCUMENT_CHANGED": {"documentId": ID, "query": KNOWN.strip()},
    "BAD_REQUEST": {"documentId": "sha256:1"},
}


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    async with serving(OperationLimits(), face=Face(documents=Documents(TEXTS))) as running:
        yield running


@pytest.fixture(scope="module")
async def strict() -> AsyncIterator[Served]:
    documents = Documents(TEXTS, only=True)
    async with serving(OperationLimits(), face=Face(documents=documents)) as running:
        yield running


@pytest.mark.parametrize(
    "sent",
    [
        {"documentId": ID},
        {"documentId": ID.removeprefix("sha256:")},
        {"documentId": ID, "operationName": "Known", "variables": {"a": True}},
        {"documentId": ID, "query": KNOWN},
        {"documentId": ID, "query": None},
        {"documentId": None, "query": KNOWN},
    ],
)
async def test_a_document_is_run_by_its_identifier(
    served: Served, strict: Served, client: aiohttp.ClientSession, sent: dict[str, Any]
) -> None:
    for server in (served, strict):
        response, body = await post(client, server, sent)
        assert (response.status, body) == (200, ANSWER)
        parameters = {
            name: text if isinstance(text, str) else orjson.dumps(text).decode()
            for name, text in sent.items()
            if text is not None
        }
        url, headers = f"{server.url}/graphql", server.headers(accept=GRAPHQL)
        async with client.get(url, params=parameters, headers=headers) as got:
            assert (got.status, await got.json(content_type=None)) == (200, ANSWER)


@pytest.mark.parametrize("code", REFUSED)
async def test_one_that_is_unknown_or_changed_is_refused(
    served: Served, strict: Served, client: aiohttp.ClientSession, code: str
) -> None:
    for server in (served, strict):
        response, body = await post(client, server, REFUSED[code])
        assert response.status == 400
        assert [error["extensions"]["code"] for error in body["errors"]] == [code]
        assert "data" not in body


@pytest.mark.parametrize("identifier", [1, ["x"], "", "sha256:", f"md5:{'0' * 64}", ID.upper()])
async def test_what_is_no_identifier_is_a_bad_request(
    served: Served, client: aiohttp.ClientSession, identifier: object
) -> None:
    response, body = await post(client, served, {"documentId": identifier})
    assert response.status == 400
    assert body["errors"][0]["extensions"]["code"] == "BAD_REQUEST"


async def test_others_are_run_unless_only_what_is_trusted_is(
    served: Served, strict: Served, client: aiohttp.ClientSession
) -> None:
    for sent in ({"query": OTHER}, {"query": OTHER, "documentId": document_id(OTHER)}):
        response, _ = await post(client, served, sent)
        assert response.status == 200
        response, body = await post(client, strict, sent)
        assert response.status == 400
        assert body["errors"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"
    response, _ = await post(client, strict, {"query": KNOWN})
    assert response.status == 200


async def test_a_mutation_is_none_the_less_one(
    served: Served, client: aiohttp.ClientSession
) -> None:
    parameters = {"documentId": document_id(ACTING)}
    url, headers = f"{served.url}/graphql", served.headers(accept=GRAPHQL)
    async with client.get(url, params=parameters, headers=headers) as response:
        assert response.status == 405


async def test_over_a_socket_it_is_the_same(strict: Served, client: aiohttp.ClientSession) -> None:
    async with connected(strict, client, PROTOCOL) as socket:
        await initialised(strict, socket)
        for key, payload in (("a", {"documentId": ID}), ("b", {"query": OTHER})):
            await socket.send_json({"type": "subscribe", "id": key, "payload": payload})
        told = [await socket.receive_json() for _ in range(3)]
    answers = {each["id"]: each["payload"] for each in told if "payload" in each}
    assert answers["a"] == ANSWER
    assert answers["b"][0]["extensions"]["code"] == "DOCUMENT_NOT_TRUSTED"


def test_the_manifest_of_the_contract_is_checked_in() -> None:
    """`make operations` writes it."""
    assert MANIFEST.read_text("utf-8") == manifest_of(CONTRACT)


def test_every_operation_of_the_contract_is_in_the_manifest_and_trusted(tmp_path: Path) -> None:
    told = orjson.loads(MANIFEST.read_bytes())["operations"]
    assert len(told) == len({each["id"] for each in told}) == 33
    (tmp_path / "manifest.json").write_bytes(MANIFEST.read_bytes())
    (tmp_path / "own.graphql").write_text(KNOWN)
    trusted = trusted_in(tmp_path)
    assert trusted == {each["id"]: each["body"] for each in told} | {ID: KNOWN}


@pytest.mark.parametrize(
    ("written", "wrong"),
    [
        ({ID: KNOWN + " "}, "another text"),
        ({"x": KNOWN}, "another text"),
        ({ID: 1}, "no text"),
        ([], "no manifest"),
        ({"format": "apollo-persisted-query-manifest"}, "no manifest"),
    ],
)
def test_a_manifest_whose_texts_were_changed_is_refused(
    tmp_path: Path, written: object, wrong: str
) -> None:
    (tmp_path / "manifest.json").write_bytes(orjson.dumps(written))
    with pytest.raises(InvalidSettings, match=wrong):
        trusted_in(tmp_path)


def test_a_map_without_prefixes_is_a_manifest_as_well(tmp_path: Path) -> None:
    (tmp_path / "map.json").write_bytes(orjson.dumps({ID.removeprefix("sha256:"): KNOWN}))
    assert trusted_in(tmp_path) == {ID: KNOWN}


def test_where_there_is_no_folder_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(InvalidSettings, match="no folder"):
        trusted_in(tmp_path / "nothing")
