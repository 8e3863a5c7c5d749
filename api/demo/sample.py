"""The letter's input data: GraphQL inputs in JSON, with codes and numbers in place of ids."""

from functools import cache
from pathlib import Path
from typing import Any, Final

import orjson

LETTER: Final = Path(__file__).parent / "letter"
UNIT: Final = "unit:"
DIRECTIVE: Final = "directive:"


@cache
def _read(name: str) -> Any:
    return orjson.loads((LETTER / f"{name}.json").read_bytes())


class Sample:
    """Inputs with their references resolved by what was established and issued so far."""

    def __init__(self) -> None:
        self.units: dict[str, str] = {}
        """Ids by code."""
        self.directives: dict[str, str] = {}
        """Ids by number."""

    def input(self, name: str) -> Any:
        """The content of ``letter/<name>.json``; raises KeyError for what does not stand yet."""
        return self.resolved(_read(name))

    def resolved(self, value: Any) -> Any:
        """The same with ``unit:CODE`` and ``directive:NUMBER`` replaced by ids."""
        if isinstance(value, dict):
            return {key: self.resolved(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.resolved(each) for each in value]
        if isinstance(value, str) and value.startswith(UNIT):
            return self.units[value.removeprefix(UNIT)]
        if isinstance(value, str) and value.startswith(DIRECTIVE):
            return self.directives[value.removeprefix(DIRECTIVE)]
        return value


def enclosure() -> bytes:
    """The special topic that goes with 411: its title is the letter's, its text is made up."""
    return (LETTER / "enclosed-topic.txt").read_bytes()


def charged_by_the_letter() -> list[str]:
    """Codes of the units that 411 charges: everyone under Vạn Xuân."""
    units = _read("units")["units"]
    return [unit["code"] for unit in units if unit.get("parentCode") == "VX"]
