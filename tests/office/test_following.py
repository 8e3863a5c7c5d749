"""The feed as it happens: over WebSocket and as server-sent events, the same changes on both."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import aiohttp
import orjson
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

from api.app import wired_app
from api.http import events, streams
from api.http import serving as served
from api.http import socket as socket_of_the_api
from api.http.auth import OwnTokens, issue_token
from api.services import Services
from tests.office.office import Office
from tests.office.serving import listening
from tests.office.test_feed import READER, all_changes

pytestmark = pytest.mark.anyio

KEY = Ed25519PrivateKey.generate()
SECONDS = 20.0
"""Longer than anything takes here."""


@pytest.fixture
def app(services: Services) -> Starlette:
    return wired_app(services, OwnTokens(KEY.public_key(), services.clock))


@pytest.fixture
async def url(app: Starlette) -> AsyncIterator[str]:
    async with listening(app) as url:
        yield url
        app.state.streams.stop()


class Told:
    """What a subscription was told: payloads, and the cursors beside them."""

    def __init__(self) -> None:
        self.payloads: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self.cursors: asyncio.Queue[str] = asyncio.Queue()

    async def next(self) -> Any:
        async with asyncio.timeout(SECONDS):
            return await self.payloads.get()

    async def change(self) -> dict[str, Any]:
        payload = await self.next()
        assert payload is not None
        assert "errors" not in payload, payload
        change: dict[str, Any] = payload["data"]["obligationChanged"]
        return change


@asynccontextmanager
async def following(
    transport: str, url: str, office: Office, by: str = READER, last: str | None = None, **more: Any
) -> AsyncIterator[Told]:
    """``more`` are the variables of the promised subscription."""
    told = Told()
    follow = over_socket if transport == "socket" else as_events
    async with aiohttp.ClientSession() as session:
        task = asyncio.create_task(follow(session, url, office, by, last, more, told))
        try:
            yield told
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)


def token(office: Office, by: str, hours: int = 24 * 30) -> str:
    return f"Bearer {issue_token(KEY, by, timedelta(hours=hours), office.clock)}"


def sent(office: Office, variables: dict[str, Any]) -> dict[str, Any]:
    name = "Changed"
    return {"query": office.operations[name], "operationName": name, "variables": variables}


async def over_socket(
    session: aiohttp.ClientSession,
    url: str,
    office: Office,
    by: str,
    last: str | None,
    variables: dict[str, Any],
    told: Told,
) -> None:
    async with session.ws_connect(f"{url}/graphql", protocols=["graphql-transport-ws"]) as socket:
        payload = {"authorization": token(office, by)}
        await socket.send_json({"type": "connection_init", "payload": payload})
        assert await socket.receive_json() == {"type": "connection_ack"}
        subscribe = {"type": "subscribe", "id": "1", "payload": sent(office, variables)}
        await socket.send_json(subscribe)
        async for message in socket:
            data = message.json()
            if data["type"] == "next":
                told.payloads.put_nowait(data["payload"])
            elif data["type"] == "error":
                told.payloads.put_nowait({"errors": data["payload"]})
            elif data["type"] == "ping":
                told.cursors.put_nowait(data["payload"]["cursor"])
        assert socket.close_code == 1012, "the server says that it restarts"
    told.payloads.put_nowait(None)


async def as_events(
    session: aiohttp.ClientSession,
    url: str,
    office: Office,
    by: str,
    last: str | None,
    variables: dict[str, Any],
    told: Told,
) -> None:
    headers = {"authorization": token(office, by), "accept": "text/event-stream"}
    if last is not None:
        headers["last-event-id"] = last
    async with session.post(
        f"{url}/graphql", json=sent(office, variables), headers=headers
    ) as response:
        assert response.status == 200
        assert response.content_type == "text/event-stream"
        text = ""
        async for line in response.content:
            text += line.decode()
            while "\n\n" in text:
                event, _, text = text.partition("\n\n")
                parts = dict(part.partition(": ")[::2] for part in event.split("\n"))
                if "id" in parts:
                    told.cursors.put_nowait(parts["id"])
                if parts.get("event") == "next":
                    told.payloads.put_nowait(orjson.loads(parts["data"]))
                if "retry" in parts:
                    told.payloads.put_nowait(None)


@pytest.fixture(params=["socket", "events"])
def transport(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


async def test_what_happened_is_told_and_then_what_happens(
    transport: str, url: str, told: Office
) -> None:
    asked, _ = await all_changes(told, READER)
    start: dict[str, Any] = {"from": {"position": 0}}
    async with following(transport, url, told, **start) as stream:
        before = [await stream.change() for _ in asked]
        assert [each["cursor"] for each in before] == [each["cursor"] for each in asked]
        owed = before[-1]["obligationId"]
        inbox = await told.inbox("B11", "officer-B11")
        owed = inbox["411-CV/ĐU 1"]["id"]
        await told.done("Acknowledge", "officer-B11", obligations=[owed])
        change = await stream.change()
        assert (change["kind"], change["obligationId"]) == ("CHANGED", owed)
        assert change["obligation"]["status"] == "ACKNOWLEDGED"
    start = {"from": {"cursor": before[3]["cursor"]}}
    async with following(transport, url, told, **start) as again:
        assert await again.change() == before[4]


async def test_without_a_start_it_begins_now(transport: str, url: str, told: Office) -> None:
    async with following(transport, url, told) as stream:
        await asyncio.sleep(1)
        assert stream.payloads.empty()
        told.clock.step(timedelta(days=9))
        assert (await stream.change())["kind"] == "BECAME_OVERDUE"


async def test_a_revoked_grant_ends_it_within_a_second(
    transport: str, url: str, told: Office
) -> None:
    async with following(transport, url, told) as stream:
        await asyncio.sleep(0.5)
        revoke = {"subject": READER, "unit": told.units["T1"], "role": "READER"}
        await told.done("RevokeRole", "an", **revoke)
        async with asyncio.timeout(1):
            refused = await stream.next()
        assert refused["errors"][0]["extensions"]["code"] == "GRANTS_CHANGED"


async def test_what_is_wrong_with_its_start_is_told(transport: str, url: str, told: Office) -> None:
    start: dict[str, Any] = {"from": {"position": 10**6}}
    async with following(transport, url, told, **start) as stream:
        refused = await stream.next()
        assert refused["errors"][0]["extensions"]["code"] == "POSITION_NOT_REACHED"


async def test_where_nothing_happens_a_watermark_tells_where_to_go_on(
    transport: str, url: str, told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "KEEP_ALIVE_SECONDS", 1.0)
    _, end = await all_changes(told, READER)
    async with following(transport, url, told) as stream, asyncio.timeout(SECONDS):
        assert await stream.cursors.get() == end


async def test_a_server_that_ends_tells_to_come_back(
    transport: str, app: Starlette, told: Office
) -> None:
    async with listening(app) as url, following(transport, url, told) as stream:
        await asyncio.sleep(0.5)
        app.state.streams.stop()
        # A socket is told by the code of its close, which is looked at where it is received.
        if transport == "events":
            assert await stream.next() is None


async def test_a_subject_follows_so_much_at_once_and_no_more(
    transport: str, url: str, told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "STREAMS_OF_ONE", 1)
    start: dict[str, Any] = {"from": {"position": 0}}
    async with following(transport, url, told, **start) as first:
        await first.change()
        async with following(transport, url, told, **start) as second:
            refused = await second.next()
            assert refused["errors"][0]["extensions"]["code"] == "TOO_MANY_STREAMS"
    async with following(transport, url, told, **start) as third:
        await third.change()


async def test_a_process_is_followed_by_so_many_and_no_more(
    transport: str, url: str, told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(served, "STREAMS", 1)
    start: dict[str, Any] = {"from": {"position": 0}}
    async with following(transport, url, told, **start) as first:
        await first.change()
        async with following(transport, url, told, by="issuer-W1", **start) as second:
            refused = await second.next()
            assert refused["errors"][0]["extensions"]["code"] == "TOO_MANY_STREAMS"
    async with following(transport, url, told, by="issuer-W1", **start) as third:
        await third.change()


async def test_a_reader_that_takes_nothing_is_closed(
    transport: str, app: Starlette, told: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By its time, which is a minute; and what it was given is somebody else's again."""
    for module in (events, socket_of_the_api):
        monkeypatch.setattr(module, "SEND_SECONDS", 0.5)
    await issue_what_fills_a_connection(told)
    async with listening(app, send_buffer=SMALL_BYTES) as url, asleep(transport, url, told):
        await eventually(lambda: bool(app.state.streams._open))
        await eventually(lambda: not app.state.streams._open)


SMALL_BYTES = 4_096


async def issue_what_fills_a_connection(office: Office) -> None:
    """More than the system and the server keep for a reader."""
    await office.issue(
        "issuer-W1",
        "W1",
        "412-CV/ĐU",
        subject="Về việc dài",
        audience={"groups": [{"under": office.units["W1"], "levels": ["branch"]}]},
        tasks=[{"key": f"t{n}", "text": "Dài. " * 3_900} for n in range(20)],
    )


@asynccontextmanager
async def asleep(transport: str, url: str, office: Office) -> AsyncIterator[None]:
    """Somebody who subscribes to everything and then reads nothing."""
    address, bearer = urlsplit(url), token(office, READER)
    payload = {"query": EVERYTHING}
    with socket.socket() as connection:
        connection.setblocking(False)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BYTES)
        loop = asyncio.get_running_loop()
        await loop.sock_connect(connection, (address.hostname, address.port))
        if transport == "events":
            body = orjson.dumps(payload)
            head = f"{AS_EVENTS}authorization: {bearer}\r\ncontent-length: {len(body)}\r\n\r\n"
            await loop.sock_sendall(connection, head.encode() + body)
        else:
            await loop.sock_sendall(connection, UPGRADE.encode())
            assert b" 101 " in await loop.sock_recv(connection, SMALL_BYTES)
            begin = {"type": "connection_init", "payload": {"authorization": bearer}}
            subscribe = {"type": "subscribe", "id": "1", "payload": payload}
            await loop.sock_sendall(connection, frame(begin) + frame(subscribe))
        yield


EVERYTHING = """subscription {
  obligationChanged(from: {position: 0}) { obligation { unit { name } task { key text } } } }"""
AS_EVENTS = (
    "POST /graphql HTTP/1.1\r\nhost: here\r\naccept: text/event-stream\r\n"
    "content-type: application/json\r\n"
)
UPGRADE = (
    "GET /graphql HTTP/1.1\r\nhost: here\r\nupgrade: websocket\r\nconnection: upgrade\r\n"
    "sec-websocket-version: 13\r\nsec-websocket-key: AAAAAAAAAAAAAAAAAAAAAA==\r\n"
    "sec-websocket-protocol: graphql-transport-ws\r\n\r\n"
)


def frame(message: dict[str, Any]) -> bytes:
    """RFC 6455, 5.2: a text frame of 126 bytes or more, masked by zeros, as a client sends it."""
    text = orjson.dumps(message)
    return b"\x81" + bytes([0x80 | 126]) + len(text).to_bytes(2) + bytes(4) + text


async def eventually(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS):
        while not holds():
            await asyncio.sleep(0.05)


async def test_who_comes_back_as_browsers_do_misses_nothing(url: str, told: Office) -> None:
    start: dict[str, Any] = {"from": {"position": 0}}
    async with following("events", url, told, **start) as stream:
        changes = [await stream.change() for _ in range(3)]
        cursor = stream.cursors.get_nowait()
    assert cursor == changes[0]["cursor"]
    async with following("events", url, told, last=cursor, **start) as again:
        assert await again.change() == changes[1]


async def test_a_subscription_is_no_single_answer(url: str, told: Office) -> None:
    headers = {"authorization": token(told, READER), "accept": "application/json"}
    async with (
        aiohttp.ClientSession() as session,
        session.post(f"{url}/graphql", json=sent(told, {}), headers=headers) as response,
    ):
        answer = await response.json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_ACCEPTABLE"
