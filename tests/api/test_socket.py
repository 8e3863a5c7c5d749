"""GraphQL over WebSocket: one protocol, the same tokens, the same limits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from api.graphql.runtime.limits import OperationLimits
from tests.api.serving import Served

PROTOCOL = "graphql-transport-ws"


@asynccontextmanager
async def connected(
    served: Served, client: aiohttp.ClientSession, *protocols: str
) -> AsyncIterator[aiohttp.ClientWebSocketResponse]:
    async with client.ws_connect(f"{served.url}/graphql", protocols=protocols) as socket:
        yield socket


async def initialised(served: Served, socket: aiohttp.ClientWebSocketResponse) -> None:
    payload = {"authorization": f"Bearer {served.token()}"}
    await socket.send_json({"type": "connection_init", "payload": payload})
    assert await socket.receive_json() == {"type": "connection_ack"}


async def closing(socket: aiohttp.ClientWebSocketResponse) -> int | None:
    message = await socket.receive()
    assert message.type is aiohttp.WSMsgType.CLOSE
    return socket.close_code


def subscribe(query: str, key: str = "1") -> dict[str, Any]:
    return {"type": "subscribe", "id": key, "payload": {"query": query}}


@pytest.mark.parametrize("protocols", [(), ("graphql-ws",)])
async def test_no_other_protocol_is_spoken(
    served: Served, client: aiohttp.ClientSession, protocols: tuple[str, ...]
) -> None:
    async with connected(served, client, *protocols) as socket:
        assert await closing(socket) == 4406


@pytest.mark.parametrize("payload", [None, {}, {"authorization": "Bearer a.b.c"}, {"token": 1}])
async def test_nobody_is_anonymous(
    served: Served, client: aiohttp.ClientSession, payload: object
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await socket.send_json({"type": "connection_init", "payload": payload})
        assert await closing(socket) == 4403


async def test_nothing_is_asked_before_the_token(
    served: Served, client: aiohttp.ClientSession
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await socket.send_json(subscribe("{ __typename }"))
        assert await closing(socket) == 4401


async def test_a_query_is_answered(served: Served, client: aiohttp.ClientSession) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_json({"type": "ping"})
        assert await socket.receive_json() == {"type": "pong"}
        await socket.send_json(subscribe("{ __typename }"))
        expected = {"data": {"__typename": "Query"}}
        assert await socket.receive_json() == {"id": "1", "type": "next", "payload": expected}
        assert await socket.receive_json() == {"id": "1", "type": "complete"}


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("{ units(first: 101) { totalCount } }", "LIMIT_EXCEEDED"),
        ("", "BAD_REQUEST"),
    ],
)
async def test_what_is_refused_is_an_error_message(
    served: Served, client: aiohttp.ClientSession, query: str, code: str
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_json(subscribe(query))
        message = await socket.receive_json()
        assert (message["type"], message["id"]) == ("error", "1")
        assert message["payload"][0]["extensions"]["code"] == code


async def test_a_connection_outlives_no_token(
    served: Served, client: aiohttp.ClientSession
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        served.clock.step(timedelta(hours=2))
        await socket.send_json(subscribe("{ __typename }"))
        assert await closing(socket) == 4403


@pytest.mark.parametrize(
    ("message", "code"),
    [
        ("no json", 4400),
        ("[]", 4400),
        ('{"type": "start"}', 4400),
        ('{"type": "subscribe"}', 4400),
        ('{"type": "connection_init"}', 4429),
        ('{"type": "ping", "payload": {"a": "' + "x" * OperationLimits().body_bytes + '"}}', 1009),
    ],
    ids=lambda value: str(value)[:30],
)
async def test_a_message_out_of_the_protocol_closes(
    served: Served, client: aiohttp.ClientSession, message: str, code: int
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_str(message)
        assert await closing(socket) == code


async def test_an_id_is_used_once_and_its_work_can_be_ended(
    served: Served, client: aiohttp.ClientSession
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_json(subscribe("{ log { head { position } } }"))
        await socket.send_json({"type": "complete", "id": "1"})
        await socket.send_json(subscribe("{ log { head { position } } }"))
        await socket.send_json(subscribe("{ __typename }"))
        assert await closing(socket) == 4409


@pytest.mark.parametrize("key", ["😀" * 20, "đ" * 61 + "😀", "x" * 4_000, '"\\'])
async def test_an_id_of_any_text_is_used_once(
    served: Served, client: aiohttp.ClientSession, key: str
) -> None:
    async with connected(served, client, PROTOCOL) as socket:
        await initialised(served, socket)
        await socket.send_json(subscribe("{ log { head { position } } }", key))
        await socket.send_json(subscribe("{ log { head { position } } }", key))
        assert await closing(socket) == 4409
