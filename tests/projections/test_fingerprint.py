"""What changes what handlers write changes the definition of the read models; words do not."""

import ast
import shutil
from collections.abc import Callable, Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

import pytest

from projections import models
from projections.engine.fingerprint import OURS, closure, code, fingerprint

TREE = Path(models.__file__).parent.parent
PACKAGES = {name: files(name) for name in OURS}
ROOT = models.__name__
CHANGES: dict[str, tuple[str, str, str]] = {
    "a handler": ("projections/reports/handlers.py", "event.arrived_at or", "None or"),
    "what it folds by": ("projections/obligations/folding.py", '"SUBMITTED"', '"PENDING"'),
    "a statement of it": (
        "projections/tasks/amending.sql",
        "least(withdrawn_position",
        "greatest(withdrawn_position",
    ),
    "the order of handlers": ("projections/models.py", "reports, recorded", "recorded, reports"),
    "the domain's arithmetic": ("cascade/days.py", ".date()\n", ".date() or None\n"),
    "an event": ("cascade/policy/events.py", "valid_from", "in_force_from"),
}
WORDS: dict[str, tuple[str, str, str]] = {
    "a docstring": ("projections/reports/handlers.py", "Reports and their", "All of the"),
    "a comment": ("projections/tasks/added.py", "# How many", "# Whatever is written here"),
    "a comment of SQL": ("projections/tasks/amending.sql", "-- Of the tasks", "-- Of those"),
    "what only reads": ("projections/reports/reading.py", "REPORTS_OF_EACH: Final = 20", "X = 1"),
}


def path_of(name: str) -> str:
    """Where a covered module or file of statements lies."""
    folder, _, sql = name.partition("/")
    return folder.replace(".", "/") + (f"/{sql}" if sql else ".py")


@pytest.fixture
def copied(tmp_path: Path) -> Callable[[], str]:
    """The fingerprint of a copy of all that is covered, and of what only reads."""
    covered = [path_of(name) for name, _ in closure(ROOT, PACKAGES)]
    for path in {*covered, WORDS["what only reads"][0]}:
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(TREE / path, tmp_path / path)
    copies: dict[str, Traversable] = {name: tmp_path / name for name in OURS}
    return lambda: fingerprint(ROOT, copies)


def change(root: Path, path: str, old: str, new: str) -> None:
    file = root / path
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")


@pytest.mark.parametrize("name", CHANGES)
def test_what_decides_rows_changes_it(tmp_path: Path, copied: Callable[[], str], name: str) -> None:
    change(tmp_path, *CHANGES[name])
    assert copied() != fingerprint(ROOT)


@pytest.mark.parametrize("name", WORDS)
def test_what_decides_no_row_does_not(tmp_path: Path, copied: Callable[[], str], name: str) -> None:
    change(tmp_path, *WORDS[name])
    assert copied() == fingerprint(ROOT)


def test_the_definition_of_the_read_models_holds_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = models.definition_hash()
    models.definition_hash.cache_clear()
    monkeypatch.setattr(models, "fingerprint", lambda module: "another")
    assert models.definition_hash() != before
    models.definition_hash.cache_clear()


def imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = node.module or ""
            for alias in node.names:
                module = f"{package}.{alias.name}"
                yield module if (TREE / path_of(module)).is_file() else package


def loaded(tree: ast.Module, package: str) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "load":
            yield f"{package}/{ast.literal_eval(node.args[1])}"


def test_it_covers_all_that_python_imports_and_loads() -> None:
    covered = dict(closure(ROOT, PACKAGES))
    for name in (each for each in covered if "/" not in each):
        tree = ast.parse((TREE / path_of(name)).read_text("utf-8"))
        ours = {each for each in imported(tree) if each.split(".")[0] in OURS}
        assert ours | set(loaded(tree, name.rpartition(".")[0])) <= covered.keys(), name
    assert "projections.tasks/amending.sql" in covered
    assert not [name for name in covered if name.startswith(("cascade.database", "cascade.engine"))]


def test_what_is_left_is_what_python_reads() -> None:
    for name, text in closure(ROOT, PACKAGES):
        if "/" not in name:
            tree = ast.parse((TREE / path_of(name)).read_text("utf-8"))
            assert ast.dump(ast.parse(_filled(text))) == ast.dump(_bare(tree)), name


def _bare(tree: ast.Module) -> ast.Module:
    """Without docstrings."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            body[:] = [each for each in body if not _is_docstring(each)] or [ast.Pass()]
    return tree


def _is_docstring(node: ast.stmt) -> bool:
    value = node.value if isinstance(node, ast.Expr) else None
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _filled(text: str) -> str:
    """With something to do where only a docstring said what there is to do."""
    lines = text.splitlines()
    filled = []
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        filled.append(line)
        indent = len(line) - len(line.lstrip())
        if line.endswith(":") and len(after) - len(after.lstrip()) <= indent:
            filled.append(" " * (indent + 4) + "pass")
    return "\n".join(filled)


def test_strings_with_signs_of_comments_stay() -> None:
    assert code('X = "# no comment"  # one\n"""Of X."""\n\nY = ("""a""",\n    """b""")\n') == (
        'X = "# no comment"\nY = ("""a""",\n    """b""")'
    )
