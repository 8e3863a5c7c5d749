"""One mutant after the other, each in a copy of the tree: the checkout is never touched."""

import os
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
from tests.mutants.rooms import runs_of

COPIED: Final = (
    *("api", "cascade", "projections", "tests", "docs", "pyproject.toml", "schema.graphql"),
    *("Makefile", "README.md", "requirements.txt", "requirements-runtime.txt"),
)
RUN_SECONDS: Final = 420
"""Longer no run of a room's tests takes, on a busy machine too; what does, hangs, and is seen."""
DRAWN: Final = ("-m", "tests.pairs", "drawn")
"""The last resort: some lives in every kind of state."""


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
    """The run that fails on it; null where none does."""
    place, text = tree / change.path, read(change.path)
    place.write_text(change.made_in(text), "utf-8")
    try:
        for run in runs_of(change.path):
            if not _passes(tree, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *run):
                return run[0]
        return None if _passes(tree, *DRAWN) else DRAWN[-1]
    finally:
        place.write_text(text, "utf-8")


def _passes(tree: Path, *arguments: str) -> bool:
    """In a group of its own, which ends with it: a server that it started, too."""
    environment = os.environ | {"PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    environment |= {"AFRESH": "yes", "PARTS": "1", "MINUTES": "5", "CASCADE_SHRINK": "no"}
    with subprocess.Popen(
        [sys.executable, *arguments],
        cwd=tree,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as process:
        try:
            return process.wait(RUN_SECONDS) == 0
        except subprocess.TimeoutExpired:
            return False
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGINT)
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    os.killpg(process.pid, signal.SIGKILL)
