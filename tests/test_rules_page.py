"""docs/rules.md names every rule of the field, where it stands, and nothing that is not there."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

import pytest

from projections.models import definition_sql

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "rules.md"
DECISIONS = {int(path.name[:4]) for path in (ROOT / "docs" / "decisions").glob("*.md")}
COLUMNS = 6
ABOUT_THE_MACHINERY = {
    2,
    3,
    7,
    8,
    9,
    27,
    28,
    29,
    30,
    31,
    34,
    35,
    36,
    37,
    50,
    51,
    52,
    53,
    54,
    55,
    58,
    59,
    60,
    61,
    62,
    63,
    64,
    65,
}
"""Decision records that settle how the engine is built and tried, no rule of the field."""


@dataclass(frozen=True)
class Rule:
    """A row: what its columns name between backticks."""

    title: str
    python: list[str]
    sql: list[str]
    model: list[str]
    tests: list[str]
    decisions: set[int]


def rules() -> Iterator[Rule]:
    for line in PAGE.read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == COLUMNS and cells[0] not in ("rule", "---"):
            python, sql, model, tests = (re.findall(r"`([^`]+)`", cell) for cell in cells[1:5])
            numbers = {int(number) for number in re.findall(r"\d+", cells[5])}
            yield Rule(cells[0], python, sql, model, tests, numbers)


RULES = list(rules())


def is_there(package: str, name: str) -> bool:
    """Whether ``module:Class.attribute`` names something of a package."""
    module, _, path = name.partition(":")
    try:
        found: object = import_module(f"{package}.{module}")
    except ModuleNotFoundError:
        return False
    for part in path.split("."):
        if not hasattr(found, part):
            return False
        found = getattr(found, part)
    return True


def rule_names_in(path: Path) -> set[str]:
    return set(re.findall(r"^(?:async )?def test_(\w+)", path.read_text("utf-8"), re.MULTILINE))


def is_test(name: str) -> bool:
    path, _, test = name.partition("::")
    return (ROOT / path).is_file() and test in rule_names_in(ROOT / path)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.title[:60])
def test_every_name_of_a_rule_is_there(rule: Rule) -> None:
    sql = definition_sql()
    defined = set(re.findall(r"CREATE (?:TABLE|FUNCTION|VIEW) (\w+)", sql))
    missing = [name for name in rule.python if not is_there("cascade", name)]
    missing += [name for name in rule.model if not is_there("tests.oracle", name)]
    missing += [name for name in rule.sql if name not in defined]
    missing += [name for name in rule.tests if not is_test(name)]
    assert not missing
    assert rule.python or rule.sql
    assert rule.tests
    assert rule.decisions <= DECISIONS


def test_every_decision_record_has_its_rules() -> None:
    named = {number for rule in RULES for number in rule.decisions}
    assert named | ABOUT_THE_MACHINERY == DECISIONS
    assert not named & ABOUT_THE_MACHINERY


def test_every_test_of_a_rule_is_named() -> None:
    named = {name for rule in RULES for name in rule.tests}
    every = {
        f"{path.relative_to(ROOT)}::{test}"
        for path in (ROOT / "tests" / "rules").glob("test_*.py")
        for test in rule_names_in(path)
    }
    assert sorted(every - named) == []
