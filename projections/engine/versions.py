"""Rows that are true for a range of positions."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Final, Protocol, TypeVar

from cascade.log.records import RecordedEvent

FOREVER: Final = 2**63 - 1
"""The end of a range that nothing has ended yet."""

Row = TypeVar("Row")


def succession(
    rows: Sequence[Row], key: Callable[[Row], Hashable], position: Callable[[Row], int]
) -> list[tuple[Row, int]]:
    """Each row with the position at which the next one of its key takes over.

    ``rows`` are in order of position. The last of each key holds for ever.
    """
    following: dict[Hashable, int] = {}
    ended: list[tuple[Row, int]] = []
    for row in reversed(rows):
        ended.append((row, following.get(key(row), FOREVER)))
        following[key(row)] = position(row)
    return ended[::-1]


def first_of_each(
    rows: Sequence[Row], key: Callable[[Row], Hashable], position: Callable[[Row], int]
) -> dict[Any, int]:
    """Where the first row of each key takes over from what was written before."""
    first: dict[Any, int] = {}
    for row in rows:
        first.setdefault(key(row), position(row))
    return first


class Project(Protocol):
    """Writes what a page's events come to, in the transaction of the connection."""

    async def __call__(self, connection: Any, events: Sequence[RecordedEvent]) -> None: ...
