"""A receiver on loopback that does as it is told, and notes what it was sent.

It speaks HTTP by hand, so that it can do what no library would: hang, break off, answer twice.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

TAKEN: Final = "204 No Content"
Answer = str | None | Callable[[asyncio.StreamWriter], Any]
"""A status line, with headers below it; null hangs."""


@dataclass(frozen=True)
class Request:
    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def events(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = orjson.loads(self.body)
        return found


@dataclass
class Receiver:
    """``script`` are its answers to come; without one it takes what it is sent."""

    address: str = ""
    requests: list[Request] = field(default_factory=list)
    script: deque[Answer] = field(default_factory=deque)
    otherwise: Answer = TAKEN
    looked_at: Answer = "405 Method Not Allowed"
    """What OPTIONS is answered."""

    def will(self, *answers: Answer) -> None:
        self.script.extend(answers)

    @property
    def events(self) -> list[dict[str, Any]]:
        """Of all messages, as often as they came."""
        return [event for request in self.requests for event in request.events]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            method, path, _ = head[0].split(" ")
            pairs = (line.split(":", 1) for line in head[1:] if line)
            headers = {name.lower(): value.strip() for name, value in pairs}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            answer = self.looked_at
            if method == "POST":
                self.requests.append(Request(method, path, headers, body))
                answer = await self.answer_to(self.requests[-1])
            await self._answer(answer, writer)
        except (asyncio.IncompleteReadError, asyncio.CancelledError, ConnectionError):
            pass  # whoever asked has gone, or the test is over
        finally:
            writer.close()

    async def answer_to(self, request: Request) -> Answer:
        return self.script.popleft() if self.script else self.otherwise

    async def _answer(self, answer: Answer, writer: asyncio.StreamWriter) -> None:
        if answer is None:
            await asyncio.sleep(3_600)
        elif isinstance(answer, str):
            writer.write(f"HTTP/1.1 {answer}\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
        else:
            answer(writer)
            await writer.drain()


def twice(writer: asyncio.StreamWriter) -> None:
    """Two answers to one request."""
    one = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    writer.write(one + one)


def broken(writer: asyncio.StreamWriter) -> None:
    """The connection, after half of an answer's head."""
    writer.write(b"HTTP/1.1 20")


def endless(writer: asyncio.StreamWriter) -> None:
    """A head, and much more than anybody would read."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 999999999\r\n\r\n" + b"x" * 65_536)


def redirecting(to: str) -> str:
    return f"307 Temporary Redirect\r\nLocation: {to}"


@asynccontextmanager
async def receiving(receiver: Receiver) -> AsyncIterator[Receiver]:
    """It listens."""
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    receiver.address = f"http://127.0.0.1:{port}/hooks?of=cascade"
    try:
        yield receiver
    finally:
        server.close()
