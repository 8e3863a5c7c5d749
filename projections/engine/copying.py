"""Writes rows to the tables that they are named after, by the names of their fields.

A row is a NamedTuple whose fields are the columns of its table: ``UnitVersion`` is a row of
``unit_version``.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

_BEFORE_WORDS: Final = re.compile(r"(?<!^)(?=[A-Z])")


def table_of(kind: type[NamedTuple]) -> str:
    """The table that rows of this type are of."""
    return _BEFORE_WORDS.sub("_", kind.__name__).lower()


async def copy(connection: Any, rows: Sequence[NamedTuple]) -> None:
    """COPY rows of one type, if there are any: for no row it would be a round trip all the same.

    A directive's page touches a third of the tables that its models have.
    """
    if rows:
        kind = type(rows[0])
        await connection.copy_records_to_table(table_of(kind), records=rows, columns=kind._fields)


class Rows:
    """Rows of several tables that are written together."""

    def __init__(self) -> None:
        self._rows: Final[dict[type[NamedTuple], list[NamedTuple]]] = defaultdict(list)

    def add(self, *rows: NamedTuple) -> None:
        for row in rows:
            self._rows[type(row)].append(row)

    def extend(self, rows: Iterable[NamedTuple]) -> None:
        self.add(*rows)

    async def write(self, connection: Any) -> None:
        """Afterwards there are none left to write."""
        for rows in self._rows.values():
            await copy(connection, rows)
        self._rows.clear()


def arrays(rows: Iterable[NamedTuple], *names: str) -> dict[str, list[Any]]:
    """Columns of rows as a statement takes them for ``unnest``: ``unit_id`` as ``unit_ids``."""
    listed = list(rows)
    return {f"{name}s": [getattr(row, name) for row in listed] for name in names}
