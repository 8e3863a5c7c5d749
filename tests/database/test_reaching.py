"""A server that cannot be used says so in one line: variable, host, what to do; no password."""

import asyncio
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from cascade.database import (
    AddressUnusable,
    Database,
    DatabaseError,
    DatabaseUnreachable,
    DataDirectoryUnusable,
    Endpoints,
    PostgresServer,
    UnsupportedEncoding,
)
from cascade.database.directory import used_as_data_directory
from cascade.database.reaching import place_of
from tests.external import url_of

SECRET = "pear"


async def refused(url: str) -> str:
    """In what words the program does not start with this DATABASE_URL."""
    with pytest.raises(DatabaseError) as caught:
        async with Database.external(url):
            pass
    told = str(caught.value)
    assert told.startswith("DATABASE_URL")
    assert told.endswith(".")
    assert "\n" not in told
    assert SECRET not in told
    return told


@pytest.fixture
def closed_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


@pytest.fixture
async def http_port() -> AsyncIterator[int]:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(100)
        writer.write(b"HTTP/1.1 400 Bad Request\r\n\r\n")
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield int(server.sockets[0].getsockname()[1])


async def test_a_closed_port(closed_port: int) -> None:
    told = await refused(f"postgresql://ann:{SECRET}@127.0.0.1:{closed_port}/cascade")
    assert f"127.0.0.1:{closed_port}/cascade" in told
    assert "nothing listens there" in told


@pytest.mark.parametrize("mode", ["prefer", "disable", "require"])
async def test_what_does_not_speak_postgresql(http_port: int, mode: str) -> None:
    told = await refused(f"postgresql://ann:{SECRET}@127.0.0.1:{http_port}/x?sslmode={mode}")
    assert f"127.0.0.1:{http_port}/x" in told
    assert "PostgreSQL" in told


async def test_a_host_and_a_socket_that_are_not_there() -> None:
    told = await refused(f"postgresql://ann:{SECRET}@nowhere.invalid/x")
    assert "nowhere.invalid/x, but no host of that name" in told
    assert "/nowhere" in await refused(f"postgresql://ann:{SECRET}@/x?host=/nowhere")


@pytest.mark.parametrize(
    "url",
    [
        *(f"postgresql://ann:{SECRET}{mark}s@db:5432/x" for mark in "#/?"),
        f"postgresql://ann:{SECRET}@db:99999/x",
        f"postgresql://ann:{SECRET}@db:port/x",
        f"postgresql://ann:{SECRET}@[db/x",
        f"http://ann:{SECRET}@127.0.0.1/x",
        f"host=db password={SECRET}",
        SECRET,
    ],
)
async def test_an_address_that_cannot_be_read(url: str) -> None:
    with pytest.raises(AddressUnusable):
        place_of(url)
    assert "postgresql://user:password@host:5432/database" in await refused(url)


async def test_an_option_that_is_none() -> None:
    assert "sslmode" in await refused(f"postgresql://ann:{SECRET}@db/x?sslmode=maybe")


def test_several_hosts_are_an_address() -> None:
    url = f"postgresql://ann:{SECRET}@a:5432,[::1]:5433,c/x?target_session_attrs=read-write"
    assert place_of(url) == "a:5432,[::1]:5433,c/x"


async def test_whom_the_server_does_not_let_in(empty_endpoints: Endpoints) -> None:
    way = empty_endpoints.application
    told = await refused(url_of(replace(way, password=SECRET)))
    assert "lets nobody in with this user and password" in told
    assert str(way.host) in told
    assert "has no such database" in await refused(url_of(way.to("nowhere")))


async def test_who_has_too_few_rights(empty_endpoints: Endpoints) -> None:
    superuser = await empty_endpoints.superuser.connect()
    name = empty_endpoints.application.database
    await superuser.execute(f'REVOKE CREATE ON DATABASE "{name}" FROM cascade_app')
    await superuser.close()
    told = await refused(url_of(empty_endpoints.application))
    assert "GRANT CREATE ON DATABASE" in told


async def test_a_database_of_another_encoding(postgres: PostgresServer) -> None:
    latin = "latin_letters"
    async with postgres.superuser() as connection:
        await connection.execute(
            f"CREATE DATABASE {latin} ENCODING 'LATIN1' LOCALE_PROVIDER libc LOCALE 'C'"
            " TEMPLATE template0"
        )
    try:
        way = postgres.endpoints.superuser.to(latin)
        with pytest.raises(UnsupportedEncoding):
            async with Database.external(url_of(way)):
                pass
        assert "LATIN1" in await refused(url_of(way))
    finally:
        async with postgres.superuser() as connection:
            await connection.execute(f"DROP DATABASE {latin} WITH (FORCE)")


async def test_what_is_unreachable_is_of_one_kind(closed_port: int) -> None:
    with pytest.raises(DatabaseUnreachable):
        async with Database.external(f"postgresql://127.0.0.1:{closed_port}/x"):
            pass


@pytest.mark.parametrize(
    ("folder", "words"),
    [("file", "it is a file"), ("file/below", "it is a file"), ("/sys/cascade", "may not write")],
)
async def test_a_folder_that_cannot_be_used(tmp_path: Path, folder: str, words: str) -> None:
    (tmp_path / "file").write_text("")
    path = tmp_path / folder
    with pytest.raises(DataDirectoryUnusable, match=f"CASCADE_DATA_DIR names {path}") as caught:
        async with Database.embedded(path):
            pass
    assert words in str(caught.value)


def test_a_full_disk(tmp_path: Path) -> None:
    with (
        pytest.raises(DataDirectoryUnusable, match="its disk is full"),
        used_as_data_directory(tmp_path),
        Path("/dev/full").open("wb", buffering=0) as full,
    ):
        full.write(b"the device that is always full")
