"""What people are shown: tables and lines on stdout, complaints and progress on stderr."""

import shlex
import shutil
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

WIDTH: Final = 100
"""Where output goes to a file or a pipe; a terminal has its own width."""
PAUSE_SECONDS: Final = 3.0
"""Between two lines of progress in a file or a pipe: soon enough that nobody thinks it hangs, and a
minute's work is twenty lines."""


def to_stdout() -> Console:
    """For results."""
    console = Console(highlight=False)
    return console if console.is_terminal else Console(highlight=False, width=WIDTH)


def to_stderr() -> Console:
    """For everything that is not the result."""
    console = Console(stderr=True, highlight=False)
    if console.is_terminal:
        return console
    return Console(stderr=True, highlight=False, width=WIDTH, soft_wrap=True)


def complain(message: str) -> None:
    """One line on stderr, whatever its length."""
    to_stderr().print(Text(f"cascade: {message}"), soft_wrap=True)


def say(message: str) -> None:
    """One line on stdout."""
    to_stdout().print(Text(message), soft_wrap=True)


def this_program() -> str:
    """How a shell calls this program: ``cascade``, or by its path where that is not found."""
    if shutil.which("cascade") is not None:
        return "cascade"
    python = Path(sys.executable)
    beside = python.with_name("cascade")
    return _typed(beside) if beside.exists() else f"{_typed(python)} -m api.cli"


def _typed(path: Path) -> str:
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))


def plain_table(*columns: str, title: str | None = None) -> Table:
    """A table without a frame, its title above on the left."""
    table = Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=None,
        pad_edge=False,
        padding=(0, 2),
    )
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


class Steps:
    """How far one long piece of work has come; ``total`` null where nobody knows yet."""

    def __init__(self, label: str, total: int | None) -> None:
        self.label = label
        self.total = total
        self.done = 0

    def advance(self, by: int) -> None:
        self.reached(self.done + by, self.total)

    def reached(self, done: int, total: int | None = None) -> None:
        self.done, self.total = done, total

    def told(self) -> str:
        """``units: 12,000 of 243,355``; the label alone where nothing is counted."""
        if not (self.done or self.total):
            return self.label
        return f"{self.label}: {self.done:,}" + (f" of {self.total:,}" if self.total else "")


class _BarSteps(Steps):
    """Shows every step in a bar at once."""

    def __init__(self, progress: Progress, label: str, total: int | None) -> None:
        super().__init__(label, total)
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def reached(self, done: int, total: int | None = None) -> None:
        super().reached(done, total)
        self._progress.update(self._task, completed=done, total=total)


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator[Steps]:
    """How far something long has come, on stderr: a bar on a terminal, elsewhere a line at times.

    What is soon done says nothing elsewhere than on a terminal.
    """
    console = to_stderr()
    if console.is_terminal:
        with _bar(console) as progress:
            yield _BarSteps(progress, label, total)
    else:
        steps = Steps(label, total)
        with telling_at_times(steps, lambda line: console.print(Text(line)), PAUSE_SECONDS):
            yield steps


def _bar(console: Console) -> Progress:
    return Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
    )


@contextmanager
def telling_at_times(
    steps: Steps, tell: Callable[[str], None], pause_seconds: float
) -> Iterator[None]:
    """Tell how far it is after each pause, and at the end where it took longer than one.

    By a thread of its own: what is long at a single step says that it still goes on.
    """
    started, ended = time.monotonic(), threading.Event()

    def seconds() -> str:
        return f"{time.monotonic() - started:.0f} s"

    def at_times() -> None:
        while not ended.wait(pause_seconds):
            tell(f"{steps.told()}, {seconds()} so far")

    thread = threading.Thread(target=at_times, name=f"telling {steps.label}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        ended.set()
        thread.join()
    if time.monotonic() - started > pause_seconds:
        tell(f"{steps.told()}, done in {seconds()}")
