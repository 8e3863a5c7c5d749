"""A command that needs a deployment makes none, and waits for none of another release."""

import asyncio
import subprocess
from collections.abc import AsyncIterator, Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

import asyncpg
import pytest
from pydantic import SecretStr
from typer.main import get_command

from api.cli.composing import Deployment, open_deployment
from api.cli.errors import CommandError
from api.cli.following import held_by_another
from api.cli.founding import found
from api.cli.main import app, status_of
from api.settings import Settings, read_settings
from cascade import __version__
from cascade.clock import SystemClock
from cascade.database import Database, Endpoints
from projections.engine.pages import lay
from projections.engine.schemas import LIVE, NEXT
from projections.engine.schemas import statements as checkpoints
from tests.cli.foundation import FOUNDATION
from tests.cli.test_main import COMMAND
from tests.external import url_of

Words = tuple[str, ...]

BEGINNING: Final = {("init",), ("serve",), ("demo",), ("settings",), ("nation", "generate")}
"""These make a deployment, or ask for none."""
FOLLOWING: Final[Mapping[Words, Words]] = MappingProxyType(
    {
        ("units", "generate"): ("--provinces", "1", "--wards", "1", "--branches", "1"),
        ("units", "import"): ("units.csv",),
        ("units", "reorganise"): ("package.json",),
        ("projection", "rebuild"): (),
        ("projection", "resume"): (),
        ("projection", "verify"): (),
    }
)
"""These wait for the read models."""
ENTERING: Final[Mapping[Words, Words]] = MappingProxyType(
    {
        **FOLLOWING,
        ("status",): (),
        ("token",): ("ann",),
        ("units", "export"): ("units.csv",),
        ("blobs", "prune"): (),
    }
)
FROM_BEFORE_RELEASES_WERE_NAMED: Final = "ALTER TABLE read_model.checkpoint DROP COLUMN release"
PATIENCE_SECONDS: Final = 0.3


def commands(of: Any, above: Words = ()) -> Iterator[Words]:
    for name, command in of.commands.items():
        below = getattr(command, "commands", None)
        yield from commands(command, (*above, name)) if below else [(*above, name)]


def test_every_command_begins_a_deployment_or_enters_one() -> None:
    assert set(commands(get_command(app))) == BEGINNING | set(ENTERING)


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Where nothing is, and where the commands run."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CASCADE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("CASCADE_LOG_LEVEL", "error")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


def failed(*words: str) -> str:
    """The last line of a command that is to fail, in a process of its own."""
    ended = subprocess.run([*COMMAND, *words], capture_output=True, text=True, timeout=60)
    assert (ended.returncode, ended.stdout) == (2, ""), ended.stdout + ended.stderr
    assert "Traceback" not in ended.stderr
    return ended.stderr.splitlines()[-1]


@pytest.mark.parametrize("command", ENTERING)
@pytest.mark.parametrize("made", [(), ("data",)])
def test_where_nothing_was_founded_nothing_is_made(
    command: Words, made: Words, folder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in made:
        (folder / name).mkdir()
    assert status_of([*command, *ENTERING[command]]) == 2
    told = capfd.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert f"no deployment in {folder / 'data'}: `cascade init` founds one" in told.err
    assert [str(path.relative_to(folder)) for path in folder.rglob("*")] == list(made)


@pytest.mark.anyio
@pytest.mark.parametrize("command", ENTERING)
async def test_an_empty_database_stays_empty(
    command: Words, folder: Path, empty_endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", url_of(empty_endpoints.application))
    told = failed(*command, *ENTERING[command])
    assert "no deployment in the database of DATABASE_URL: `cascade init` founds one" in told
    connection = await empty_endpoints.superuser.connect()
    made = "SELECT count(*) FROM pg_namespace WHERE nspname ~ '^(cascade|read_model)'"
    assert await connection.fetchval(made) == 0
    await connection.close()
    assert list(folder.iterdir()) == []


@pytest.mark.anyio
async def test_a_database_of_a_newer_release_is_named(folder: Path) -> None:
    async with Database.embedded(folder / "data") as server:
        assert server.postgres is not None
        await ahead(server.postgres.endpoints)
        for command, words in FOLLOWING.items():
            told = await asyncio.to_thread(failed, *command, *words)
            assert f"newer release than this program ({__version__})" in told
            assert told.endswith("Upgrade this program.")
    assert "Upgrade this program." in failed("projection", "resume")


@pytest.mark.anyio
async def test_a_newer_database_of_ones_own_is_named(
    folder: Path, endpoints: Endpoints, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ahead(endpoints)
    monkeypatch.setenv("DATABASE_URL", url_of(endpoints.superuser))
    assert "Upgrade this program." in failed("projection", "resume")


async def ahead(endpoints: Endpoints) -> None:
    """As if another release had migrated once more."""
    superuser = await endpoints.superuser.connect()
    await superuser.execute(
        "INSERT INTO cascade_log.migration (number, name, sha256)"
        " SELECT max(number) + 1, 'to_come', repeat('0', 64) FROM cascade_log.migration"
    )
    await superuser.close()


@pytest.fixture
def settings(empty_endpoints: Endpoints, folder: Path) -> Settings:
    url = SecretStr(url_of(empty_endpoints.superuser))
    return read_settings().model_copy(update={"database_url": url, "data_dir": folder / "data"})


@pytest.fixture
async def leader(settings: Settings) -> AsyncIterator[asyncpg.Connection]:
    """Of a founded deployment whose read models a server of another release keeps."""
    async with open_deployment(settings, SystemClock()) as deployment:
        await found(deployment.engine, FOUNDATION)
        await deployment.following.laid()
    connection = await asyncpg.connect(settings.dsn)
    while not await checkpoints.lead(connection):
        await asyncio.sleep(0.01)
    await connection.execute("UPDATE read_model.checkpoint SET definition = 'other'")
    yield connection
    await connection.close()


@pytest.mark.anyio
@pytest.mark.parametrize("command", FOLLOWING)
async def test_a_server_of_a_newer_release_is_not_waited_for(
    command: Words, leader: asyncpg.Connection, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert settings.dsn is not None
    monkeypatch.setenv("DATABASE_URL", settings.dsn)
    await leader.execute("UPDATE read_model.checkpoint SET release = '99.0.0'")
    recorded = "SELECT position FROM cascade_log.log_head"
    before = await leader.fetchval(recorded)
    told = failed(*command, *FOLLOWING[command])
    assert f"release 99.0.0, newer than this program ({__version__}). Upgrade this" in told
    assert await leader.fetchval(recorded) == before


@pytest.mark.anyio
async def test_a_server_of_an_older_release_is_not_waited_for(
    leader: asyncpg.Connection, settings: Settings
) -> None:
    await leader.execute(FROM_BEFORE_RELEASES_WERE_NAMED)
    async with open_deployment(settings, SystemClock()) as deployment:
        with pytest.raises(CommandError, match=r"older .* Restart the server with this release"):
            await deployment.following.laid(patience_seconds=PATIENCE_SECONDS)


@pytest.mark.anyio
async def test_a_server_that_builds_them_for_this_release_is_waited_for(
    leader: asyncpg.Connection, settings: Settings
) -> None:
    await lay(leader, NEXT)
    async with open_deployment(settings, SystemClock()) as deployment:
        waiting = asyncio.create_task(laid(deployment))
        done, _ = await asyncio.wait({waiting}, timeout=4 * PATIENCE_SECONDS)
        assert not done
        await leader.execute(f"DROP SCHEMA {LIVE} CASCADE; ALTER SCHEMA {NEXT} RENAME TO {LIVE}")
        await asyncio.wait_for(waiting, 20)


async def laid(deployment: Deployment) -> None:
    await deployment.following.laid(patience_seconds=PATIENCE_SECONDS)


@pytest.mark.parametrize(
    ("release", "words"),
    [
        (None, "Restart the server"),
        ("0.0.9", "older"),
        (__version__, "another build"),
        ("10.0.0", "Upgrade this program"),
    ],
)
def test_releases_are_ordered_by_their_numbers(release: str | None, words: str) -> None:
    assert words in held_by_another(release)
