"""GraphQL over WebSocket: the protocol graphql-transport-ws, and no other.

    ConnectionInit {authorization} -> ConnectionAck
    Subscribe {id} -> Next {id} ... -> Complete {id}     or     -> Error {id}

The bearer token comes in the payload of ConnectionInit, for browsers cannot set headers here. It is
verified again for every operation: a connection outlives no token.
"""

import asyncio
from contextlib import aclosing, suppress
from typing import Any, Final
from uuid import UUID, uuid4

import orjson
from graphql import OperationType
from starlette.websockets import WebSocket, WebSocketDisconnect

from api.graphql.runtime.executing import Answer, Prepared, RequestRefused
from api.graphql.runtime.faults import formatted
from api.http.auth import Unauthenticated, bearer
from api.http.requests import operation_of
from api.http.serving import Service
from api.http.streams import SEND_SECONDS, follow

PROTOCOL: Final = "graphql-transport-ws"
INIT_SECONDS: Final = 10.0
OPERATIONS: Final = 20
"""Operations under way on one connection; a front end's page has a handful."""

BAD_MESSAGE: Final = 4400
UNAUTHORIZED: Final = 4401
FORBIDDEN: Final = 4403
NO_PROTOCOL: Final = 4406
NO_INIT: Final = 4408
SUBSCRIBER_EXISTS: Final = 4409
TOO_MANY: Final = 4429
TOO_LARGE: Final = 1009
GOING_AWAY: Final = 1001


GONE: Final = (WebSocketDisconnect, RuntimeError)
"""What sending ends in once either side has closed: nobody is left to answer."""
REASON_BYTES: Final = 123
"""RFC 6455, 5.5: a control frame has 125, of which the code takes two."""


class Closing(Exception):
    """The connection is to be closed, with a code of the protocol and its reason."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Socket:
    """One connection, from its handshake to its close."""

    def __init__(self, service: Service, websocket: WebSocket) -> None:
        self._service = service
        self._websocket = websocket
        self._token: str | None = None
        self._subject: str | None = None
        self._running: dict[str, asyncio.Task[None]] = {}

    async def serve(self) -> None:
        """Until either side closes; operations under way are then cancelled."""
        if PROTOCOL not in self._websocket.scope.get("subprotocols", []):
            await self._websocket.accept()
            await self._websocket.close(NO_PROTOCOL, "Subprotocol not acceptable")
            return
        await self._websocket.accept(subprotocol=PROTOCOL)
        self._service.metrics.sockets.inc()
        try:
            await self._init()
            while True:
                await self._take(await self._receive())
        except Closing as closing:
            with suppress(*GONE):
                await self._websocket.close(closing.code, closing.reason)
        except GONE:
            pass
        finally:
            self._service.metrics.sockets.dec()
            if self._subject is not None:
                self._service.sockets.give_back(self._subject)
            tasks = list(self._running.values())
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _init(self) -> None:
        try:
            async with asyncio.timeout(INIT_SECONDS):
                message = await self._receive()
                while message["type"] in ("ping", "pong"):
                    await self._take(message)
                    message = await self._receive()
        except TimeoutError as error:
            raise Closing(NO_INIT, "Connection initialisation timeout") from error
        if message["type"] != "connection_init":
            raise Closing(UNAUTHORIZED, "Unauthorized")
        payload = message.get("payload") or {}
        sent = [payload[name] for name in ("authorization", "Authorization") if name in payload]
        try:
            token = bearer([each if isinstance(each, str) else "" for each in sent])
            subject = self._service.verifier.verify(token).subject
        except Unauthenticated as error:
            self._service.metrics.unauthenticated.inc()
            raise Closing(FORBIDDEN, "Forbidden") from error
        self._token = token
        if not self._service.sockets.take(subject):
            raise Closing(TOO_MANY, "Too many connections of one subject")
        self._subject = subject
        await self._send({"type": "connection_ack"})

    async def _take(self, message: dict[str, Any]) -> None:
        kind = message["type"]
        if kind == "ping":
            await self._send({"type": "pong"})
        elif kind == "subscribe":
            self._subscribe(message)
        elif kind == "complete":
            task = self._running.pop(str(message.get("id")), None)
            if task is not None:
                task.cancel()
        elif kind == "connection_init":
            raise Closing(TOO_MANY, "Too many initialisation requests")
        elif kind != "pong":
            raise Closing(BAD_MESSAGE, "Unknown message type")

    def _subscribe(self, message: dict[str, Any]) -> None:
        key, payload = message.get("id"), message.get("payload")
        if not isinstance(key, str) or not key or not isinstance(payload, dict):
            raise Closing(BAD_MESSAGE, "A subscribe message needs an id and a payload")
        if key in self._running:
            raise Closing(SUBSCRIBER_EXISTS, f"Subscriber for {_short(key)} already exists")
        if len(self._running) >= OPERATIONS:
            raise Closing(TOO_MANY, "Too many operations under way")
        self._running[key] = asyncio.create_task(self._run(key, payload))

    async def _run(self, key: str, payload: dict[str, Any]) -> None:
        correlation_id = uuid4()
        try:
            principal = self._service.verifier.verify(self._token or "")
            operation = operation_of(payload, self._service.documents)
            prepared = await self._service.engine.prepared(operation)
            if prepared.kind is OperationType.SUBSCRIPTION:
                await self._follow(key, prepared, correlation_id)
                return
            answer = await self._service.answer(operation, principal, correlation_id)
            await self._tell(key, answer)
            if answer.ran:
                await self._send({"id": key, "type": "complete"})
        except RequestRefused as refusing:
            errors = formatted(refusing.errors, correlation_id)
            await self._send({"id": key, "type": "error", "payload": errors})
        except Unauthenticated:
            with suppress(*GONE):
                await self._websocket.close(FORBIDDEN, "Forbidden")
        except TimeoutError:
            with suppress(*GONE):
                await self._websocket.close(GOING_AWAY, "Nothing is being read")
        except GONE:
            pass
        finally:
            if self._running.get(key) is asyncio.current_task():
                del self._running[key]

    async def _follow(self, key: str, prepared: Prepared, correlation_id: UUID) -> None:
        """Until it is refused or the server ends, whose own close tells that. What tells where to
        go on, as nothing has come for a while, is the payload of a ping.
        """
        told = follow(self._service, prepared, self._token or "", correlation_id, None)
        async with aclosing(told):
            async for each in told:
                if isinstance(each, Answer):
                    await self._tell(key, each)
                else:
                    where = {"id": key, "cursor": each.cursor, "through": each.through}
                    await self._send({"type": "ping", "payload": where})

    async def _tell(self, key: str, answer: Answer) -> None:
        """An answer, or why there is none, which is the last that is said of the operation."""
        if answer.ran:
            await self._send({"id": key, "type": "next", "payload": answer.body})
        else:
            await self._send({"id": key, "type": "error", "payload": answer.body["errors"]})

    async def _receive(self) -> dict[str, Any]:
        received = await self._websocket.receive()
        if received["type"] == "websocket.disconnect":
            raise WebSocketDisconnect(received.get("code") or 1000)
        text = received.get("text")
        if text is None:
            raise Closing(BAD_MESSAGE, "Messages are text")
        if len(text.encode()) > self._service.engine.limits.body_bytes:
            raise Closing(TOO_LARGE, "Message too large")
        try:
            message = orjson.loads(text)
        except orjson.JSONDecodeError as error:
            raise Closing(BAD_MESSAGE, "Invalid message received") from error
        if not isinstance(message, dict) or not isinstance(message.get("type"), str):
            raise Closing(BAD_MESSAGE, "Invalid message received")
        if not isinstance(message.get("payload") or {}, dict):
            raise Closing(BAD_MESSAGE, "Invalid message received")
        return message

    async def _send(self, message: dict[str, Any]) -> None:
        # A text frame: the protocol's clients do not read binary ones. Who does not read at all is
        # given up, for a connection that is full takes no close either.
        async with asyncio.timeout(SEND_SECONDS):
            await self._websocket.send_text(orjson.dumps(message).decode())


def _short(key: str) -> str:
    """What of an id finds room in a close reason, without cutting a character in two."""
    return key.encode()[: REASON_BYTES // 2].decode(errors="ignore")
