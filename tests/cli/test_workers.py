"""Several processes on one port: each answers, one that dies is started again, all end together."""

import asyncio
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import aiohttp
import psutil
import pytest

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.skipif(sys.platform == "win32", reason="there one process serves alone"),
]

PROGRAM = "from api.cli.main import main; main(['serve', '--port', '0', '--workers', '2'])"
PATIENCE_SECONDS = 90.0
POLL_SECONDS = 0.05


class Server:
    """`cascade serve --workers 2`, and the processes that it is."""

    def __init__(self, folder: Path) -> None:
        self.lines = folder / "serve.log"
        environment = {
            **{name: text for name, text in os.environ.items() if name != "DATABASE_URL"},
            "CASCADE_DATA_DIR": str(folder / "data"),
            "CASCADE_LOG_FORMAT": "json",
        }
        with self.lines.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM],
                env=environment,
                stderr=log,
                stdout=subprocess.DEVNULL,
            )

    @property
    def address(self) -> str:
        told = self.lines.read_text().split('"address": "')
        return told[1].split("/graphql")[0] if len(told) > 1 else ""

    def workers(self) -> list[psutil.Process]:
        """All processes but the first."""
        children = psutil.Process(self.process.pid).children()
        return [each for each in children if "api.cli.worker" in _command(each)]

    async def until(self, holds: Callable[[], object]) -> None:
        async with asyncio.timeout(PATIENCE_SECONDS):
            while not holds():
                await asyncio.sleep(POLL_SECONDS)


def _command(process: psutil.Process) -> list[str]:
    with suppress(psutil.NoSuchProcess, psutil.ZombieProcess):
        return process.cmdline()
    return []


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with _running(tmp_path) as server:
        yield server


@contextmanager
def _running(folder: Path) -> Iterator[Server]:
    server = Server(folder)
    family = [psutil.Process(server.process.pid)]
    try:
        yield server
    finally:
        with suppress(psutil.NoSuchProcess):
            family += family[0].children(recursive=True)
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.resume()
                each.terminate()
        server.process.wait(30)
        psutil.wait_procs(family, timeout=30)


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    # A connection for each request: whoever is idle takes it.
    connector = aiohttp.TCPConnector(force_close=True)
    async with aiohttp.ClientSession(connector=connector) as session:
        yield session


async def _answers(http: aiohttp.ClientSession, server: Server) -> bool:
    limit = aiohttp.ClientTimeout(total=2)
    try:
        async with http.get(f"{server.address}/healthz", timeout=limit) as answer:
            return answer.status == 200
    except (TimeoutError, aiohttp.ClientError):
        return False


async def _answers_in_the_end(http: aiohttp.ClientSession, server: Server) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not await _answers(http, server):
            await asyncio.sleep(POLL_SECONDS)


async def test_another_process_answers_while_one_stands_still_or_has_died(
    server: Server, http: aiohttp.ClientSession
) -> None:
    await server.until(lambda: server.address)
    await server.until(server.workers)
    first = psutil.Process(server.process.pid)
    first.suspend()
    await _answers_in_the_end(http, server)
    first.resume()

    (worker,) = server.workers()
    worker.kill()
    assert await _answers(http, server)
    await server.until(lambda: [each for each in server.workers() if each.pid != worker.pid])
    first.suspend()
    await _answers_in_the_end(http, server)
    first.resume()

    server.process.send_signal(signal.SIGTERM)
    (again,) = server.workers()
    assert server.process.wait(PATIENCE_SECONDS) == 0
    assert not again.is_running()
    assert "worker_died" in server.lines.read_text()


async def test_none_outlives_a_server_that_is_killed(server: Server) -> None:
    await server.until(lambda: server.address)
    await server.until(server.workers)
    family = psutil.Process(server.process.pid).children(recursive=True)
    workers = server.workers()
    server.process.kill()
    server.process.wait()
    try:
        _, alive = psutil.wait_procs(workers, timeout=PATIENCE_SECONDS)
        assert alive == []
    finally:
        # Its PostgreSQL is left behind, as by every server that is killed.
        for each in family:
            with suppress(psutil.NoSuchProcess):
                each.terminate()
        psutil.wait_procs(family, timeout=30)
