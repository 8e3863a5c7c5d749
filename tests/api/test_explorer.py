"""What a browser is shown: a page at the root, GraphiQL where it is wanted, files of our own."""

import re
from collections.abc import AsyncIterator
from importlib.resources import files

import aiohttp
import pytest

from api.graphql.runtime.limits import OperationLimits
from api.http import explorer as shown
from api.http.explorer import Example, Explorer, Person
from api.http.face import Face
from tests.api.serving import Served, serving
from tests.api.test_http import GRAPHQL, post

A_BROWSER = {"accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
OFFERED = Explorer(
    (Person("an", "keeps units", "a.b.c"),), (Example("Who", "an", "{ viewer { subject } }"),)
)
STATIC = files(shown) / "static"
BUILT_BY_OTHERS = {
    "graphiql.min.js": "LICENSE-graphiql.txt",
    "graphiql.min.css": "LICENSE-graphiql.txt",
    "react.production.min.js": "LICENSE-react.txt",
    "react-dom.production.min.js": "LICENSE-react.txt",
}


@pytest.fixture(scope="module")
async def open_to_browsers() -> AsyncIterator[Served]:
    async with serving(OperationLimits(), face=Face(explorer=OFFERED)) as running:
        yield running


async def test_a_browser_is_shown_what_this_is(
    served: Served, open_to_browsers: Served, client: aiohttp.ClientSession
) -> None:
    for server in (served, open_to_browsers):
        async with client.get(f"{server.url}/", headers=A_BROWSER) as response:
            assert response.status == 200
            assert response.content_type == "text/html"
            assert "/graphql" in await response.text()
        async with client.get(f"{server.url}/", headers={"accept": "*/*"}) as response:
            assert (await response.json())["graphql"] == "/graphql"


async def test_the_explorer_is_at_the_api(
    open_to_browsers: Served, client: aiohttp.ClientSession
) -> None:
    url = open_to_browsers.url
    async with client.get(f"{url}/graphql", headers=A_BROWSER) as response:
        assert (response.status, response.content_type) == (200, "text/html")
        assert response.headers["content-security-policy"].startswith("default-src 'none'")
        page = await response.text()
    linked = re.findall(r'(?:src|href)="(/explorer/[^"]+)"', page)
    assert len(linked) == 6
    for each in linked:
        async with client.get(f"{url}{each}") as response:
            assert response.status == 200
            assert len(await response.read()) > 100


async def test_programs_are_answered_as_ever(
    open_to_browsers: Served, client: aiohttp.ClientSession
) -> None:
    response, body = await post(client, open_to_browsers, {"query": "{ __typename }"})
    assert (response.status, body) == (200, {"data": {"__typename": "Query"}})
    headers = open_to_browsers.headers(accept=GRAPHQL)
    url, asked = f"{open_to_browsers.url}/graphql", {"query": "{ __typename }"}
    for accept in (GRAPHQL, A_BROWSER["accept"]):
        headers["accept"] = accept
        async with client.get(url, params=asked, headers=headers) as got:
            assert got.status == 200
            assert "json" in got.content_type


async def test_where_it_is_off_nothing_of_it_is_there(
    served: Served, client: aiohttp.ClientSession
) -> None:
    async with client.get(f"{served.url}/graphql", headers=A_BROWSER) as response:
        assert response.status == 401
    for path in ("/explorer/graphiql.min.js", "/explorer/people.json"):
        async with client.get(f"{served.url}{path}") as response:
            assert response.status == 404


@pytest.mark.parametrize("name", ["welcome.html", "..%2fwelcome.html", "__init__.py", "x.js"])
async def test_no_other_file_is_given(
    open_to_browsers: Served, client: aiohttp.ClientSession, name: str
) -> None:
    async with client.get(f"{open_to_browsers.url}/explorer/{name}") as response:
        assert response.status == 404


async def test_tokens_are_handed_to_this_machine_by_its_own_name(
    open_to_browsers: Served, client: aiohttp.ClientSession
) -> None:
    url = f"{open_to_browsers.url}/explorer/people.json"
    async with client.get(url) as response:
        assert (await response.json())["people"][0]["token"] == "a.b.c"
        assert response.headers["cache-control"] == "no-store"
    for host in ("pages.example", "127.0.0.1.pages.example:80", ""):
        async with client.get(url, headers={"host": host}) as response:
            assert response.status in (200, 400)
            if response.status == 200:
                assert (await response.json()) == {"people": [], "examples": []}


def test_nothing_is_fetched_from_another_address() -> None:
    for name in ("index.html", "explorer.js", "explorer.css"):
        assert "//" not in re.sub(r"(?m)^\s*//.*$", "", (STATIC / name).read_text("utf-8"))
    styles = (STATIC / "graphiql.min.css").read_text("utf-8")
    assert {each[:5] for each in re.findall(r"url\(\"?([^)]+)\)", styles)} <= {"data:"}


def test_what_others_built_has_its_licence_beside_it() -> None:
    names = {each.name for each in STATIC.iterdir()}
    assert {name for name in names if ".min." in name} == set(BUILT_BY_OTHERS)
    # GraphiQL's build holds some sixty packages of others.
    for licence in (*BUILT_BY_OTHERS.values(), "LICENSE-bundled.txt"):
        assert "Permission is hereby granted" in (STATIC / licence).read_text("utf-8")


async def test_without_introspection_a_schema_is_not_described(
    client: aiohttp.ClientSession,
) -> None:
    async with serving(OperationLimits(introspection=0)) as silent:
        for query in ("{ __schema { types { name } } }", '{ __type(name: "Unit") { name } }'):
            response, body = await post(client, silent, {"query": query})
            assert response.status == 400
            assert body["errors"][0]["extensions"]["limit"] == "introspection"
            beside = query.replace("{ ", "{ viewer { subject } ", 1)
            response, _ = await post(client, silent, {"query": beside})
            assert response.status == 400
        response, _ = await post(client, silent, {"query": "{ __typename }"})
        assert response.status == 200
