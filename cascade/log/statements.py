"""The log's SQL, by name.

Statements of many rows are fetched by their ``.sql``: aiosql would open a cursor for them, which
takes a transaction and more round trips.
"""

from importlib.resources import files
from typing import Any, Final

import aiosql

statements: Final[Any] = aiosql.from_str(
    files("cascade.log").joinpath("queries.sql").read_text(encoding="utf-8"), "asyncpg"
)
