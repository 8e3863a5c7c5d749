"""What the demo must have shown: every fact is looked up in an answer and compared."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that must be so."""

    what: str
    expected: Any
    found: Any

    @property
    def holds(self) -> bool:
        return bool(self.expected == self.found)


@dataclass(slots=True)
class Facts:
    """Collected as the story goes on; the demo ends well where all hold."""

    all: list[Fact] = field(default_factory=list)

    def check(self, what: str, found: Any, expected: Any) -> None:
        self.all.append(Fact(what, expected, found))

    @property
    def wrong(self) -> list[Fact]:
        return [fact for fact in self.all if not fact.holds]
