"""What people are shown: tables and lines on stdout, complaints and progress on stderr."""

from collections.abc import Iterator
from contextlib import contextmanager
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


@contextmanager
def progress_bar(label: str, total: int | None) -> Iterator["Steps"]:
    """A bar on stderr while something long runs; shown only where stderr is a terminal."""
    console = to_stderr()
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        console=console,
        disable=not console.is_terminal,
    ) as progress:
        yield Steps(progress, label, total)


class Steps:
    """How far one long piece of work has come."""

    def __init__(self, progress: Progress, label: str, total: int | None) -> None:
        self._progress = progress
        self._task = progress.add_task(label, total=total)

    def advance(self, by: int) -> None:
        self._progress.advance(self._task, by)

    def reached(self, done: int, total: int | None = None) -> None:
        self._progress.update(self._task, completed=done, total=total)
