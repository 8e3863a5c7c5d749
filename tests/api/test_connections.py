"""How long a client may take, how many connections there may be, and clients that leave."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from typing import Final
from urllib.parse import urlsplit

import aiohttp
import pytest

from api.graphql.runtime.limits import OperationLimits
from api.http import connections, requests
from api.http.serving import SOCKETS_OF_ONE
from api.http.socket import PROTOCOL
from tests.api.serving import Served, serving

pytestmark = pytest.mark.anyio

SHORT_SECONDS: Final = 0.4
"""In place of the true bounds, which nobody wants to wait for."""
FAR_SECONDS: Final = 30.0
"""Within which a bound of less than a second is kept on any machine."""
FEW: Final = 6


@pytest.fixture(scope="module")
async def served() -> AsyncIterator[Served]:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(connections, "HEADERS_SECONDS", SHORT_SECONDS)
        patched.setattr(connections, "REQUEST_SECONDS", 4 * SHORT_SECONDS)
        patched.setattr(connections, "CONNECTIONS", FEW + SOCKETS_OF_ONE)
        patched.setattr(connections, "TOLD_SO", 2)
        patched.setattr(requests, "BODY_SECONDS", SHORT_SECONDS)
        async with serving(OperationLimits()) as running:
            yield running


class Line:
    """A connection that says what it is told to say."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader = reader
        self._writer = writer

    @classmethod
    async def to(cls, served: Served) -> "Line":
        place = urlsplit(served.url)
        return cls(*await asyncio.open_connection(place.hostname, place.port))

    def say(self, text: str) -> None:
        self._writer.write(text.encode("latin-1"))

    async def all_that_comes(self) -> bytes:
        """Until the other side closes."""
        async with asyncio.timeout(FAR_SECONDS):
            try:
                return await self._reader.read()
            except ConnectionResetError:
                return b""
            finally:
                self.hang_up()

    async def trickle(self, text: str) -> bytes:
        """Say it again and again, slowly, until the other side closes."""

        async def speak() -> None:
            while not self._writer.is_closing():
                self.say(text)
                await asyncio.sleep(SHORT_SECONDS / 8)

        speaking = asyncio.create_task(speak())
        try:
            return await self.all_that_comes()
        finally:
            speaking.cancel()

    def hang_up(self) -> None:
        self._writer.transport.abort()


def head(served: Served, *more: str, length: int = 100) -> str:
    lines = [
        "POST /graphql HTTP/1.1",
        "host: localhost",
        f"authorization: Bearer {served.token()}",
        "content-type: application/json",
        f"content-length: {length}",
        *more,
    ]
    return "\r\n".join(lines) + "\r\n\r\n"


async def test_who_says_nothing_is_not_waited_for(served: Served) -> None:
    line = await Line.to(served)
    assert await line.all_that_comes() == b""


@pytest.mark.parametrize(
    ("begin", "more"),
    [
        ("GET /healthz HTTP/1.1\r\n", "x: y\r\n"),
        ("", "\r\n"),
        ("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n", "\r\n"),
        ("GET /healthz HTTP/1.1\r\nhost: a\r\n\r\n", "G"),
    ],
    ids=["headers", "before a request", "between requests", "the next request"],
)
async def test_headers_that_trickle_in_are_not_waited_for(
    served: Served, begin: str, more: str
) -> None:
    line = await Line.to(served)
    line.say(begin)
    await line.trickle(more)


async def test_a_body_that_trickles_in_is_refused(served: Served) -> None:
    line = await Line.to(served)
    line.say(head(served, length=100_000))
    answer = await line.trickle(" ")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"TOO_SLOW" in answer


async def test_a_body_that_nobody_reads_is_not_waited_for(served: Served) -> None:
    line = await Line.to(served)
    line.say("GET /healthz HTTP/1.1\r\nhost: a\r\ncontent-length: 100000\r\n\r\n")
    assert (await line.trickle(" ")).startswith(b"HTTP/1.1 200 ")


async def test_connections_are_bounded(served: Served) -> None:
    lines = [await Line.to(served) for _ in range(FEW + SOCKETS_OF_ONE + 20)]
    for line in lines:
        line.say("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    answers = [(await line.all_that_comes())[:12] for line in lines]
    assert set(answers) <= {b"HTTP/1.1 200", b"HTTP/1.1 503", b""}
    line = await Line.to(served)
    line.say("GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")
    assert b"200 OK" in await line.all_that_comes()


async def test_idle_connections_are_bounded(served: Served) -> None:
    """The last of them is closed at once, not when its time is up."""
    idle = [await Line.to(served) for _ in range(FEW + SOCKETS_OF_ONE + 2)]
    one_more = await Line.to(served)
    first = asyncio.create_task(idle[0].all_that_comes())
    assert await one_more.all_that_comes() == b""
    assert not first.done()
    for line in idle[1:]:
        line.hang_up()
    await first


async def test_sockets_of_one_subject_are_bounded(served: Served) -> None:
    async with aiohttp.ClientSession() as client, AsyncExitStack() as opened:

        async def initialised(subject: str) -> aiohttp.ClientWebSocketResponse:
            socket = await opened.enter_async_context(
                client.ws_connect(f"{served.url}/graphql", protocols=[PROTOCOL])
            )
            payload = {"authorization": f"Bearer {served.token(subject)}"}
            await socket.send_json({"type": "connection_init", "payload": payload})
            return socket

        sockets = [await initialised("an") for _ in range(SOCKETS_OF_ONE)]
        for socket in sockets:
            assert (await socket.receive_json())["type"] == "connection_ack"
        refused = await initialised("an")
        assert (await refused.receive()).type is aiohttp.WSMsgType.CLOSE
        assert refused.close_code == 4429
        assert (await (await initialised("binh")).receive_json())["type"] == "connection_ack"
        await sockets[0].close()
        async with asyncio.timeout(FAR_SECONDS):
            again = await (await initialised("an")).receive()
            while again.type is not aiohttp.WSMsgType.TEXT:  # it has not heard the farewell yet
                again = await (await initialised("an")).receive()


@pytest.mark.parametrize("path", ["/graphql", "/blobs?name=a"])
async def test_of_two_authorization_headers_none_is_taken(served: Served, path: str) -> None:
    line = await Line.to(served)
    method = "POST" if path == "/graphql" else "PUT"
    twice = f"authorization: Bearer {served.token('binh')}"
    text = head(served, twice, "connection: close", length=2) + "{}"
    line.say(text.replace("POST /graphql", f"{method} {path}"))
    answer = await line.all_that_comes()
    assert answer.startswith(b"HTTP/1.1 401 ")
    assert b"UNAUTHENTICATED" in answer
    assert b"one Authorization header" in answer


async def test_a_client_that_leaves_in_mid_body_is_no_fault(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        for method, path in (("POST", "/graphql"), ("PUT", "/blobs?name=a")):
            line = await Line.to(served)
            text = head(served).replace("POST /graphql", f"{method} {path}")
            line.say(text + '{"query": "')
            await line._writer.drain()
            line.hang_up()
        async with aiohttp.ClientSession() as client:
            for _ in range(20):
                async with client.get(f"{served.url}/healthz") as response:
                    assert response.status == 200
    assert caplog.records == []
