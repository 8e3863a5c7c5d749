"""A second process enters the PostgreSQL of a running server, or runs one itself."""

import asyncio
from pathlib import Path

import pytest

from cascade.database import Database, MigrationMissing, joining
from cascade.database.joining import joined, running_endpoint

pytestmark = pytest.mark.anyio


async def server_process(database: Database) -> int:
    async with database.pool.acquire() as connection:
        found: int = await connection.fetchval(
            "SELECT extract(epoch FROM pg_postmaster_start_time())::bigint"
        )
    return found


async def test_where_nothing_runs_there_is_no_way_in(data_dir: Path) -> None:
    assert await running_endpoint(data_dir) is None
    data_dir.mkdir()
    (data_dir / "runtime").write_text(str(data_dir / "gone"))
    (data_dir / "passwords.json").write_text('{"superuser": "a", "application": "b"}')
    assert await running_endpoint(data_dir) is None


async def test_alone_it_runs_its_own_and_beside_one_it_enters_that(data_dir: Path) -> None:
    async with joined(url=None, data_dir=data_dir) as first:
        assert first.postgres is not None
        async with joined(url=None, data_dir=data_dir) as second:
            assert second.postgres is None
            assert await server_process(first) == await server_process(second)
        assert await running_endpoint(data_dir) is not None
    assert await running_endpoint(data_dir) is None


async def test_two_that_start_at_once_share_one_server(data_dir: Path) -> None:
    both = asyncio.Barrier(2)

    async def enter() -> int:
        async with joined(url=None, data_dir=data_dir) as database:
            process = await server_process(database)
            await both.wait()
            return process

    first, second = await asyncio.gather(enter(), enter())
    assert first == second


async def test_an_older_server_is_waited_for_only_as_long_as_it_may_migrate(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "START_PATIENCE_SECONDS", 0.3)
    async with joined(url=None, data_dir=data_dir) as server:
        assert server.postgres is not None
        superuser = await server.postgres.endpoints.superuser.connect()
        await superuser.execute(
            "DELETE FROM cascade_log.migration"
            " WHERE number = (SELECT max(number) FROM cascade_log.migration)"
        )
        await superuser.close()
        with pytest.raises(MigrationMissing, match=r"older .* Restart the server"):
            async with joined(url=None, data_dir=data_dir):
                pass
