"""Rows that are true for a range of positions."""

from collections.abc import Hashable, Sequence
from typing import Any, Final, NamedTuple, TypeVar

from projections.engine.copying import arrays, copy

FOREVER: Final = 2**63 - 1
"""The end of a range that nothing has ended yet."""

Row = TypeVar("Row", bound=NamedTuple)


async def write_versions(
    connection: Any, end: Any, rows: Sequence[Row], *key: str, begins: str = "from_position"
) -> None:
    """Write rows of one table, in order of position: each is true until the next of its key.

    ``end`` is the statement that ends what was written before, where the first row of each key
    begins; it takes arrays of the key's columns and of the one in which rows begin.
    """
    if rows:
        ended, first = succession(rows, key, begins)
        await end(connection, **arrays(first, *key, begins))
        await copy(connection, ended)


def succession(
    rows: Sequence[Row], key: Sequence[str], begins: str = "from_position"
) -> tuple[list[Row], list[Row]]:
    """The rows with the positions at which the next of their keys take over, the last of each for
    ever; and the first row of each key. ``rows`` are in order of position.
    """
    following: dict[Hashable, Row] = {}
    ended: list[Row] = []
    for row in reversed(rows):
        of = tuple(getattr(row, name) for name in key)
        if of in following:
            until = getattr(following[of], begins)
            ended.append(row._replace(to_position=until))
        else:
            ended.append(row)
        following[of] = row
    return ended[::-1], list(following.values())
