"""Whoever errs is told so in one line and by the exit status."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from api.cli.main import status_of
from api.settings import Settings

COMMAND = [sys.executable, "-c", "from api.cli.main import main; main()"]


@pytest.fixture(autouse=True)
def own_folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    folder = tmp_path / "data"
    monkeypatch.setenv("CASCADE_DATA_DIR", str(folder))
    monkeypatch.setenv("CASCADE_LOG_FORMAT", "json")
    monkeypatch.setenv("CASCADE_LOG_LEVEL", "info")
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return folder


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["nonsense"], "No such command 'nonsense'"),
        (["token"], "Missing argument"),
        (["token", "ann", "--days", "0"], "Invalid value for '--days'"),
        (["token", ""], "1 to 200 characters"),
        (["init", "--level", "ward"], "key=name"),
        (["units", "generate", "--provinces", "100"], "--provinces"),
    ],
)
def test_an_error_is_one_line_and_status_2(
    arguments: list[str], words: str, capfd: pytest.CaptureFixture[str]
) -> None:
    assert status_of(arguments) == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert words in printed.err
    assert printed.err.count("\n") == 1
    assert "Traceback" not in printed.err


@pytest.mark.parametrize("command", ["status", "init", "serve", "token"])
def test_what_is_wrong_with_the_surroundings_names_setting_and_place(
    command: str,
    own_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    arguments = {"token": ["token", "ann"], "serve": ["serve", "--port", "0"]}.get(
        command, [command]
    )
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{closed.getsockname()[1]}"
    monkeypatch.setenv("DATABASE_URL", f"postgresql://ann:pear@{place}/cascade")
    monkeypatch.setenv("CASCADE_LOG_LEVEL", "error")
    status = status_of(arguments)
    told = capfd.readouterr().err
    # A token is good whether or not a database is there.
    assert (status, told.count("\n")) == (0 if command == "token" else 2, 1), told
    assert f"DATABASE_URL names {place}/cascade, but nothing listens there" in told
    assert "pear" not in told

    monkeypatch.delenv("DATABASE_URL")
    shutil.rmtree(own_folder, ignore_errors=True)
    own_folder.write_text("")
    assert status_of([*arguments]) == 2
    told = capfd.readouterr().err
    assert told.count("\n") == 1
    assert str(own_folder) in told
    assert "CASCADE_DATA_DIR" in told


def test_a_port_in_use_names_its_settings(capfd: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert status_of(["serve", "--port", port]) == 2
    told = capfd.readouterr().err
    assert f"127.0.0.1 port {port}: Address already in use. CASCADE_HOST and CASCADE_PORT" in told


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["--version"]) == 0
    assert re.fullmatch(r"cascade \d+\.\d+\.\d+\S*\n", capsys.readouterr().out)


def test_help_tells_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["--help"]) == 0
    told = capsys.readouterr().out
    commands = ("init", "serve", "demo", "token", "status", "settings", "units", "projection")
    assert [name for name in commands if name not in told] == []


def test_a_token_is_printed_and_its_key_kept(
    capsys: pytest.CaptureFixture[str], own_folder: Path
) -> None:
    assert status_of(["init"]) == 0
    capsys.readouterr()
    assert status_of(["token", "ann"]) == 0
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", capsys.readouterr().out)
    assert (own_folder / "signing-key.pem").stat().st_mode & 0o077 == 0


def test_settings_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert status_of(["settings"]) == 0
    assert "CASCADE_DATA_DIR" in capsys.readouterr().out


@pytest.mark.parametrize("columns", ["60", "80", "200"])
def test_a_settings_name_stays_whole(
    columns: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    assert status_of(["settings"]) == 0
    words = capsys.readouterr().out.split()
    variables = [str(field.validation_alias) for field in Settings.model_fields.values()]
    assert [variable for variable in variables if variable not in words] == []
    assert status_of(["settings", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [setting["variable"] for setting in listed] == variables


def test_a_deployment_from_its_foundation_to_its_end(own_folder: Path) -> None:
    """init, serve, then status, generate and rebuild beside the server; each signal ends well."""
    assert "Founded" in done("init", "--administrator", "ann")
    with subprocess.Popen([*COMMAND, "serve", "--port", "0"], stderr=subprocess.PIPE) as server:
        assert server.stderr is not None
        assert any(b'"serving"' in line for line in server.stderr)
        assert "run by a server" in done("status")
        assert run("token", "ann").stderr == ""
        assert "'bob' holds no grant now" in run("token", "bob").stderr
        size = ("--provinces", "2", "--wards", "6", "--branches", "50")
        assert "Established 58 units in 1 events" in done("units", "generate", *size)
        assert "nothing to do" in done("units", "generate", *size)
        file = own_folder.parent / "units.csv"
        assert f"Wrote 58 units to {file}." in done("units", "export", str(file))
        assert "58 bad lines. Nothing was imported." in failed("units", "import", str(file))
        file.write_text(file.read_text("utf-8").replace("g1-", "g2-"), "utf-8")
        assert "Established 58 units in" in done("units", "import", str(file))
        assert "the same rows as before" in done("projection", "rebuild")
        assert "Founded" in done("init", "--administrator", "ann")
        assert "with other options" in failed("init", "--administrator", "bob")
        assert "in use" in failed("serve", "--port", "0")
        server.send_signal(signal.SIGTERM)
        server.stderr.read()
        assert server.wait(20) == 0
    told = done("status")
    assert "no server runs" in told
    assert "Trung ương (TW), 4 levels" in told
    assert re.search(r"lag +0 events", told)
    assert not any((own_folder / name).exists() for name in ("runtime",))


def test_ctrl_c_ends_with_130_and_leaves_nothing_running(own_folder: Path) -> None:
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as server:
        assert server.stderr is not None
        assert server.stdout is not None
        assert any(b'"serving"' in line for line in server.stderr)
        assert b"cascade init`" in server.stdout.readline()
        server.send_signal(signal.SIGINT)
        assert b"Traceback" not in server.stderr.read()
        assert server.wait(20) == 130
    assert not (own_folder / "runtime").exists()


def test_generating_may_be_broken_off(own_folder: Path) -> None:
    done("init")
    size = ("--wards", "100", "--branches", "60000")
    with subprocess.Popen(
        [*COMMAND, "units", "generate", *size], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as generating:
        while not (own_folder / "runtime").exists():
            time.sleep(0.05)
        time.sleep(1.0)
        generating.send_signal(signal.SIGINT)
        out, err = generating.communicate(timeout=20)
    assert (generating.returncode, out) == (130, b"")
    assert b"Traceback" not in err


def done(*arguments: str) -> str:
    result = run(*arguments)
    assert result.returncode == 0, result.stderr
    return result.stdout


def failed(*arguments: str) -> str:
    result = run(*arguments)
    assert (result.returncode, result.stdout) == (2, ""), result.stdout
    return result.stderr


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "CASCADE_LOG_LEVEL": "error"}
    return subprocess.run(
        [*COMMAND, *arguments], capture_output=True, text=True, timeout=60, env=environment
    )
