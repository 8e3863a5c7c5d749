"""A cursor holds the moment and the key of its list, and nothing else is taken for one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, date, datetime
from uuid import UUID

import orjson
import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.runtime import cursors, keysets
from api.graphql.runtime.cursors import Keyset
from projections.query_args import Moment

AT = Moment(41, datetime(2026, 1, 5, 1, 2, 3, 4, tzinfo=UTC))
KEY = ("P01", str(UUID(int=7)))
CURSOR = cursors.encode(keysets.UNITS, AT, KEY)


def test_moment_and_key_come_back() -> None:
    assert cursors.decode(keysets.UNITS, CURSOR) == (AT, KEY)


def test_a_part_that_may_be_null_comes_back_null() -> None:
    keyset = Keyset("by-day", (date, UUID), nullable=frozenset({0}))
    key = (None, str(UUID(int=7)))
    assert cursors.decode(keyset, cursors.encode(keyset, AT, key)) == (AT, key)


def changed(index: int, value: object) -> str:
    content = orjson.loads(urlsafe_b64decode(CURSOR + "=" * (-len(CURSOR) % 4)))
    content[index] = value
    return urlsafe_b64encode(orjson.dumps(content)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "đ",
        CURSOR[:-2],
        CURSOR + "A",
        CURSOR + "=",
        "A" * 3000,
        changed(0, "directives"),
        changed(1, -1),
        changed(1, True),
        changed(1, 2**53),
        changed(2, "2026-01-05"),
        changed(2, None),
        changed(3, None),
        changed(3, 7),
        changed(3, "a\0"),
        changed(4, "7"),
        changed(4, "{00000000-0000-0000-0000-000000000007}"),
        changed(2, "9999-12-31T00:00:00+00:00"),
        changed(2, "0001-01-01T00:00:00+00:00"),
    ],
)
def test_what_was_not_given_out_is_refused(text: str) -> None:
    with pytest.raises(GraphQLError) as refused:
        cursors.decode(keysets.UNITS, text)
    assert refused.value.extensions == {"code": "BAD_CURSOR"}


@given(st.binary(max_size=60))
def test_no_bytes_bring_it_down(content: bytes) -> None:
    with pytest.raises(GraphQLError):
        cursors.decode(keysets.UNITS, urlsafe_b64encode(content).decode())


def test_a_list_takes_no_other_lists_cursor() -> None:
    with pytest.raises(GraphQLError):
        cursors.decode(keysets.DIRECTIVES, CURSOR)


DUE = ("infinity", 3, 1, "0a", str(UUID(int=7)), "-infinity")


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, "soon"),
        (0, "-infinity"),
        (0, "2026-W02-1T00:00:00+00:00"),
        (0, "9999-12-31T00:00:00+00:00"),
        (1, 2**60),
        (2, 40_000),
        (5, "infinity"),
        (5, "20260105"),
        (5, "2026-02-31"),
    ],
)
def test_a_key_holds_what_the_database_can_compare(place: int, value: object) -> None:
    keyset = keysets.OBLIGATIONS_BY_DUE
    assert cursors.decode(keyset, cursors.encode(keyset, AT, DUE)) == (AT, DUE)
    forged = (*DUE[:place], value, *DUE[place + 1 :])
    with pytest.raises(GraphQLError):
        cursors.decode(keyset, cursors.encode(keyset, AT, forged))
