"""The help of all commands is there at once: what a command needs is imported when it is called."""

import subprocess
import sys
from collections.abc import Iterator
from inspect import cleandoc

import pytest
from typer.main import get_command

from api.cli.lazy import LazyCommand
from api.cli.main import app

HEAVY = {"aiosql", "asyncpg", "graphql", "starlette", "strawberry", "structlog"}


def commands() -> Iterator[LazyCommand]:
    for command in get_command(app).commands.values():  # type: ignore[attr-defined]
        below = getattr(command, "commands", {None: command})
        yield from below.values()


@pytest.mark.parametrize("arguments", [["--help"], ["units", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    program = (
        "import sys; from api.cli.main import status_of; "
        f"assert status_of({arguments}) == 0; print(*sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    assert HEAVY & set(ran.stderr.split()) == set()


@pytest.mark.parametrize("command", list(commands()), ids=lambda command: str(command.name))
def test_a_command_is_summed_up_as_it_says_of_itself(command: LazyCommand) -> None:
    first, *_ = cleandoc(command.loaded().help).split("\n\n")
    assert command.help == " ".join(first.split())
