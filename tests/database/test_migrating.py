"""Migrations are taken once, in order, and never change; what they make belongs to the owner."""

import asyncio
from pathlib import Path

import asyncpg
import pytest
import structlog.testing

from cascade.database import (
    Database,
    Endpoint,
    Endpoints,
    MigrationChanged,
    MigrationOutOfOrder,
    MigrationUnknown,
    UnsupportedVersion,
    migrate,
)
from cascade.database import database as database_module
from cascade.database.migrating import MIGRATIONS, read_migrations
from tests.external import url_of

FIRST = "CREATE TABLE cascade_log.first (number integer);"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "migrations"
    path.mkdir()
    (path / "0001_first.sql").write_text(FIRST)
    return path


async def run(endpoint: Endpoint, folder: Path, *, as_owner: bool = True) -> tuple[str, ...]:
    connection = await endpoint.connect()
    try:
        return await migrate(connection, as_owner=as_owner, folder=folder)
    finally:
        await connection.close()


async def value(endpoint: Endpoint, query: str) -> object:
    connection = await endpoint.connect()
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


async def test_each_file_is_taken_once(empty_endpoints: Endpoints, folder: Path) -> None:
    superuser = empty_endpoints.superuser
    assert await run(superuser, folder) == ("0001_first",)
    (folder / "0002_second.sql").write_text("CREATE TABLE cascade_log.second ();")
    assert await run(superuser, folder) == ("0002_second",)
    assert await run(superuser, folder) == ()


async def test_what_is_made_belongs_to_the_owner(empty_endpoints: Endpoints, folder: Path) -> None:
    await run(empty_endpoints.superuser, folder)
    query = "SELECT tableowner FROM pg_tables WHERE tablename = 'first'"
    assert await value(empty_endpoints.superuser, query) == "cascade_owner"


async def test_a_changed_file_is_refused(empty_endpoints: Endpoints, folder: Path) -> None:
    await run(empty_endpoints.superuser, folder)
    (folder / "0001_first.sql").write_text(FIRST + " -- and more")
    with pytest.raises(MigrationChanged, match="0001_first"):
        await run(empty_endpoints.superuser, folder)


async def test_a_newer_database_is_refused(empty_endpoints: Endpoints, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("SELECT 1;")
    await run(empty_endpoints.superuser, folder)
    (folder / "0002_second.sql").unlink()
    with pytest.raises(MigrationUnknown, match="0002"):
        await run(empty_endpoints.superuser, folder)


async def test_a_late_file_with_a_low_number_is_refused(
    empty_endpoints: Endpoints, folder: Path
) -> None:
    (folder / "0003_third.sql").write_text("SELECT 1;")
    await run(empty_endpoints.superuser, folder)
    (folder / "0002_second.sql").write_text("SELECT 1;")
    with pytest.raises(MigrationOutOfOrder, match="0002_second"):
        await run(empty_endpoints.superuser, folder)


async def test_a_failing_file_leaves_nothing(empty_endpoints: Endpoints, folder: Path) -> None:
    (folder / "0002_second.sql").write_text("CREATE TABLE cascade_log.second (); SELECT 1 / 0;")
    with pytest.raises(asyncpg.DivisionByZeroError):
        await run(empty_endpoints.superuser, folder)
    rows = "SELECT array_agg(number) FROM cascade_log.migration"
    assert await value(empty_endpoints.superuser, rows) == [1]
    absent = "SELECT to_regclass('cascade_log.second') IS NULL"
    assert await value(empty_endpoints.superuser, absent) is True


async def test_two_programs_that_start_together_take_turns(
    empty_endpoints: Endpoints, folder: Path
) -> None:
    superuser = empty_endpoints.superuser
    applied = await asyncio.gather(run(superuser, folder), run(superuser, folder))
    assert sorted(applied) == [(), ("0001_first",)]


def test_names_and_numbers_are_checked(folder: Path) -> None:
    (folder / "0001_other.sql").write_text("")
    with pytest.raises(ValueError, match="one number"):
        read_migrations(folder)
    (folder / "0001_other.sql").unlink()
    (folder / "second.sql").write_text("")
    with pytest.raises(ValueError, match=r"NNNN_name\.sql"):
        read_migrations(folder)


async def test_one_role_for_everything_works_and_is_warned_of(
    empty_endpoints: Endpoints,
) -> None:
    # The application's role may make schemas, as the one role of a DATABASE_URL may.
    with structlog.testing.capture_logs() as logs:
        async with Database.external(url_of(empty_endpoints.application)) as database:
            assert await database.pool.fetchval("SELECT count(*) FROM cascade_log.migration") == (
                len(read_migrations(MIGRATIONS))
            )
    assert "one_role_for_everything" in {entry["event"] for entry in logs}


async def test_an_old_server_is_refused(
    endpoint: Endpoint, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "OLDEST_VERSION", 99)
    connection = await endpoint.connect()
    with pytest.raises(UnsupportedVersion, match="99 is the oldest"):
        await database_module._check_server(connection)
    await connection.close()
