"""What GraphQL over HTTP asks of a server, line by line, in our own words.

The text is https://graphql.github.io/graphql-over-http; each line names its section. Where the text
says 422, this server says 400: docs/decisions tells why. Bodies and media types that are refused in
more ways than these stand in ``test_http``.
"""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import aiohttp
import orjson
import pytest

from tests.api.serving import Served

GRAPHQL = "application/graphql-response+json"
JSON = "application/json"
SOUND = "{ __typename }"
ANSWER = {"data": {"__typename": "Query"}}
BOTH = "query A { __typename } query B { b: __typename }"
ECHO = "query($a: Boolean!) { __typename @include(if: $a) }"
FAULT = "{ viewer { subject } }"


@dataclass(frozen=True)
class Sent:
    """A request: by POST its body, by GET its parameters."""

    body: dict[str, Any] | bytes | str
    method: str = "POST"
    headers: dict[str, str] = field(default_factory=dict)


def by_get(**parameters: str) -> Sent:
    query = "&".join(f"{name}={quote(text, safe='')}" for name, text in parameters.items())
    return Sent(query, "GET")


def by_post(**parameters: Any) -> Sent:
    return Sent(parameters)


OF_THE_SAME_MEANING = {
    "POST: the body is an object of parameters": by_post(query=SOUND),
    "POST: what is not understood is ignored": by_post(query=SOUND, other=1, onward={"a": 1}),
    "POST: null is as good as nothing": by_post(
        query=SOUND, operationName=None, variables=None, extensions=None
    ),
    "POST: a name of an operation": by_post(query=BOTH, operationName="A"),
    "POST: variables": by_post(query=ECHO, variables={"a": True}),
    "POST: extensions": by_post(query=SOUND, extensions={"a": 1}),
    "GET: a document": by_get(query=SOUND),
    "GET: an empty text is as good as nothing": by_get(
        query=SOUND, operationName="", variables="", extensions=""
    ),
    "GET: a name of an operation": by_get(query=BOTH, operationName="A"),
    "GET: null is the name of an operation": by_get(
        query="query null { __typename } query B { __typename }", operationName="null"
    ),
    "GET: variables are JSON": by_get(query=ECHO, variables='{"a": true}'),
    "GET: extensions are JSON": by_get(query=SOUND, extensions='{"a": 1}'),
}
"""Request: what every one of these says is the same operation."""

WITHOUT_DATA = {
    "JSON that is none": (Sent(b"NONSENSE"), 400),
    "half of JSON": (Sent(b'{"query":'), 400),
    "a parameter that is misspelt": (by_post(qeury=SOUND), 400),
    "variables that are no map": (by_post(query=ECHO, variables=[7]), 400),
    "GET: variables that are no JSON": (by_get(query=ECHO, variables="{"), 400),
    "GET: variables that are no map": (by_get(query=ECHO, variables="[7]"), 400),
    "GET: no document": (by_get(variables="{}"), 400),
    "a document that does not parse": (by_post(query="{"), 400),
    "a document that is not valid": (by_post(query="{ nothing }"), 400),
    "a limit that is passed": (by_post(query="{ units(first: 101) { totalCount } }"), 400),
    "no operation of that name": (by_post(query=BOTH, operationName="C"), 400),
    "one of several operations": (by_post(query=BOTH), 400),
    "variables that do not fit": (by_post(query=ECHO, variables={"a": "x"}), 400),
    "a mutation by GET": (by_get(query="mutation { __typename }"), 405),
    "a content type that is not taken": (
        Sent({"query": SOUND}, headers={"content-type": "text/plain"}),
        415,
    ),
    "no content type": (Sent({"query": SOUND}, headers={"content-type": ""}), 415),
    "nobody": (Sent({"query": SOUND}, headers={"authorization": ""}), 401),
    "a body that is too large": (by_post(query=SOUND, variables={"a": "x" * 600_000}), 413),
    "a server that is too slow": (by_post(query="{ log { head { position } } }"), 503),
}
"""Status Codes: of each failure that leaves an answer without data."""
BEFORE_THE_OPERATION = {
    *("JSON that is none", "half of JSON", "a parameter that is misspelt"),
    *("variables that are no map", "GET: variables that are no JSON"),
    *("GET: variables that are no map", "GET: no document", "a content type that is not taken"),
    *("no content type", "nobody", "a body that is too large"),
}
"""What is no well-formed request at all: its status does not depend on the media type."""

ACCEPTED = {
    GRAPHQL: GRAPHQL,
    JSON: JSON,
    f"{GRAPHQL}; charset=utf-8": GRAPHQL,
    f"{GRAPHQL}, {JSON};q=0.9": GRAPHQL,
    f"{GRAPHQL};q=0.1, {JSON};q=0.2": JSON,
    f"{GRAPHQL};q=0.000, {JSON};q=0.001": JSON,
    f"{GRAPHQL};q=1.000, {JSON};q=0.999": GRAPHQL,
    f"{GRAPHQL};q=nan, {JSON};q=0.1": JSON,
    f"{GRAPHQL};q=2, {JSON};q=0.1": JSON,
    f"{GRAPHQL};Q=0.5, {JSON}; q=0.4": GRAPHQL,
    f"text/html, application/xhtml+xml, {GRAPHQL};q=0.1": GRAPHQL,
    f"{GRAPHQL}, application/graphql+json, {JSON}, text/event-stream, multipart/mixed": GRAPHQL,
    f"{JSON}, text/event-stream": JSON,
    f"text/event-stream;q=0.1, {JSON};q=0.2": JSON,
    "application/*": JSON,
    "application/*;q=0.1, */*;q=0.2": JSON,
    "*/*": JSON,
}
"""Body: the media type that is the most welcome."""


async def exchange(
    served: Served, client: aiohttp.ClientSession, sent: Sent, accept: str = GRAPHQL
) -> tuple[aiohttp.ClientResponse, bytes]:
    """The answer; an empty header is one that is not sent at all."""
    headers = served.headers(**{"content-type": JSON, "accept": accept} | sent.headers)
    url, data = f"{served.url}/graphql", None
    if isinstance(sent.body, str):
        url += f"?{sent.body}"
        del headers["content-type"]
    else:
        data = sent.body if isinstance(sent.body, bytes) else orjson.dumps(sent.body)
    headers = {name: text for name, text in headers.items() if text}
    skip = ("content-type", "accept")
    async with client.request(
        sent.method, url, data=data, headers=headers, skip_auto_headers=skip
    ) as response:
        return response, await response.read()


@pytest.mark.parametrize("accept", [GRAPHQL, JSON, ""])
@pytest.mark.parametrize("said", OF_THE_SAME_MEANING)
async def test_a_well_formed_request_is_answered(
    served: Served, client: aiohttp.ClientSession, said: str, accept: str
) -> None:
    response, body = await exchange(served, client, OF_THE_SAME_MEANING[said], accept)
    assert response.headers["content-type"] == f"{accept or JSON}; charset=utf-8"
    assert (response.status, orjson.loads(body)) == (200, ANSWER)


@pytest.mark.parametrize("accept", [GRAPHQL, JSON])
@pytest.mark.parametrize("wrong", WITHOUT_DATA)
async def test_a_failure_has_its_status_and_no_data(
    served: Served, client: aiohttp.ClientSession, wrong: str, accept: str
) -> None:
    sent, status = WITHOUT_DATA[wrong]
    if accept == JSON and wrong not in BEFORE_THE_OPERATION and status == 400:
        status = 200  # all that callers without GraphQL's own media type have ever been told
    response, body = await exchange(served, client, sent, accept)
    answer = orjson.loads(body)
    assert (response.status, "data" in answer) == (status, False)
    assert answer["errors"]
    assert response.headers["content-type"] == f"{accept}; charset=utf-8"
    if status == 405:
        assert response.headers["allow"] == "POST"


@pytest.mark.parametrize(("accept", "status"), [(GRAPHQL, 294), (JSON, 200)])
async def test_data_beside_errors_is_a_partial_success(
    served: Served, client: aiohttp.ClientSession, accept: str, status: int
) -> None:
    """Even where all of the data is null: it was executed."""
    for query in (FAULT, '{ node(id: "x") { id } }'):
        response, body = await exchange(served, client, by_post(query=query), accept)
        assert response.status == status
        assert set(orjson.loads(body)) == {"data", "errors"}


@pytest.mark.parametrize(("accept", "media"), ACCEPTED.items())
async def test_it_answers_in_what_is_the_most_welcome(
    served: Served, client: aiohttp.ClientSession, accept: str, media: str
) -> None:
    response, _ = await exchange(served, client, by_post(query=SOUND), accept)
    assert (response.status, response.content_type) == (200, media)


async def test_a_header_may_stand_on_several_lines(
    served: Served, client: aiohttp.ClientSession
) -> None:
    """RFC 9110, 5.3."""
    headers = [*served.headers().items(), ("accept", "text/html"), ("accept", GRAPHQL)]
    async with client.get(
        f"{served.url}/graphql", params={"query": SOUND}, headers=headers
    ) as response:
        assert (response.status, response.content_type) == (200, GRAPHQL)


@pytest.mark.parametrize(
    "accept", ["text/html", "image/*", f"{GRAPHQL};q=0", f"{GRAPHQL};q=0, {JSON};q=0.0", "text/*"]
)
async def test_where_nothing_is_acceptable_it_says_so(
    served: Served, client: aiohttp.ClientSession, accept: str
) -> None:
    response, _ = await exchange(served, client, by_post(query=SOUND), accept)
    assert response.status == 406


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
async def test_another_method_is_not_allowed(
    served: Served, client: aiohttp.ClientSession, method: str
) -> None:
    response, _ = await exchange(served, client, Sent({"query": SOUND}, method))
    assert response.status == 405
    assert {"GET", "POST"} <= set(response.headers["allow"].split(", "))


async def test_a_head_is_a_get_without_its_body(
    served: Served, client: aiohttp.ClientSession
) -> None:
    """RFC 9110, 9.3.2: safe, so that it acts no more than a GET does."""
    response, body = await exchange(served, client, Sent(f"query={quote(SOUND)}", "HEAD"))
    assert (response.status, body) == (200, b"")
    acting = Sent({"query": "mutation { __typename }"}, "HEAD")
    response, _ = await exchange(served, client, acting)
    assert response.status == 400


async def test_a_line_that_is_too_long_and_headers_that_are_too_large(
    served: Served, client: aiohttp.ClientSession
) -> None:
    response, _ = await exchange(served, client, by_get(query=SOUND + " " * 12_000))
    assert response.status == 414
    many = Sent({"query": SOUND}, headers={f"x-{i}": "x" * 7_000 for i in range(10)})
    response, _ = await exchange(served, client, many)
    assert response.status == 431
    response, _ = await exchange(served, client, by_post(query=SOUND))
    assert response.status == 200


async def test_what_is_sent_is_taken_for_utf_8(
    served: Served, client: aiohttp.ClientSession
) -> None:
    text = '{"query": "query($phường: String) { __typename }"}'.encode()
    _, body = await exchange(served, client, Sent(text))
    assert "U+01B0" in orjson.loads(body)["errors"][0]["message"]
