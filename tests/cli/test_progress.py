"""Nobody waits in silence: what is long tells how far it is, on a terminal and elsewhere."""

import io
import os
import queue
import re
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from rich.console import Console
from structlog.testing import capture_logs

from api.cli import following, printing, service
from api.cli.composing import open_deployment
from api.cli.founding import found
from api.cli.main import status_of
from api.cli.printing import Steps, progress_bar, telling_at_times
from api.settings import read_settings
from cascade.clock import SystemClock
from projections.engine import pages, projector
from tests.cli.foundation import FOUNDATION
from tests.cli.test_main import COMMAND

PATIENCE_SECONDS = 60
NATION = ("--provinces", "1", "--wards", "2", "--branches", "20")


def test_elsewhere_than_on_a_terminal_a_line_comes_at_times_and_one_at_the_end() -> None:
    steps, lines = Steps("units", 4_000), queue.SimpleQueue[str]()
    with telling_at_times(steps, lines.put, pause_seconds=0.01):
        steps.advance(1_000)
        while not lines.get(timeout=PATIENCE_SECONDS).startswith("units: 1,000 of 4,000, "):
            pass
        steps.reached(4_000, 4_000)
    told = [lines.get_nowait() for _ in range(lines.qsize())]
    assert told[-1].startswith("units: 4,000 of 4,000, done in ")


def test_what_cannot_be_counted_says_that_it_goes_on() -> None:
    lines = queue.SimpleQueue[str]()
    with telling_at_times(Steps("read models", None), lines.put, pause_seconds=0.01):
        assert lines.get(timeout=PATIENCE_SECONDS) == "read models, 0 s so far"


def test_what_is_soon_done_says_nothing(capfd: pytest.CaptureFixture[str]) -> None:
    with progress_bar("units", 1) as steps:
        steps.advance(1)
    assert capfd.readouterr().err == ""


def test_what_failed_is_not_told_as_done() -> None:
    lines = queue.SimpleQueue[str]()

    def fail() -> None:
        with telling_at_times(Steps("units", 1), lines.put, pause_seconds=0.01):
            lines.get(timeout=PATIENCE_SECONDS)
            raise ConnectionError

    with pytest.raises(ConnectionError):
        fail()
    told = [lines.get_nowait() for _ in range(lines.qsize())]
    assert [line for line in told if "done" in line] == []


def test_on_a_terminal_there_is_a_bar(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    console = Console(file=terminal, force_terminal=True, width=80)
    monkeypatch.setattr(printing, "to_stderr", lambda: console)
    with progress_bar("units", 5) as steps:
        steps.advance(5)
    assert "units" in terminal.getvalue()
    assert "5/5" in terminal.getvalue()


def test_every_long_command_tells_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Each names what it is at; here at once, where people are told after some seconds."""
    monkeypatch.setenv("CASCADE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    monkeypatch.setattr(printing, "telling_at_times", at_once)
    file = str(tmp_path / "units.csv")
    for arguments, labels in (
        (["init"], ["database"]),
        (["units", "generate", *NATION], ["database", "read models", "units", "read models"]),
        (["units", "export", file], ["database", "units"]),
        (["units", "import", file], ["database", "checked"]),
        (["projection", "rebuild"], ["database", "catching up", "events"]),
        (["blobs", "prune"], ["database", "files"]),
        (["status"], ["database"]),
    ):
        status_of(arguments)
        lines = capfd.readouterr().err.splitlines()
        assert [line for line in lines if line in labels] == labels, arguments


@contextmanager
def at_once(steps: Steps, tell: Callable[[str], None], pause_seconds: float) -> Iterator[None]:
    tell(steps.label)
    yield


def test_the_demo_may_be_broken_off_and_leaves_nothing(tmp_path: Path) -> None:
    temporary = {"TMPDIR": str(tmp_path), "CASCADE_LOG_LEVEL": "error"}
    with subprocess.Popen(
        [*COMMAND, "demo", "--chapter", "2"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **temporary},
    ) as demo:
        assert demo.stderr is not None
        first = demo.stderr.readline()
        demo.send_signal(signal.SIGINT)
        out, err = demo.communicate(timeout=PATIENCE_SECONDS)
    assert re.match(r"units: [\d,]+ of 243,355, \d+ s so far$", first), first
    assert "Establishing 243,355 units takes a while." in out
    assert re.search(r"cascade: broken off after \d+ s; nothing is left behind\n$", err)
    assert "Traceback" not in err
    assert demo.returncode == 128 + signal.SIGINT
    assert list(tmp_path.iterdir()) == []


@pytest.mark.anyio
async def test_a_server_that_builds_its_read_models_again_says_how_far_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As after an upgrade that changed what they are."""
    settings = read_settings().model_copy(update={"data_dir": tmp_path, "database_url": None})
    async with open_deployment(settings, SystemClock()) as deployment:
        await found(deployment.engine, FOUNDATION)
        await deployment.following.laid()
    for reading in (following, projector, pages):
        monkeypatch.setattr(reading, "definition_hash", lambda: "another")
    monkeypatch.setattr(service, "PREPARING_SECONDS", 0.0)
    with capture_logs() as logged:
        async with open_deployment(settings, SystemClock()) as deployment:
            async with service.telling(deployment):
                await deployment.following.laid()
            head = await deployment.log.head()
    told = [(each["events"], each["of"]) for each in logged if "of" in each]
    assert told[-1:] == [(head.position, head.position)]
