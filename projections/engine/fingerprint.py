"""A fingerprint of code: whatever changes what the code does changes it.

It covers a module and every other of ours that it imports, however far away, with the statements
that they load: from the list of handlers on these are the rows that they write, what they fold by,
and the events that they read. It is of the files' text, so that it is the same on every machine and
for every Python. Comments and docstrings do not count; a change of layout alone does, and costs a
rebuild for nothing.

It does not cover what is not ours: Python, libraries, PostgreSQL, the database of time zones. Nor
how events are stored and pages cut, as rows do not depend on that.
"""

import re
from collections.abc import Iterator, Mapping
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Final, TypeAlias

OURS: Final = ("cascade", "projections")

Packages: TypeAlias = Mapping[str, Traversable]
"""Where each package of ours lies."""

_TOKEN: Final = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"""|"(?:\\.|[^"\\\n])*"|'
    r"'''(?:\\.|[^\\])*?'''|'(?:\\.|[^'\\\n])*')"
    r"|(?P<comment>#[^\n]*)|(?P<open>[(\[{])|(?P<close>[)\]}])",
    re.DOTALL,
)
_IMPORT: Final = re.compile(
    rf"^[ ]*from (?P<module>(?:{'|'.join(OURS)})[\w.]*) import (?P<names>\([^)]*\)|[^\n]+)",
    re.MULTILINE,
)
_STATEMENTS: Final = re.compile(r'\bload\(__package__, "(?P<name>[\w.]+)"\)')
_SQL_COMMENT: Final = re.compile(r"^[ ]*--(?! name:).*\n", re.MULTILINE)


def fingerprint(module: str, packages: Packages | None = None) -> str:
    """Hash of what a module comes to, in hex. Some 30 ms: for a start, not for every request."""
    found = sorted(closure(module, packages or {name: files(name) for name in OURS}))
    return sha256("\0".join(each for pair in found for each in pair).encode()).hexdigest()


def closure(module: str, packages: Packages) -> Iterator[tuple[str, str]]:
    """By name, the code of a module and of all that it imports, and their statements."""
    known, waiting = {module}, [module]
    while waiting:
        name = waiting.pop()
        source = _file(name, packages).read_text(encoding="utf-8")
        text = code(source)
        yield name, text
        for statements in _STATEMENTS.finditer(text):
            package, sql = name.rpartition(".")[0], statements["name"]
            stored = _folder(package, packages).joinpath(sql).read_text(encoding="utf-8")
            yield f"{package}/{sql}", said(stored)
        new = set(_imported(text, packages)) - known
        known |= new
        waiting += new


def code(source: str) -> str:
    """What a module says without comments, docstrings and empty lines."""
    kept, end, depth = [], 0, 0
    for token in _TOKEN.finditer(source):
        kind, start = token.lastgroup, token.start()
        if kind == "open":
            depth += 1
        elif kind == "close":
            depth -= 1
        elif kind == "comment" or (depth == 0 and _begins_line(source, start)):
            kept.append(source[end:start])
            end = token.end()
    kept.append(source[end:])
    lines = (line.rstrip() for line in "".join(kept).splitlines())
    return "\n".join(line for line in lines if line)


def said(sql: str) -> str:
    """What SQL says without the lines that are comments; names of statements stay."""
    return _SQL_COMMENT.sub("", sql)


def _begins_line(source: str, position: int) -> bool:
    """Whether a string stands for itself: the docstring of what is before or after it."""
    return not source[source.rfind("\n", 0, position) + 1 : position].strip()


def _imported(text: str, packages: Packages) -> Iterator[str]:
    for statement in _IMPORT.finditer(text):
        package = statement["module"]
        for name in re.findall(r"(\w+)(?: as \w+)?", statement["names"]):
            # Modules have small letters: what else is imported need not be looked for.
            is_module = (
                name.islower() and _folder(package, packages).joinpath(f"{name}.py").is_file()
            )
            yield f"{package}.{name}" if is_module else package


def _file(module: str, packages: Packages) -> Traversable:
    package, _, name = module.rpartition(".")
    return _folder(package, packages).joinpath(f"{name}.py")


def _folder(package: str, packages: Packages) -> Traversable:
    ours, *rooms = package.split(".")
    return packages[ours].joinpath(*rooms)
