"""The HTTP server, run by our own hands: its start is awaited, its end is ours to order."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Final

import uvicorn
from starlette.applications import Starlette

from api.cli.errors import CommandError
from api.http.connections import bounded

POLL_SECONDS: Final = 0.005
BACKLOG: Final = 2_048
HAND_OVER_SECONDS: Final = 0.0005
"""So soon what works beside the event loop hands the interpreter over to it. By Python's own
figure, ten times as long, a small request waits five milliseconds at each of its steps.
"""


class _Server(uvicorn.Server):
    """Leaves signals alone: who runs the server hears them, and puts away more than the server."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening_socket(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises CommandError where it cannot."""
    try:
        family, kind, number, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind, number)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(BACKLOG)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        raise CommandError(
            f"Cannot listen on {host} port {port}: {error.strerror}. "
            "CASCADE_HOST and CASCADE_PORT, or --host and --port, name another place."
        ) from error
    listening.setblocking(False)
    return listening


def address_of(listening: socket.socket) -> str:
    """The server's address as a URL."""
    host, port = listening.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


@asynccontextmanager
async def serving(
    app: Starlette, listening: socket.socket, *, body_bytes: int, shutdown_seconds: int
) -> AsyncIterator[asyncio.Task[None]]:
    """Serve from when this is entered until it is left; then requests under way are finished.

    Gives the server's task, which ends before its time only where the server fails.
    """
    config = uvicorn.Config(
        app,
        log_config=None,
        access_log=False,
        server_header=False,
        ws_max_size=body_bytes,
        timeout_graceful_shutdown=shutdown_seconds,
        **bounded(),
    )
    sys.setswitchinterval(HAND_OVER_SECONDS)
    server = _Server(config)
    task = asyncio.create_task(server.serve(sockets=[listening]))
    try:
        while not server.started and not task.done():
            await asyncio.sleep(POLL_SECONDS)
        yield task
    finally:
        # What never ends by itself would be waited for until the shutdown's own bound.
        app.state.streams.stop()
        server.should_exit = True
        await asyncio.gather(task, return_exceptions=True)
