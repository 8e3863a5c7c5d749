"""The documentation as its readers have it: pages with blocks, and words between backticks.

A fenced block says what it is: `sh` is typed, `output` is what the block before it prints, `text`
is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

ROOT: Final = Path(__file__).parents[2]
TYPED, PRINTED, LOOKED_AT = "sh", "output", "text"
QUOTED: Final = "js"
"""From the clients' checks, word for word."""
_MARKDOWN: Final = MarkdownIt("commonmark").enable("table")


@dataclass(frozen=True, slots=True)
class Block:
    """``line`` is that of its fence; ``kind`` is empty where it says none."""

    page: str
    line: int
    kind: str
    text: str

    def __str__(self) -> str:
        return f"{self.page}:{self.line}"


def pages() -> list[Path]:
    """Every page of the documentation, the first ones first."""
    return [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]


def blocks_of(page: Path) -> Iterator[Block]:
    """Fenced ones and indented ones."""
    for token in _MARKDOWN.parse(page.read_text("utf-8")):
        if token.type in ("fence", "code_block"):
            line = token.map[0] + 1 if token.map else 0
            yield Block(str(page.relative_to(ROOT)), line, token.info, token.content)


def blocks() -> list[Block]:
    return [block for page in pages() for block in blocks_of(page)]


def typed_and_printed(page: Path) -> list[tuple[Block, Block | None]]:
    """What is typed on a page, each with what it prints where the page shows it."""
    following = [*blocks_of(page), None]
    return [
        (block, after if after is not None and after.kind == PRINTED else None)
        for block, after in pairwise(following)
        if block is not None and block.kind == TYPED
    ]


def named() -> Iterator[tuple[str, str]]:
    """What stands between backticks in running text: page and words."""
    for page in pages():
        for token in _MARKDOWN.parse(page.read_text("utf-8")):
            for child in token.children or ():
                if child.type == "code_inline":
                    yield str(page.relative_to(ROOT)), child.content
