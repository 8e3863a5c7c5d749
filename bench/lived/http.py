"""Processes that serve, and a client that keeps its connections and measures nothing of its own."""

import asyncio
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final, Self

import psutil

READY_SECONDS: Final = 120.0
POLL_SECONDS: Final = 0.02
ENDING_SECONDS: Final = 30.0
CALLERS: Final = 8


class NotServed(Exception):
    """A server was not ready in time, or answered with something else than was asked for."""


@dataclass(frozen=True, slots=True)
class Process:
    """One that serves; ``ready_seconds`` is how long its start took."""

    process: asyncio.subprocess.Process
    port: int
    ready_seconds: float

    @property
    def memory_bytes(self) -> int:
        """Its own, without that of PostgreSQL."""
        return int(psutil.Process(self.process.pid).memory_info().rss)


@asynccontextmanager
async def serving(
    module: str, arguments: Callable[[int], list[str]], environment: Mapping[str, str], path: str
) -> AsyncIterator[Process]:
    """Run a module that serves at a port until this is left; it is ready when the path answers."""
    port = _free_port()
    started = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", module, *arguments(port)),
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.DEVNULL,
    )
    try:
        await _ready(process, port, path)
        yield Process(process, port, time.perf_counter() - started)
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
        await asyncio.wait_for(process.wait(), ENDING_SECONDS)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


async def _ready(process: asyncio.subprocess.Process, port: int, path: str) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline and process.returncode is None:
        try:
            async with Client(port) as client:
                if (await client.get(path))[0] == 200:
                    return
        except OSError:
            pass
        await asyncio.sleep(POLL_SECONDS)
    raise NotServed


class Client:
    """One connection that is kept: an async context manager."""

    def __init__(self, port: int, token: str | None = None) -> None:
        self._port: Final = port
        self._authorization: Final = f"Authorization: Bearer {token}\r\n" if token else ""

    async def __aenter__(self) -> Self:
        self._reader, self._writer = await asyncio.open_connection("127.0.0.1", self._port)
        return self

    async def __aexit__(self, *_: object) -> None:
        self._writer.close()

    async def get(self, path: str) -> tuple[int, bytes]:
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._common}\r\n".encode())

    async def post(self, path: str, body: bytes) -> tuple[int, bytes]:
        head = (
            f"POST {path} HTTP/1.1\r\n{self._common}Content-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        return await self._ask(head.encode() + body)

    @property
    def _common(self) -> str:
        return f"Host: localhost\r\n{self._authorization}"

    async def _ask(self, request: bytes) -> tuple[int, bytes]:
        self._writer.write(request)
        head = (await self._reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.partition("content-length:")[2].split("\r\n", 1)[0] or 0)
        return int(head.split(" ", 2)[1]), await self._reader.readexactly(length)


async def rate(
    port: int,
    token: str | None,
    requests: Sequence[tuple[str, bytes | None]],
    seconds: float,
) -> float:
    """Answers a second, asked for by a few callers at once; each must be one."""
    started = time.perf_counter()
    answered = 0

    async def call(caller: int) -> None:
        nonlocal answered
        at = caller
        async with Client(port, token) as client:
            while time.perf_counter() < started + seconds:
                path, body = requests[at % len(requests)]
                status, _ = await (client.get(path) if body is None else client.post(path, body))
                if status != 200:
                    raise NotServed
                at, answered = at + 1, answered + 1

    await asyncio.gather(*(call(caller) for caller in range(CALLERS)))
    return answered / (time.perf_counter() - started)
