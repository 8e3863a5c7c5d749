"""Rows that follow each other: each is true until the next of its key."""

from typing import NamedTuple

from projections.engine.copying import arrays, table_of
from projections.engine.versions import FOREVER, succession


class NamedWindow(NamedTuple):
    key: str
    from_position: int
    to_position: int = FOREVER


A1, B2, A3, A5 = (NamedWindow(key, at) for key, at in (("a", 1), ("b", 2), ("a", 3), ("a", 5)))


def test_a_row_ends_where_the_next_of_its_key_begins() -> None:
    ended, first = succession([A1, B2, A3, A5], ["key"])
    assert ended == [A1._replace(to_position=3), B2, A3._replace(to_position=5), A5]
    assert sorted(first) == [A1, B2]


def test_no_rows_have_no_succession() -> None:
    assert succession([], ["key"]) == ([], [])


def test_a_type_is_named_after_its_table() -> None:
    assert table_of(NamedWindow) == "named_window"


def test_columns_go_as_arrays_in_the_order_of_rows() -> None:
    assert arrays([B2, A1], "key", "from_position") == {
        "keys": ["b", "a"],
        "from_positions": [2, 1],
    }
