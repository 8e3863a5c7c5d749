"""What a reader types does what the page says: every block is run, and its output compared."""

import shlex
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.docs.comparing import is_as_shown
from tests.docs.pages import ROOT, TYPED, Block, blocks, pages, typed_and_printed
from tests.docs.terminals import Terminals

NOT_RUN = {
    "make install": "it brings packages from a registry, and these tests run on what it installed",
    "make test": "it runs this test",
    "make check": "it takes minutes, and CI runs it beside the tests",
}
"""And why. Their form is checked: make resolves them without running them."""
INSTEAD = {
    "make demo": ".venv/bin/cascade demo --chapter 1",
}
"""The same program for less long: the nation of 240,000 is tests/demo's, in a smaller size."""
TYPING = [page for page in pages() if typed_and_printed(page)]


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One for all pages, so that the sample is told once."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture
def terminals(home: Path, tmp_path: Path) -> Iterator[Terminals]:
    opened = Terminals(home, tmp_path)
    yield opened
    opened.close()


@pytest.mark.parametrize("page", TYPING, ids=[str(page.relative_to(ROOT)) for page in TYPING])
def test_a_page_as_its_reader_types_it(page: Path, terminals: Terminals) -> None:
    """From its beginning to its end, block by block."""
    for block, shown in typed_and_printed(page):
        printed = "".join(terminals.type(text) for text in _to_run(block))
        if shown is not None:
            assert is_as_shown(shown.text, printed), f"{shown} shows\n{shown.text}\nbut\n{printed}"


def test_what_is_not_run_is_typed_somewhere_and_can_be() -> None:
    lines = {_bare(line) for block in blocks() if block.kind == TYPED for line in _lines(block)}
    for command in (*NOT_RUN, *INSTEAD):
        assert command in lines
        subprocess.run(
            ["make", "-n", *command.split()[1:]], cwd=ROOT, check=True, capture_output=True
        )


def _to_run(block: Block) -> list[str]:
    """The block as a whole; or line by line where one of them is not run, or not as it stands."""
    if not any(_bare(line) in (*NOT_RUN, *INSTEAD) for line in _lines(block)):
        return [block.text]
    lines = [_bare(line) for line in _lines(block)]
    return [INSTEAD.get(line, line) for line in lines if line not in NOT_RUN]


def _lines(block: Block) -> list[str]:
    return block.text.splitlines()


def _bare(line: str) -> str:
    """A line without its comment; itself where it is a part of something longer."""
    try:
        return shlex.join(shlex.split(line, comments=True))
    except ValueError:
        return line
