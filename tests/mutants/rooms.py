"""Which files are changed, and which tests would see it: fast and telling ones first."""

from functools import cache
from pathlib import Path
from typing import Final

from tests.mutants.changes import ROOT, Change, distinct, read
from tests.mutants.python_changes import Python
from tests.mutants.sql_changes import Sql

SQL: Final = ("obligations", "reach", "visibility", "tasks", "directives")
DECIDED: Final = (
    *("access", "calendar", "directive", "execution"),
    *("numbering", "organisation", "policy"),
)
NO_DECISIONS: Final = ("commands", "events", "refusals", "records", "__init__", "tables")
"""Shapes and words."""

PURE: Final = ("tests/decisions", "tests/rules")
COMMANDS: Final = (
    "tests/pairs/test_pairs.py",
    "tests/engine",
    "tests/properties/test_refusals.py",
    "tests/api_refusals",
)
READ_MODELS: Final = (
    "tests/pairs/test_pairs.py",
    "tests/projections/test_owing.py",
    "tests/projections/test_owed_since.py",
    "tests/properties/test_sparse_equals_naive.py",
    "tests/recurring",
    "tests/projections/test_reorganising.py",
    "tests/reading",
)


def files(root: Path = ROOT) -> list[str]:
    paths = [path for room in SQL for path in (root / "projections" / room).glob("*.sql")]
    paths += [path for room in DECIDED for path in (root / "cascade" / room).rglob("*.py")]
    wanted = (path for path in paths if path.stem not in NO_DECISIONS)
    return sorted(str(path.relative_to(root)) for path in wanted)


def changes_of(path: str) -> list[Change]:
    text = read(path)
    kind = Sql if path.endswith(".sql") else Python
    return distinct(kind(path, text).changes())


@cache
def all_changes() -> list[Change]:
    return [change for path in files() for change in changes_of(path)]


def watchers(path: str) -> tuple[str, ...]:
    """In the order in which they are run, until one of them fails."""
    return READ_MODELS if path.endswith(".sql") else (*PURE, *COMMANDS, READ_MODELS[3])
