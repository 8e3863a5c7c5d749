"""Reads the code itself: sizes, names, and what may not be written where."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
PACKAGES = ("cascade", "projections", "api")
FOLDERS = (*PACKAGES, "tests", "bench")

FILE_LINES = 400
FUNCTION_LINES = 70
SQL_FUNCTION_LINES = 62
SQL_PARAMETERS = 15
"""A statement that needs more has a row of them as one: what is asked, whom it is for, a filter."""
NOT_A_NAME = {"utils", "util", "helpers", "helper", "manager", "base", "common", "misc"}

# A statement is a verb and, later on, the word that no English sentence has in that place.
SQL = re.compile(
    r"\b(SELECT\s.+\sFROM\s|INSERT\s+INTO\s|UPDATE\s+\S+\s+SET\s|DELETE\s+FROM\s|"
    r"(CREATE|ALTER|DROP)\s+(TABLE|SCHEMA|INDEX|ROLE|FUNCTION|VIEW|TRIGGER|DATABASE)\s|"
    r"TRUNCATE\s+\S|LOCK\s+TABLE\s|NOTIFY\s+\w+\s*[,;])",
    re.DOTALL,
)
# What PostgreSQL 15 does not know, by the version that brought it. Only a run on a 15 finds all.
NEWER_SQL = {
    16: r"\b\d+_\d|\b0[xob][0-9a-f]|\bany_value\(|\bsystem_user\b|\bIS\s+(NOT\s+)?JSON\b|"
    r"\bjson_(array|object|arrayagg|objectagg)\(|\bWITH\s+(INHERIT|SET)\b|\bpg_stat_io\b|"
    r"\brandom_normal\(|\barray_(sample|shuffle)\(|\bdate_(add|subtract)\(|\bGENERIC_PLAN\b",
    17: r"\bjson_(table|exists|query|value|scalar|serialize)\(|\bmerge_action\(|\bto_(bin|oct)\(|"
    r"\bBY\s+SOURCE\b|\bON_ERROR\b|\bAT\s+LOCAL\b|\buuid_extract_|\btransaction_timeout\b|"
    r"\bMERGE\s+INTO[^;]*\bRETURNING\b|\brandom\(\s*[^)\s]",
    18: r"\buuidv[47]\(|\bVIRTUAL\b|\bWITHOUT\s+OVERLAPS\b|\bNOT\s+ENFORCED\b|\bcasefold\(|"
    r"\barray_(sort|reverse)\(",
}
BANNER = re.compile(r"^\s*#\s*([-=*#~])\1{4,}")
ZONED = re.compile(
    r"(?i)AT\s+TIME\s+ZONE|AT\s+LOCAL|timezone\s*\(|current_date|localtime(?:stamp)?|date_trunc|"
    r"date_part|extract\s*\((?!epoch)|make_timestamp|to_char|_at\s*::\s*(?:date|time\b|timestamp\b)|"
    r"\binterval\b"
)
CAMEL_CASE = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]*)+")
SQL_FUNCTION = re.compile(
    r"CREATE FUNCTION (?P<name>\w+)\(.*?\bAS (?P<quote>\$\w*\$).*?(?P=quote);", re.DOTALL
)
STATEMENT_NAME = re.compile(r"[a-z][a-z0-9_]*\([a-z0-9_, ]*\)(<!|\*!|[!$^#])?")


def files(folders: tuple[str, ...], suffix: str) -> list[Path]:
    found = (path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}"))
    return sorted(path for path in found if "__pycache__" not in path.parts)


def told(path: Path) -> str:
    return str(path.relative_to(ROOT))


PYTHON = files(FOLDERS, ".py")
PRODUCT = files(PACKAGES, ".py")
STATEMENTS = files(PACKAGES, ".sql")
# The log's are told by its columns, and its migrations never change.
READ_MODEL_STATEMENTS = files(("projections",), ".sql")


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def docstrings(tree: ast.AST) -> set[int]:
    """The identities of the nodes that are docstrings: prose may say SELECT."""
    owners = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    return {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, owners) and node.body and isinstance(node.body[0], ast.Expr)
    }


def test_there_is_code_to_read() -> None:
    assert len(PYTHON) > 10
    assert STATEMENTS


def test_a_file_holds_one_idea() -> None:
    """A file that grows past the limit holds two: find them."""
    sizes = {told(path): path.read_text("utf-8").count("\n") for path in [*PYTHON, *STATEMENTS]}
    assert {name: size for name, size in sizes.items() if size > FILE_LINES} == {}


def test_a_function_fits_a_screen() -> None:
    sizes = {
        f"{told(path)}:{node.lineno} {node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in PYTHON
        for node in functions(path)
    }
    assert {name: size for name, size in sizes.items() if size > FUNCTION_LINES} == {}


def test_a_function_of_sql_fits_a_screen() -> None:
    sizes = {
        f"{told(path)} {found['name']}": found[0].count("\n") + 1
        for path in READ_MODEL_STATEMENTS
        for found in SQL_FUNCTION.finditer(path.read_text("utf-8"))
    }
    assert sizes
    assert {name: size for name, size in sizes.items() if size > SQL_FUNCTION_LINES} == {}


def test_a_statement_is_asked_by_few_parameters() -> None:
    headers = [
        f"{told(path)} {header}"
        for path in READ_MODEL_STATEMENTS
        for header in _headers(path.read_text("utf-8"))
    ]
    assert headers
    assert [name for name in headers if name.count(",") >= SQL_PARAMETERS] == []


def test_a_module_is_named_after_its_idea() -> None:
    parts = {told(path): {*path.relative_to(ROOT).parent.parts, path.stem} for path in PYTHON}
    assert [name for name, words in parts.items() if words & NOT_A_NAME] == []


def test_no_sql_in_python_strings() -> None:
    assert [told(path) + found for path in PRODUCT for found in sql_strings(path)] == []


def sql_strings(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text("utf-8"))
    prose = docstrings(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
            continue
        if id(node) not in prose and SQL.search(node.value):
            yield f":{node.lineno} {node.value[:60]!r}"


def test_every_module_says_what_it_is_for() -> None:
    silent = []
    for path in PRODUCT:
        tree = ast.parse(path.read_text("utf-8"))
        if tree.body and not ast.get_docstring(tree):
            silent.append(told(path))
    assert silent == []


def test_no_banners() -> None:
    assert [
        f"{told(path)}: {line}"
        for path in PYTHON
        for line in path.read_text("utf-8").splitlines()
        if BANNER.match(line)
    ] == []


def test_no_sql_reckons_with_zones() -> None:
    """The server's rules of zones are not Python's, and its setting is anybody's: what SQL needs of
    local days comes from ``cascade.days``, and is stored.
    """
    statements = [*STATEMENTS, *files(("bench",), ".sql")]
    code = {told(path): re.sub(r"--.*|'[^']*'", "", path.read_text("utf-8")) for path in statements}
    assert {name: found for name, text in code.items() if (found := ZONED.findall(text))} == {}


def test_sql_files_say_what_they_hold() -> None:
    assert [told(path) for path in STATEMENTS if not path.read_text("utf-8").startswith("--")] == []


def test_sql_is_of_the_oldest_supported_postgresql() -> None:
    assert newer_sql("SELECT pg_advisory_xact_lock(5_140_411); -- uuidv7()") == {16: "5_1"}
    assert newer_sql(
        "MERGE INTO a USING b ON true WHEN MATCHED THEN DELETE RETURNING x"
    ).keys() == {17}
    found = {told(path): newer_sql(path.read_text("utf-8")) for path in files(FOLDERS, ".sql")}
    assert {name: newer for name, newer in found.items() if newer} == {}


def newer_sql(text: str) -> dict[int, str]:
    """The first piece of syntax of each version after 15; comments may say what they like."""
    statements = re.sub(r"--.*", "", text)
    found = {
        version: re.search(pattern, statements, re.IGNORECASE)
        for version, pattern in NEWER_SQL.items()
    }
    return {version: match.group() for version, match in found.items() if match}


def test_every_statement_has_a_name_of_its_own() -> None:
    for path in STATEMENTS:
        names = _headers(path.read_text("utf-8"))
        wrong = [name for name in names if not STATEMENT_NAME.fullmatch(name)]
        assert wrong == [], told(path)
        words = [name.partition("(")[0] for name in names]
        assert len(set(words)) == len(words), told(path)


def _headers(text: str) -> list[str]:
    prefix = "-- name:"
    return [
        line.removeprefix(prefix).strip() for line in text.splitlines() if line.startswith(prefix)
    ]


def test_the_domain_names_fields_as_python_does() -> None:
    found = {
        f"{told(path)}: {node.value}"
        for path in files(("cascade",), ".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and CAMEL_CASE.fullmatch(node.value)
    }
    assert found == set()


def test_every_package_is_typed() -> None:
    assert [name for name in PACKAGES if not (ROOT / name / "py.typed").exists()] == []


def test_every_folder_of_tests_is_a_package() -> None:
    folders = {path.parent for path in files(("tests",), ".py")}
    assert [told(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_requirements_hold_hashes_and_no_addresses() -> None:
    of_clients = ROOT / "tests" / "clients" / "python"
    for path in (*ROOT.glob("requirements*.txt"), *of_clients.glob("requirements*.txt")):
        text = path.read_text("utf-8")
        assert "--hash=sha256:" in text
        assert re.findall(r"(?m)https?://\S+|file:\S+|^-\S+|\s/\S+", text) == [], path.name
