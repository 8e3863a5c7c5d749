"""``python -m bench.shape [CHECKOUT...]``: the shape of the code, one column for each checkout.

It counts; it judges nothing. Lines are those that say something: blank ones and comments are left
out in Python and in SQL. A function's length is that of its whole text.
"""

import ast
import re
import sys
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Final

FLOORS: Final = ("cascade", "projections", "api")
CONDITIONS: Final = {
    "the end of time as a number": r"9223372036854775807",
    "a cause looked for": r"\bFROM cause\b",
    "grants joined": r"AS g\(low, high",
    "a filter asked for": r"cardinality\(:status",
    "a unit's atoms by its ancestors": r"unnest\(\w+\.ancestors\)",
    "errors refused by hand": r"errors = refusals\(input\)",
    "a lazy reference": r"strawberry\.lazy\(",
}
"""What used to stand in many places, as it used to be written."""
EXAMPLES: Final = {
    "a mutation (grantRole)": r"\b(grant_role|grantRole|GrantRole(Input)?)\b",
    "an event (UnitInvited)": r"\bUnitInvited\b",
    "a field (Obligation.acknowledgedAt)": r"\backnowledged_at\b",
}
"""Counted is in how many files of the product a thing is named; CONTRIBUTING says which are touched
to add one like it.
"""
STATEMENT: Final = re.compile(r"^-- name: *(?P<name>\w+)", re.MULTILINE)
FUNCTION: Final = re.compile(
    r"CREATE(?: OR REPLACE)? FUNCTION (?P<name>[\w.]+)\s*\((?P<arguments>.*?)\)\s*RETURNS"
    r".*?(?P<quote>\$\w*\$).*?(?P=quote)[^;]*;",
    re.DOTALL,
)
PARAMETER: Final = re.compile(r"(?<![:\w]):(\w+)")


@dataclass
class Lengths:
    """How long functions are, and which one is the longest."""

    of: dict[str, int] = field(default_factory=dict)

    def told(self) -> str:
        if len(self.of) < 2:
            return str(max(self.of.values(), default=0))
        longest = max(self.of, key=lambda name: self.of[name])
        tenth = quantiles(self.of.values(), n=10)[-1]
        return f"{median(self.of.values()):g}, {tenth:g}, {self.of[longest]} ({longest})"


class Checkout:
    """The files of one tree."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.python = {p: p.read_text("utf-8") for p in self._files(".py")}
        self.sql = {p: p.read_text("utf-8") for p in self._files(".sql")}
        self.trees = {path: ast.parse(text) for path, text in self.python.items()}

    def _files(self, ending: str) -> Iterator[Path]:
        for floor in FLOORS:
            yield from sorted((self.root / floor).rglob(f"*{ending}"))

    def rows(self) -> Iterator[tuple[str, str]]:
        for floor in (*FLOORS, "api/graphql", "api/wiring"):
            yield f"{floor}: files, lines", self._size(self.root / floor)
        yield "rooms of read models", str(self._rooms())
        yield "Python functions: median, 90 %, longest", self._python_functions().told()
        functions, parameters = self._sql_functions()
        yield "SQL functions: median, 90 %, longest", functions.told()
        statements, most = self._sql_statements()
        yield "SQL statements: median, 90 %, longest", statements.told()
        log = Lengths({name: of for name, of in most.of.items() if name.startswith("log.")})
        others = Lengths({name: of for name, of in most.of.items() if name not in log.of})
        yield "most parameters of a statement of the log", log.told().rpartition(", ")[2]
        yield "most parameters of any other statement", others.told().rpartition(", ")[2]
        yield "most arguments of an SQL function", parameters.told().rpartition(", ")[2]
        lengths = {str(p.relative_to(self.root)): text.count("\n") for p, text in self._texts()}
        yield "files: median, 90 %, longest", Lengths(lengths).told()
        yield "circles of files", ", ".join(map(str, self._circles())) or "none"
        for name, pattern in CONDITIONS.items():
            found = [len(re.findall(pattern, text)) for _, text in self._texts()]
            yield f"copies: {name}", f"{sum(found)} in {sum(map(bool, found))} files"
        for name, pattern in EXAMPLES.items():
            files = sum(re.search(pattern, text) is not None for _, text in self._texts())
            yield f"files that name {name}", str(files)

    def _texts(self) -> Iterator[tuple[Path, str]]:
        yield from self.python.items()
        yield from self.sql.items()

    def _size(self, folder: Path) -> str:
        inside = [(p, text) for p, text in self._texts() if p.is_relative_to(folder)]
        lines = sum(len(list(_telling(text, path.suffix))) for path, text in inside)
        return f"{len(inside)}, {lines:,}"

    def _rooms(self) -> int:
        return sum(
            1 for each in (self.root / "projections").iterdir() if (each / "__init__.py").exists()
        )

    def _python_functions(self) -> Lengths:
        found = Lengths()
        for path, tree in self.trees.items():
            for node in ast.walk(tree):
                if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                    assert node.end_lineno is not None
                    name = f"{path.relative_to(self.root)}:{node.lineno} {node.name}"
                    found.of[name] = node.end_lineno - node.lineno + 1
        return found

    def _sql_functions(self) -> tuple[Lengths, Lengths]:
        lengths, arguments = Lengths(), Lengths()
        for text in self.sql.values():
            for match in FUNCTION.finditer(text):
                lengths.of[match["name"]] = match[0].count("\n") + 1
                given = re.sub(r"\(.*?\)", "", match["arguments"])
                arguments.of[match["name"]] = given.count(",") + 1 if given.strip() else 0
        return lengths, arguments

    def _sql_statements(self) -> tuple[Lengths, Lengths]:
        lengths, parameters = Lengths(), Lengths()
        for path, text in self.sql.items():
            starts = [*STATEMENT.finditer(text)]
            ends = [*(start.start() for start in starts[1:]), len(text)]
            for start, end in zip(starts, ends, strict=False):
                name = f"{path.parent.name}.{start['name']}"
                body = text[start.start() : end].strip()
                lengths.of[name] = body.count("\n") + 1
                parameters.of[name] = len(set(PARAMETER.findall(body)))
        return lengths, parameters

    def _circles(self) -> list[int]:
        """Sizes of the sets of files that need each other, those for type checkers among them."""
        modules = {self._module(path): path for path in self.python}
        needs = {
            module: self._needs(self.trees[path], modules.keys()) - {module}
            for module, path in modules.items()
        }
        return sorted((len(circle) for circle in circles(needs)), reverse=True)

    def _module(self, path: Path) -> str:
        return ".".join(path.relative_to(self.root).with_suffix("").parts).removesuffix(".__init__")

    @staticmethod
    def _needs(tree: ast.Module, modules: Set[str]) -> set[str]:
        """A module that is imported from its package is needed, not the package."""
        found: set[str] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and node.module:
                named = {f"{node.module}.{name.name}" for name in node.names}
                found |= named & modules or {node.module}
            elif isinstance(node, ast.Import):
                found |= {name.name for name in node.names}
        return found & modules


def circles(needs: dict[str, set[str]]) -> list[set[str]]:
    """Sets of more than one in which each needs every other, by whatever way."""
    reached = {name: _reached(name, needs) for name in needs}
    found: list[set[str]] = []
    for name in needs:
        circle = {other for other in reached[name] if name in reached[other]}
        if len(circle) > 1 and circle not in found:
            found.append(circle)
    return found


def _reached(start: str, needs: dict[str, set[str]]) -> set[str]:
    seen, waiting = set[str](), [start]
    while waiting:
        for each in needs[waiting.pop()] - seen:
            seen.add(each)
            waiting.append(each)
    return seen


def _telling(text: str, suffix: str) -> Iterator[str]:
    mark = "#" if suffix == ".py" else "--"
    return (
        line for line in text.splitlines() if line.strip() and not line.lstrip().startswith(mark)
    )


def table(columns: Sequence[tuple[str, Iterable[tuple[str, str]]]]) -> Iterator[str]:
    """In Markdown."""
    told = [(name, dict(rows)) for name, rows in columns]
    yield f"| | {' | '.join(name for name, _ in told)} |"
    yield f"|---{'|---' * len(told)}|"
    for row in told[0][1]:
        yield f"| {row} | {' | '.join(rows.get(row, '') for _, rows in told)} |"


def main() -> None:
    roots = [Path(each).resolve() for each in sys.argv[1:]] or [Path.cwd()]
    for line in table([(root.name, Checkout(root).rows()) for root in roots]):
        print(line)


if __name__ == "__main__":
    main()
