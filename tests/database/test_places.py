"""PostgreSQL runs unprivileged, also where its account may not walk to programs and data."""

import os
import stat
from pathlib import Path

import psutil
import pytest

from cascade.database import EmbeddedPostgres
from cascade.database import embedded as embedded_module
from cascade.database.account import Account, account_for
from cascade.database.binaries import Binaries, wheel_binaries


@pytest.fixture
def closed_folder(tmp_path: Path) -> Path:
    """A folder that only its owner may enter: root's, when root runs the tests."""
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o700)
    return folder


async def test_never_runs_as_root_whoever_starts_it(closed_folder: Path) -> None:
    server = EmbeddedPostgres(closed_folder / "data")
    endpoints = await server.start()
    try:
        assert server.pid is not None
        user_ids = set(psutil.Process(server.pid).uids())
        assert 0 not in user_ids
        expected = account_for(closed_folder / "data" / "postgres").user_id
        assert user_ids == {expected}
        assert os.geteuid() in {0, expected}
        await (await endpoints.application.connect()).close()
    finally:
        await server.stop()


async def test_runs_where_programs_and_data_lie_in_a_closed_folder(
    closed_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = wheel_binaries().copied_into(_made(closed_folder / "environment"))
    monkeypatch.setattr(embedded_module, "wheel_binaries", lambda: copied)
    before = _modes(closed_folder)
    server = EmbeddedPostgres(closed_folder / "data")
    endpoints = await server.start()
    try:
        connection = await endpoints.application.connect()
        # A backend loads libraries and reads the time zones while it runs, not only at start.
        await connection.execute("DO $$ BEGIN PERFORM 1; END $$")
        await connection.execute("SET timezone = 'Asia/Ho_Chi_Minh'")
        assert await connection.fetchval("SELECT to_tsvector('english', 'offices') IS NOT NULL")
        await connection.close()
        await server.stop()
        await server.start()
    finally:
        await server.stop()
    assert {path: mode for path, mode in _modes(closed_folder).items() if path in before} == before


def test_what_a_stranger_may_use_is_judged_by_the_whole_path(closed_folder: Path) -> None:
    stranger = Account(os.geteuid() + 54_321, os.getegid() + 54_321)
    inside = _made(closed_folder / "open")
    inside.chmod(0o755)
    assert not stranger.may_use(inside)
    assert Account(os.geteuid(), os.getegid()).may_use(inside)
    assert not stranger.may_use(closed_folder / "absent")
    assert stranger.may_use(Path("/"))


def test_a_copy_holds_what_the_server_needs_readable_by_all(tmp_path: Path) -> None:
    copy = wheel_binaries().copied_into(_made(tmp_path / "copy"))
    assert isinstance(copy, Binaries)
    for path in (tmp_path / "copy").rglob("*"):
        wanted = stat.S_IROTH | (stat.S_IXOTH if path.is_dir() else 0)
        assert path.stat().st_mode & wanted == wanted, path


async def test_every_server_cleans_up_its_runtime_folder(closed_folder: Path) -> None:
    data_dir = closed_folder / "data"
    data_dir.mkdir()
    server = EmbeddedPostgres(data_dir)
    await server.start()
    runtime = Path((data_dir / "runtime").read_text())
    assert runtime.is_dir()
    await server.stop()
    assert not runtime.exists()
    assert not (data_dir / "runtime").exists()


def _made(path: Path) -> Path:
    path.mkdir()
    return path


def _modes(folder: Path) -> dict[Path, tuple[int, int]]:
    paths = [folder, *folder.parents, *folder.rglob("*")]
    return {path: (path.stat().st_mode, path.stat().st_uid) for path in paths}
