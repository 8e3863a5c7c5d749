"""How long a connection may take to say what it wants, and how many there may be.

uvicorn bounds the pause between two requests, and renews it at every byte: who sends a byte now and
then keeps a connection for ever. Middleware runs only once all headers are there.
"""

import asyncio
from typing import Any, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

CONNECTIONS: Final = 800
"""Of HTTP and WebSocket together; a process may usually have 1,024 files open, and the database's
connections and the log's files are among them."""
TOLD_SO: Final = 50
"""More than these are answered 503; beyond, a connection is closed unanswered."""
HEADERS_SECONDS: Final = 10.0
"""From the connection, or from the first byte of a later request, until its headers are there."""
REQUEST_SECONDS: Final = 150.0
"""Until its body is there, too: longer than any endpoint waits for one that it reads."""
KEEP_ALIVE_SECONDS: Final = 30
URL_BYTES: Final = 32 * 1024
HEAD_BYTES: Final = 64 * 1024
"""Of a request's headers together: a token has 8 KB at the most, and a long document is sent by
POST. The parser by itself collects without an end."""
TOO_LARGE: Final = {414: b"URI Too Long", 431: b"Request Header Fields Too Large"}


class HeadTooLarge(Exception):
    """The line or the headers of a request; raised through the parser."""


class BoundedProtocol(HttpToolsProtocol):
    """uvicorn's HTTP, closed where a request takes too long to arrive."""

    _deadline: asyncio.TimerHandle | None = None
    _refused_with: int | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        if len(self.connections) > CONNECTIONS + TOLD_SO:
            transport.abort()
        else:
            self._arrive_within(HEADERS_SECONDS)

    def connection_lost(self, exc: Exception | None) -> None:
        self._arrived()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        current: RequestResponseCycle | None = self.cycle  # none before the first request
        waiting = current is None or current.response_complete
        if waiting and self._deadline is None:
            self._arrive_within(HEADERS_SECONDS)
        super().data_received(data)

    def on_url(self, url: bytes) -> None:
        super().on_url(url)
        if len(self.url) > URL_BYTES:
            self._refuse(414)

    def on_header(self, name: bytes, value: bytes) -> None:
        super().on_header(name, value)
        if sum(len(each) + len(text) for each, text in self.headers) > HEAD_BYTES:
            self._refuse(431)

    def _refuse(self, status: int) -> None:
        self._refused_with = status
        raise HeadTooLarge

    def send_400_response(self, msg: str) -> None:
        """Of what the parser gave up."""
        if self._refused_with is None:
            super().send_400_response(msg)
            return
        line = b"HTTP/1.1 %d %s\r\n" % (self._refused_with, TOO_LARGE[self._refused_with])
        self.transport.write(line + b"connection: close\r\ncontent-length: 0\r\n\r\n")
        self.transport.close()

    def on_headers_complete(self) -> None:
        self._arrive_within(REQUEST_SECONDS)
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._arrived()
        super().on_message_complete()

    def handle_websocket_upgrade(self) -> None:
        self._arrived()
        super().handle_websocket_upgrade()

    def _arrive_within(self, seconds: float) -> None:
        self._arrived()
        self._deadline = self.loop.call_later(seconds, self.transport.abort)

    def _arrived(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None


def bounded() -> dict[str, Any]:
    """What ``uvicorn.Config`` is to be told of all this."""
    return {
        "http": BoundedProtocol,
        "limit_concurrency": CONNECTIONS,
        "timeout_keep_alive": KEEP_ALIVE_SECONDS,
    }
