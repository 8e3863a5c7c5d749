"""One mutant after the other, each in a copy of the tree: the checkout is never touched."""

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.mutants.changes import ROOT, Change, read
from tests.mutants.rooms import watchers

COPIED: Final = (
    *("api", "cascade", "projections", "tests", "docs", "pyproject.toml", "schema.graphql"),
    *("Makefile", "README.md", "requirements.txt", "requirements-runtime.txt"),
)
RUN_SECONDS: Final = 900
"""Longer no run of a room's tests takes, on a busy machine too; what does, hangs, and is seen."""
PYTEST: Final = ("-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", "--tb=no")
DRAWN: Final = ("-m", "tests.pairs", "drawn")
"""The last resort: some lives in every kind of state."""


RUNNING: Final[set["subprocess.Popen[str]"]] = set()


@contextmanager
def copied() -> Iterator[Path]:
    with TemporaryDirectory(prefix="mutant-") as directory:
        tree = Path(directory)
        for name in COPIED:
            if (ROOT / name).is_dir():
                ignored = shutil.ignore_patterns("__pycache__", "*.pyc")
                shutil.copytree(ROOT / name, tree / name, ignore=ignored)
            elif (ROOT / name).exists():
                shutil.copy(ROOT / name, tree / name)
        yield tree


def found_by(tree: Path, change: Change) -> str | None:
    """The test that fails on it; null where none does."""
    place, text = tree / change.path, read(change.path)
    place.write_text(change.made_in(text), "utf-8")
    try:
        told = _run(tree, *PYTEST, *watchers(change.path))
        if told is not None:
            failed = re.search(r"^(?:FAILED|ERROR) (\S+)", told, re.MULTILINE)
            return failed.group(1) if failed else told[-80:].strip() or "ended"
        return None if _run(tree, *DRAWN) is None else DRAWN[-1]
    finally:
        place.write_text(text, "utf-8")


def _run(tree: Path, *arguments: str) -> str | None:
    """What a run says that does not pass. It has a group of its own, which ends with it: a server
    that it started, too.
    """
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"AFRESH": "yes", "PARTS": "1", "MINUTES": "5", "CASCADE_SHRINK": "no"}
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=tree,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        text=True,
    ) as process:
        RUNNING.add(process)
        try:
            told, _ = process.communicate(timeout=RUN_SECONDS)
        except subprocess.TimeoutExpired:
            return f"longer than {RUN_SECONDS} s"
        finally:
            RUNNING.discard(process)
            _end(process)
    return None if process.returncode == 0 else told


def end_running() -> None:
    for process in tuple(RUNNING):
        _end(process)


def _end(process: "subprocess.Popen[str]") -> None:
    if process.poll() is not None:
        return
    os.killpg(process.pid, signal.SIGINT)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
