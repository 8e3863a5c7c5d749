"""`cascade serve` as a process of its own, with its PostgreSQL, to be killed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import orjson
import psutil

from cascade.database import Database
from cascade.database.joining import running_endpoint
from cascade.database.leftovers import settle

PROGRAM = "from api.cli.main import main; main()"
START_SECONDS = 60.0
POLL_SECONDS = 0.02


class Served:
    """A server over one data directory; started as often as it is killed."""

    def __init__(self, folder: Path, http: aiohttp.ClientSession) -> None:
        self.data_dir = folder / "data"
        self.address = ""
        self._lines = folder / "serve.log"
        self._http = http
        self._process: subprocess.Popen[bytes] | None = None

    async def start(self) -> None:
        """Ready when this returns, the read models at the head of the log."""
        self._process = self._spawn()
        await self._until(self._tells_address)
        await self.ready()

    async def ready(self) -> None:
        """Wait until requests are answered, and nothing is left to project."""
        async with asyncio.timeout(START_SECONDS):
            while not await self._is_ready():
                self._assert_alive()
                await asyncio.sleep(POLL_SECONDS)

    async def command(self, *arguments: str) -> str:
        """What another `cascade ...` beside the server prints."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            PROGRAM,
            *arguments,
            env=self._environment(),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        assert process.returncode == 0, output.decode()
        return output.decode()

    def kill(self) -> None:
        """SIGKILL; its PostgreSQL is left behind as an orphan."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def postmaster(self) -> psutil.Process:
        """The PostgreSQL that the server runs; raises ValueError between two."""
        assert self._process is not None
        children = psutil.Process(self._process.pid).children()
        (process,) = [c for c in children if _name(c) == "postgres"]
        return process

    async def kill_postgres(self) -> None:
        """SIGKILL for PostgreSQL; its backends go when they notice. Waits for its successor."""
        killed = self.postmaster()
        killed.kill()

        def succeeded() -> bool:
            with contextlib.suppress(ValueError, psutil.NoSuchProcess):
                return self.postmaster().pid != killed.pid
            return False

        await self._until(succeeded)

    def kill_backend(self, draw: random.Random) -> None:
        """SIGKILL for one of the server's sessions: PostgreSQL then ends all, and recovers."""
        backends = [b for b in self.postmaster().children() if "cascade_app" in _title(b)]
        draw.choice(backends).kill()

    @asynccontextmanager
    async def database(self) -> AsyncIterator[Database]:
        """The server's database, entered beside it."""
        endpoint = await running_endpoint(self.data_dir)
        assert endpoint is not None
        async with Database.at(endpoint) as database:
            yield database

    def end(self) -> None:
        """Leave no process behind, whatever has become of the test."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
        settle(self.data_dir / "postgres")

    def _spawn(self) -> subprocess.Popen[bytes]:
        arguments = [sys.executable, "-c", PROGRAM, "serve", "--port", "0"]
        with self._lines.open("wb") as output:
            return subprocess.Popen(
                arguments, env=self._environment(), stdout=output, stderr=output
            )

    def _environment(self) -> dict[str, str]:
        ours = {"CASCADE_DATA_DIR": str(self.data_dir), "CASCADE_LOG_FORMAT": "json"}
        return {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | ours

    def _tells_address(self) -> bool:
        for line in self._lines.read_bytes().splitlines():
            with contextlib.suppress(orjson.JSONDecodeError):
                told: dict[str, Any] = orjson.loads(line)
                if told.get("event") == "serving":
                    self.address = told["address"].removesuffix("/graphql")
                    return True
        return False

    async def _is_ready(self) -> bool:
        try:
            async with self._http.get(f"{self.address}/readyz") as response:
                assert response.status in {200, 503}, response.status
                return (await response.json())["lagEvents"] == 0 and response.status == 200
        except (aiohttp.ClientError, OSError):
            return False

    async def _until(self, condition: Callable[[], bool]) -> None:
        async with asyncio.timeout(START_SECONDS):
            while not condition():
                self._assert_alive()
                await asyncio.sleep(POLL_SECONDS)

    def _assert_alive(self) -> None:
        assert self._process is not None
        assert self._process.poll() is None, self._lines.read_text()[-4000:]


def _name(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.NoSuchProcess):
        return str(process.name())
    return ""


def _title(process: psutil.Process) -> str:
    with contextlib.suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        return " ".join(process.cmdline())
    return ""
