"""Loads SQL: every statement stands, named and described, in a file beside its model."""

from importlib.resources import files
from typing import Any

import aiosql


def load(package: str, name: str, **instead: str) -> Any:
    """The statements of a file in a package, as functions that no type checker knows.

    ``instead``: functions of the schema that stand in for those that the file names.
    """
    sql = text(package, name)
    for function, other in instead.items():
        sql = sql.replace(f" {function}(", f" {other}(")
    return aiosql.from_str(sql, "asyncpg")


def text(package: str, name: str) -> str:
    """A SQL file as it stands."""
    return files(package).joinpath(name).read_text(encoding="utf-8")
