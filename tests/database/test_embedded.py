"""The supervisor against what happens to servers: kills, rivals, leftovers, strange places."""

import asyncio
import json
import os
import signal
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import asyncpg
import psutil
import pytest

from cascade.database import (
    Database,
    DataDirectoryInUse,
    DataDirectoryUnusable,
    EmbeddedPostgres,
    Endpoint,
    PostgresUnavailable,
    UnsafeSettings,
    embedded,
)
from cascade.database.server import assert_safe

# A process of its own that starts the server, tells its number, and waits to be killed.
SUPERVISOR = """
    import asyncio, sys
    from pathlib import Path
    from cascade.database import EmbeddedPostgres

    async def main():
        server = EmbeddedPostgres(Path(sys.argv[1]))
        endpoints = await server.start()
        connection = await endpoints.application.connect()
        await connection.execute(sys.argv[2])
        print(server.pid, flush=True)
        await asyncio.sleep(600)

    asyncio.run(main())
"""
KEEP_ONE_ROW = "CREATE SCHEMA kept; CREATE TABLE kept.row AS SELECT 411 AS number"


def supervise(data_dir: Path) -> tuple[subprocess.Popen[str], int]:
    """Start a supervisor as another process; return it and its PostgreSQL's number."""
    supervisor = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(SUPERVISOR), str(data_dir), KEEP_ONE_ROW],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert supervisor.stdout is not None
    with supervisor.stdout as output:
        return supervisor, int(output.readline())


async def kept_number(endpoint: Endpoint) -> int:
    connection = await endpoint.connect()
    try:
        number: int = await connection.fetchval("SELECT number FROM kept.row")
        return number
    finally:
        await connection.close()


async def test_starts_stops_and_starts_again(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    first = await server.start()
    socket = Path(str(first.application.host))
    assert server.pid is not None
    assert psutil.Process(server.pid).ppid() == os.getpid()
    connection = await first.application.connect()
    await connection.execute(KEEP_ONE_ROW)
    await connection.close()
    await server.stop()
    await server.stop()
    assert server.pid is None
    assert not socket.exists()

    again = await server.start()
    assert await kept_number(again.application) == 411
    await server.stop()


async def test_secrets_and_socket_are_for_the_owner_alone(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    endpoints = await server.start()
    try:
        for name, mode in (("passwords.json", 0o600), ("postgres", 0o700), (".", 0o700)):
            assert stat.S_IMODE((data_dir / name).stat().st_mode) == mode
        assert stat.S_IMODE(Path(str(endpoints.application.host)).stat().st_mode) == 0o700
        assert "password" not in repr(endpoints)
        wrong = Endpoint("cascade", "cascade_app", "guess", endpoints.application.host, 5432)
        with pytest.raises(asyncpg.InvalidPasswordError):
            await wrong.connect()
    finally:
        await server.stop()


async def test_the_password_of_the_superuser_is_kept_from_the_application(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    await server.start()
    await server.stop()
    passwords = json.loads((data_dir / "passwords.json").read_text())
    assert passwords["superuser"] != passwords["application"]


async def test_no_network_port_and_safe_settings(postgres: EmbeddedPostgres) -> None:
    connection = await postgres.endpoints.superuser.connect()
    try:
        await assert_safe(connection)
        assert await connection.fetchval("SHOW listen_addresses") == ""
        assert await connection.fetchval("SHOW data_checksums") == "on"
        await connection.execute("SET synchronous_commit = off")
        with pytest.raises(UnsafeSettings, match="synchronous_commit is off"):
            await assert_safe(connection)
    finally:
        await connection.close()


async def test_a_setting_changed_in_the_cluster_cannot_turn_fsync_off(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    await server.start()
    await server.stop()
    with (data_dir / "postgres" / "postgresql.auto.conf").open("a") as file:
        file.write("fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n")
    endpoints = await server.start()
    connection = await endpoints.superuser.connect()
    assert await connection.fetchval("SHOW fsync") == "on"
    await connection.close()
    await server.stop()


async def test_a_second_server_is_refused_while_the_first_lives(data_dir: Path) -> None:
    supervisor, process_id = supervise(data_dir)
    try:
        with pytest.raises(DataDirectoryInUse, match=str(supervisor.pid)):
            await EmbeddedPostgres(data_dir).start()
        assert psutil.pid_exists(process_id)
    finally:
        supervisor.send_signal(signal.SIGKILL)
        supervisor.wait()
    successor = EmbeddedPostgres(data_dir)
    await successor.start()
    await successor.stop()
    assert not psutil.pid_exists(process_id)


async def test_a_second_server_of_the_same_process_is_refused(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    endpoints = await server.start()
    with pytest.raises(DataDirectoryInUse):
        await EmbeddedPostgres(data_dir).start()
    await (await endpoints.application.connect()).close()
    await server.stop()


async def test_the_orphan_of_a_killed_supervisor_is_stopped_and_succeeded(data_dir: Path) -> None:
    supervisor, orphan = supervise(data_dir)
    supervisor.kill()
    supervisor.wait()
    assert psutil.pid_exists(orphan)
    server = EmbeddedPostgres(data_dir)
    endpoints = await server.start()
    assert server.pid != orphan
    assert await kept_number(endpoints.application) == 411
    await server.stop()


async def test_killed_together_with_its_supervisor_it_recovers(data_dir: Path) -> None:
    supervisor, process_id = supervise(data_dir)
    supervisor.kill()
    os.kill(process_id, signal.SIGKILL)
    supervisor.wait()
    server = EmbeddedPostgres(data_dir)
    endpoints = await server.start()
    assert await kept_number(endpoints.application) == 411
    await server.stop()


async def test_an_unreaped_dead_server_does_not_block_its_successor(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    await server.start()
    process_id = server.pid
    assert process_id is not None
    os.kill(process_id, signal.SIGKILL)
    # Nobody asks for the child's status, so it stays a zombie; its supervisor lets go.
    server._directory.release()
    successor = EmbeddedPostgres(data_dir)
    await successor.start()
    assert successor.pid is not None
    await successor.stop()
    await server.stop()


async def test_a_lock_file_that_names_an_unrelated_process_is_stale(data_dir: Path) -> None:
    server = EmbeddedPostgres(data_dir)
    await server.start()
    lock_file = data_dir / "postgres" / "postmaster.pid"
    _, _, rest = lock_file.read_text().partition("\n")
    await server.stop()
    lock_file.write_text(f"1\n{rest}")
    os.chown(lock_file, *_owner(data_dir / "postgres"))
    await server.start()
    assert server.pid is not None
    await server.stop()


async def test_killed_while_the_program_lives_it_is_restarted(data_dir: Path) -> None:
    async with Database.embedded(data_dir) as database:
        assert database.postgres is not None
        process_id = database.postgres.pid
        assert process_id is not None
        os.kill(process_id, signal.SIGKILL)
        async with asyncio.timeout(30):
            while database.postgres.pid in {None, process_id}:
                await asyncio.sleep(0.01)
            while not await _answers(database):
                await asyncio.sleep(0.01)


async def test_killed_again_and_again_it_is_restarted_each_time(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "CALM_SECONDS", 0.0)
    async with Database.embedded(data_dir) as database, asyncio.timeout(60):
        for _ in range(embedded.RESTARTS_IN_A_ROW + 1):
            assert await _killed_and_back(database)


async def test_dying_as_soon_as_it_answers_it_is_given_up_and_the_program_told(
    data_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(embedded, "CALM_SECONDS", 60.0)
    async with Database.embedded(data_dir) as database, asyncio.timeout(60):
        while await _killed_and_back(database):
            pass
        assert database.supervision is not None
        with pytest.raises(PostgresUnavailable, match="PostgreSQL died 6 times"):
            database.supervision.result()


async def _killed_and_back(database: Database) -> bool:
    """Whether the killed server has a successor that answers, or was given up."""
    assert database.postgres is not None
    assert database.supervision is not None
    process_id = database.postgres.pid
    if process_id is not None:
        os.kill(process_id, signal.SIGKILL)
    while database.postgres.pid in {None, process_id} or not await _answers(database):
        if database.supervision.done():
            return False
        await asyncio.sleep(0.01)
    return True


async def test_an_interrupted_first_start_is_begun_anew(data_dir: Path) -> None:
    unfinished = data_dir / "postgres.unfinished"
    unfinished.mkdir(parents=True)
    (unfinished / "PG_VERSION").write_text("18\n")
    server = EmbeddedPostgres(data_dir)
    await server.start()
    assert not unfinished.exists()
    await server.stop()


async def test_lost_passwords_and_foreign_clusters_are_told_clearly(data_dir: Path) -> None:
    cluster = data_dir / "postgres"
    cluster.mkdir(parents=True)
    with pytest.raises(DataDirectoryUnusable, match=r"passwords\.json is missing"):
        await EmbeddedPostgres(data_dir).start()
    cluster.rmdir()
    EmbeddedPostgres(data_dir)._directory.passwords()
    cluster.mkdir()
    (cluster / "PG_VERSION").write_text("17\n")
    with pytest.raises(DataDirectoryUnusable, match="of PostgreSQL 17, not 18"):
        await EmbeddedPostgres(data_dir).start()


@pytest.mark.parametrize("name", ["d" * 200, "Dữ liệu của phường"])
async def test_no_path_is_too_long_or_too_strange(tmp_path: Path, name: str) -> None:
    server = EmbeddedPostgres(tmp_path / name / "data")
    endpoints = await server.start()
    await (await endpoints.application.connect()).close()
    await server.stop()


def _owner(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid


async def _answers(database: Database) -> bool:
    try:
        return bool(await database.pool.fetchval("SELECT true"))
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError):
        return False
