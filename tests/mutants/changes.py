"""One change of one file, and all changes that a file has room for."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent


@dataclass(frozen=True)
class Change:
    """In place of the characters from ``start`` to ``end`` of a file there stands ``new``."""

    path: str
    start: int
    end: int
    new: str
    kind: str

    def made_in(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]

    def line(self, text: str) -> int:
        return text.count("\n", 0, self.start) + 1

    def told(self, text: str) -> str:
        """For people: where, of what kind, and the words before and after."""
        old, new = (re.sub(r"\s+", " ", words) for words in (text[self.start : self.end], self.new))
        return f"{self.path}:{self.line(text)} {self.kind}: {old!r} -> {new!r}"

    def name(self, text: str) -> str:
        """Stays the same as long as the changed line and its neighbours do, wherever they stand."""
        begin = text.rfind("\n", 0, self.start) + 1
        column = self.start - begin
        around = text[text.rfind("\n", 0, max(0, begin - 1)) + 1 : text.find("\n", self.end)]
        words = "|".join((self.path, around, str(column), self.kind, self.new))
        return sha256(words.encode()).hexdigest()[:10]


@cache
def read(path: str, root: Path = ROOT) -> str:
    return (root / path).read_text("utf-8")


def distinct(changes: Iterator[Change]) -> list[Change]:
    """Each once, in the order of the file."""
    return sorted(set(changes), key=lambda change: (change.start, change.end, change.new))
