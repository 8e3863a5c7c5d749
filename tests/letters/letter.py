"""A letter as it is written down: read from its file, checked for what a form must have."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

HERE: Final = Path(__file__).parent
UNITS: Final = frozenset(
    {
        *("issuer", "under", "units", "unit", "lead", "coordinating", "by"),
        *("reportTo", "reportVia", "chair", "participants", "parent", "exceptUnits"),
        *("coLeads", "jointIssuers", "superior", "standing", "addressesUnder"),
    }
)
"""Fields of inputs in which a code stands for a unit."""

Row = tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    """``name`` is that of its file."""

    name: str
    title: str
    kind: str
    entered: str
    nation: list[Row]
    letter: dict[str, Any]
    owed: list[Row]
    then: list[dict[str, Any]]
    before: list[dict[str, Any]]
    notices: list[str]

    @classmethod
    def read(cls, path: Path) -> "Letter":
        found = tomllib.loads(path.read_text("utf-8"))
        units = found.get("nation") or tomllib.loads((HERE / "nation.toml").read_text("utf-8"))
        return cls(
            name=path.stem,
            title=found["title"],
            kind=found["kind"],
            entered=found["entered"],
            nation=rows(units["units"]),
            letter=found["letter"] | _appendix(found.get("appendix")),
            owed=rows(found["owed"]),
            then=found.get("then", []),
            before=found.get("before", []),
            notices=found.get("notices", []),
        )

    @property
    def words(self) -> str:
        """All that is written in it."""
        return "\n".join(value for _, value in leaves(self.letter) if isinstance(value, str))

    @property
    def recipients(self) -> set[str]:
        """The units to which reports should go."""
        later = [rows(step["owed"]) for step in self.then if "owed" in step]
        return {line[-1] for table in (self.owed, *later) for line in table}

    @property
    def fields(self) -> set[str]:
        """The input fields by which it is expressed, those of the acts that follow included."""
        return {name for name, _ in leaves([self.letter, *self.before, *self.then])}


def letters() -> list[Letter]:
    """Every letter, by its name."""
    return [Letter.read(path) for path in sorted((HERE / "written").glob("*.toml"))]


def rows(table: str) -> list[Row]:
    """The cells of a table's lines."""
    return [tuple(cell.strip() for cell in line.split("|")) for line in table.strip().splitlines()]


def leaves(value: Any, name: str = "") -> Iterator[tuple[str, Any]]:
    """Every value within with the name of its field; a field that holds others comes too."""
    if isinstance(value, Mapping):
        if name:
            yield name, None
        for key, inner in value.items():
            yield from leaves(inner, key)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    else:
        yield name, value


def _appendix(table: str | None) -> dict[str, Any]:
    """The tasks of an appendix: number | text | lead | coordinating | due | what is handed in."""
    if table is None:
        return {}
    tasks = []
    for number, text, lead, coordinating, due in rows(table):
        task: dict[str, Any] = {"key": number, "number": number, "text": text, "lead": lead}
        if coordinating:
            task["coordinating"] = coordinating.split()
        tasks.append({**task, "due": {"on": due}, "dueStated": due})
    return {"tasks": tasks}
