"""Tables and lines of the demo: local times, short words, at most a hundred columns."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from rich.console import Console
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from api.demo.facts import Facts
from api.demo.story import HANOI


class Stage:
    """Where the demo prints."""

    def __init__(self, console: Console) -> None:
        self.console = console

    def chapter(self, title: str) -> None:
        self.console.print()
        self.console.print(Rule(Text(title, style="bold"), align="left", characters="="))

    def heading(self, text: str) -> None:
        self.console.print()
        self.console.print(Text(text, style="bold"))

    def say(self, text: str) -> None:
        self.console.print(Text(text))

    def table(self, title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        """Columns whose name ends with ``#`` hold numbers."""
        table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="dim")
        for column in columns:
            table.add_column(
                column.removesuffix("#"),
                justify="right" if column.endswith("#") else "left",
                overflow="fold",
            )
        for row in rows:
            table.add_row(*(Text(str(value)) for value in row))
        self.heading(title)
        self.console.print(table)

    def facts(self, facts: Facts) -> None:
        """Every fact, and what was found instead where one does not hold."""
        self.table(
            "What had to be so",
            ("", "fact"),
            (("ok" if fact.holds else "WRONG", fact.what) for fact in facts.all),
        )
        for fact in facts.wrong:
            self.say(f"WRONG: {fact.what}\n  expected {fact.expected}\n  found    {fact.found}")


def local(instant: str | None) -> str:
    """An instant as the clocks in Hà Nội show it."""
    return "" if instant is None else f"{_instant(instant).astimezone(HANOI):%Y-%m-%d %H:%M}"


def local_day(instant: str | None) -> str:
    """The day in Hà Nội of an instant: how a deadline is told."""
    return "" if instant is None else f"{_instant(instant).astimezone(HANOI):%Y-%m-%d}"


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def counted(values: Iterable[str]) -> str:
    """``3 pending, 1 overdue``: in the order of first appearance."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return ", ".join(f"{count} {words(value)}" for value, count in counts.items())


def words(name: str) -> str:
    """``ON_TIME`` as ``on time``."""
    return name.lower().replace("_", " ")


def quota(obligation: dict[str, Any]) -> str:
    """``1 of 1``, or nothing where there is no quota."""
    wanted = obligation["task"].get("quota")
    if not wanted:
        return ""
    return f"{obligation['reportedTowardsQuota'] or 0:g} of {wanted['minimum']}"
