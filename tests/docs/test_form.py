"""Every block says what it is, and whatever a page names to be typed is there."""

import importlib.util
import re
import shlex
from itertools import pairwise

from typer.main import get_command

from api.cli.lazy import LazyCommand
from api.cli.main import app
from tests.docs.pages import LOOKED_AT, PRINTED, QUOTED, ROOT, TYPED, blocks, named

TARGETS = set(re.findall(r"(?m)^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8")))
A_PATH = re.compile(r"(?:api|bench|cascade|docs|projections|tests)/[\w./-]+")
BLOCKS = blocks()


def test_every_block_says_what_it_is() -> None:
    assert [str(b) for b in BLOCKS if b.kind not in (TYPED, PRINTED, LOOKED_AT, QUOTED)] == []


def test_what_is_quoted_is_run_by_the_clients() -> None:
    run = "".join(each.read_text("utf-8") for each in (ROOT / "tests" / "clients").glob("*.mjs"))
    quoted = [block for block in BLOCKS if block.kind == QUOTED]
    assert quoted
    assert [str(block) for block in quoted if block.text not in run] == []


def test_what_is_printed_follows_what_is_typed() -> None:
    assert [
        str(block)
        for previous, block in pairwise(BLOCKS)
        if block.kind == PRINTED and (previous.page, previous.kind) != (block.page, TYPED)
    ] == []


def test_nothing_to_be_typed_hides_in_what_is_looked_at() -> None:
    command = re.compile(r"(?m)^\s*(?:\$ |make |curl |\.venv/bin/|cascade (?:init|serve|token) )")
    assert [str(b) for b in BLOCKS if b.kind == LOOKED_AT and command.search(b.text)] == []


def test_what_is_named_is_there() -> None:
    """Make targets, subcommands and their options, modules, and paths of the repository."""
    wrong = [(page, words) for page, words in sorted(set(named())) if not is_there(page, words)]
    assert wrong == []


def is_there(page: str, words: str) -> bool:
    """True, too, of words that name nothing of these."""
    first, *rest = words.split()
    if first == "make" and rest:
        return rest[0] in TARGETS
    if first == "cascade" and rest:
        return can_be_typed(shlex.split(words)[1:])
    if words.startswith("python -m "):
        return importlib.util.find_spec(rest[1]) is not None
    # What a decision rests on may have moved since.
    if A_PATH.fullmatch(words) and not page.startswith("docs/decisions/"):
        path = ROOT / words
        return path.exists() or path.with_suffix(".py").exists()
    return True


def test_every_block_typed_names_what_is_there() -> None:
    for block in BLOCKS:
        if block.kind == TYPED:
            for target in re.findall(r"(?m)^make ([a-z-]+)", block.text):
                assert target in TARGETS, block
            for line in re.findall(r"(?m)(?:^|\$\()\.venv/bin/cascade ([^)\n]*)", block.text):
                assert can_be_typed(shlex.split(line, comments=True)), block


def can_be_typed(words: list[str]) -> bool:
    """Whether these are a subcommand and options of the command line."""
    command = get_command(app)
    while words and (below := getattr(command, "commands", None)) is not None:
        if words[0] not in below:
            return False
        command, words = below[words[0]], words[1:]
    if isinstance(command, LazyCommand):
        command = command.loaded()
    known = {option for each in command.params for option in (*each.opts, *each.secondary_opts)}
    return all(word in known for word in words if word.startswith("--"))
