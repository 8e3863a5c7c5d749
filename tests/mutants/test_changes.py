"""That the mutator changes what it says, and leaves a file that can be read."""

import ast

from tests.mutants.__main__ import EQUIVALENT, drawn, equivalent, name_of
from tests.mutants.changes import read
from tests.mutants.python_changes import Python
from tests.mutants.rooms import all_changes, files, watchers
from tests.mutants.sql_changes import Sql

QUERY = """-- name: some(p)
SELECT o.unit_id FROM owed o -- it's < here
WHERE o.from_position <= :p AND NOT o.ended AND o.day BETWEEN 1 AND 2 AND o.at IS NOT NULL
"""
CODE = '''
def decide(a: int, b: int, c: bool) -> bool:
    """Whether a < b."""
    if a < b and not c:
        return True
    return all(x > 0 for x in (a, b) if x != 3)
'''


def told(changed: list[str], original: str) -> set[str]:
    before = original.split("\n")
    return {
        line.strip()
        for text in changed
        for line, old in zip(text.split("\n"), before, strict=False)
        if line != old
    }


def test_changes_of_sql() -> None:
    changed = [change.made_in(QUERY) for change in Sql("a.sql", QUERY).changes()]
    where = "WHERE o.from_position <= :p AND NOT o.ended AND o.day BETWEEN 1 AND 2"
    end = "AND o.at IS NOT NULL"
    assert told(changed, QUERY) == {
        "SELECT o.bearer_id FROM owed o -- it's < here",
        f"{where.replace('<=', '<')} {end}",
        f"{where.replace('from_position', 'to_position')} {end}",
        f"{where.replace('NOT', '')} {end}",
        f"{where} AND o.at IS NULL",
        f"{where.replace('o.from_position <= :p', 'true')} {end}",
        f"{where.replace('NOT o.ended', 'true')} {end}",
        f"{where.replace('o.day BETWEEN 1 AND 2', 'true')} {end}",
        f"{where} AND true",
    }


def test_changes_of_python() -> None:
    changed = [change.made_in(CODE) for change in Python("a.py", CODE).changes()]
    last = "return all(x > 0 for x in (a, b) if x != 3)"
    assert told(changed, CODE) == {
        "if a <= b and not c:",
        "if True and not c:",
        "if a < b and True:",
        "if a < b and (c):",
        "if False:",
        last.replace(">", ">="),
        last.replace("!=", "=="),
        last.replace("x != 3", "True"),
    }


def test_every_changed_decision_can_be_read() -> None:
    for change in all_changes()[::11]:
        if change.path.endswith(".py"):
            ast.parse(change.made_in(read(change.path)))


def test_there_are_enough_to_draw_from_and_a_seed_draws_the_same() -> None:
    assert len(all_changes()) > 1_000
    assert drawn(1, 100) == drawn(1, 100)
    assert len(drawn(2, 100)) == 100
    assert all(watchers(path) for path in files())


def test_what_changes_nothing_is_still_there_and_says_why() -> None:
    """A name that no change has any more goes from the list."""
    silent = equivalent()
    assert all(why.strip() for why in silent.values()), EQUIVALENT
    assert silent.keys() <= {name_of(change) for change in all_changes()}
