"""Connections that are lost while a batch is on its way."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest

from cascade.database import Endpoint, Endpoints
from cascade.log import AppendInDoubt, LogUnavailable
from cascade.log.merkle import Frontier
from tests.log.conftest import OpenLog
from tests.log.samples import command


class CuttingProxy:
    """Stands between the log and its server, and cuts the line where it hurts.

    After ``arm``, the answer to the next request that has ``mark`` in it is swallowed and the line
    cut: the server has committed, the log does not know.
    """

    def __init__(self, socket_path: str) -> None:
        self._server_path = socket_path
        self._mark: bytes | None = None
        self.cuts = 0
        self.is_away = False
        self._lines: list[asyncio.StreamWriter] = []

    def arm(self, mark: bytes) -> None:
        self._mark = mark

    def cut_all(self) -> None:
        for line in self._lines:
            line.transport.abort()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.is_away:
            writer.close()
            return
        self._lines.append(writer)
        from_server, to_server = await asyncio.open_unix_connection(self._server_path)
        cut = asyncio.Event()
        pumps = [
            asyncio.create_task(self._pump_requests(reader, to_server, cut)),
            asyncio.create_task(self._pump_answers(from_server, writer, cut)),
        ]
        await asyncio.wait(pumps, return_when=asyncio.FIRST_COMPLETED)
        for pump in pumps:
            pump.cancel()
        await asyncio.gather(*pumps, return_exceptions=True)
        for end in (writer, to_server):
            end.transport.abort()

    async def _pump_requests(
        self, reader: asyncio.StreamReader, to_server: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while data := await reader.read(1 << 20):
            if self._mark is not None and self._mark in data:
                self._mark = None
                cut.set()
            to_server.write(data)
            await to_server.drain()

    async def _pump_answers(
        self, from_server: asyncio.StreamReader, writer: asyncio.StreamWriter, cut: asyncio.Event
    ) -> None:
        while data := await from_server.read(1 << 20):
            if cut.is_set():
                self.cuts += 1
                return
            writer.write(data)
            await writer.drain()


@pytest.fixture
async def proxy(endpoints: Endpoints) -> AsyncIterator[tuple[CuttingProxy, Endpoint]]:
    application = endpoints.application
    name = f".s.PGSQL.{application.port}"
    proxy = CuttingProxy(str(Path(str(application.host)) / name))
    with TemporaryDirectory(prefix="cut") as folder:
        server = await asyncio.start_unix_server(proxy.serve, str(Path(folder) / name))
        yield proxy, replace(application, host=folder)
        server.close()


@pytest.mark.parametrize("foretold", [True, False])
async def test_a_commit_whose_answer_is_lost_is_looked_up(
    open_log: OpenLog, proxy: tuple[CuttingProxy, Endpoint], foretold: bool
) -> None:
    cutter, endpoint = proxy
    async with open_log(endpoint=endpoint) as log, open_log() as other:
        await log.append(command())
        sent = 1
        for _ in range(10):
            if not foretold:  # somebody else moved the head: the batch takes the longer way
                await other.append(command())
                sent += 1
            # Either the call of the append function commits, or a COMMIT after it does.
            cutter.arm(b"cut here" if foretold else b"COMMIT")
            commands = [command(key=f"{sent}/{n}", texts=["cut here"]) for n in range(5)]
            appended = await asyncio.gather(*map(log.append, commands))
            assert not any(a.replayed for a in appended)
            sent += 5
            assert sorted(p for a in appended for p in a.positions) == list(
                range(sent - 4, sent + 1)
            )
            again = await asyncio.gather(*map(log.append, commands))
            assert [a.positions for a in again] == [a.positions for a in appended]
        assert cutter.cuts == 10
        assert (await log.head()).position == sent


async def test_a_foretold_end_that_never_came(open_log: OpenLog) -> None:
    """The lanes build on one another: where the first fails, as many events of another process may
    be in the place that the second was promised.
    """
    stream = uuid4()
    async with open_log() as log, open_log() as other:
        await log.append(command(stream))
        for _ in range(30):
            commands = [command(stream) if n % 4 == 0 else command() for n in range(16)]
            outcomes = await asyncio.gather(
                *map(log.append, commands),
                *(other.append(command()) for _ in range(8)),
                return_exceptions=True,
            )
            assert [n for n, o in enumerate(outcomes) if isinstance(o, Exception)] == [0, 4, 8, 12]
        events = await log.read(0, 5_000)
        assert [event.position for event in events] == list(range(1, 1 + 1 + 30 * 20))
        frontier = Frontier()
        frontier.extend(event.leaf_hash for event in events)
        assert (await log.head()).root_hash == frontier.root()


async def test_a_killed_session_loses_nothing(open_log: OpenLog, endpoints: Endpoints) -> None:
    superuser = await endpoints.superuser.connect()
    kill = """SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
              WHERE datname = current_database() AND pid <> pg_backend_pid()
                AND application_name = ''"""
    async with open_log() as log:

        async def write() -> list[int]:
            return [(await log.append(command())).positions[0] for _ in range(50)]

        writing = asyncio.gather(*(write() for _ in range(8)))
        for _ in range(10):
            await asyncio.sleep(0.02)
            await superuser.execute(kill)
        written = await writing
        await superuser.close()
        assert sorted(position for some in written for position in some) == list(range(1, 401))
        assert (await log.head()).position == 400


async def test_a_server_that_stays_away(
    open_log: OpenLog, proxy: tuple[CuttingProxy, Endpoint]
) -> None:
    cutter, endpoint = proxy
    async with open_log(endpoint=endpoint, reconnect_seconds=0.5) as log:
        await log.append(command())
        cutter.arm(b"cut here")
        lost = command(texts=["cut here"])
        cutter.is_away = True
        with pytest.raises(AppendInDoubt):
            await log.append(lost)
        cutter.cut_all()
        await asyncio.sleep(0.05)  # else the next command may go out before the loss is noticed
        with pytest.raises(LogUnavailable):
            await log.append(command())
        cutter.is_away = False
        assert (await log.append(lost)).replayed
        assert (await log.append(command())).positions == (3,)


async def test_the_log_cannot_be_used_after_its_end(open_log: OpenLog) -> None:
    async with open_log() as log:
        await log.append(command())
    with pytest.raises(LogUnavailable):
        await log.append(command())
