"""A cursor holds the moment and the key of its list, sealed: nothing else is taken for one."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from graphql import GraphQLError
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.runtime import cursors, keysets
from api.graphql.runtime.cursors import Keyset, OpenDay, OpenInstant, Seal, Small
from api.graphql.runtime.past import PastMoment
from projections.query_args import Moment

AT = Moment(41, datetime(2026, 1, 5, 1, 2, 3, 4, tzinfo=UTC))
KEY = ("P01", str(UUID(int=7)))
SEAL = Seal(b"k" * 32, "an", "Query.units")
CURSOR = cursors.encode(keysets.UNITS, AT, KEY, SEAL)
DUE = ("2026-02-05T16:59:59.999999+00:00", 3_012, 1, "0a1b2c3d", str(UUID(int=7)), "-infinity")


def refused(keyset: Keyset, text: str, seal: Seal = SEAL) -> None:
    with pytest.raises(GraphQLError) as refusal:
        cursors.decode(keyset, text, seal)
    assert refusal.value.extensions == {"code": "BAD_CURSOR"}


def test_moment_and_key_come_back() -> None:
    assert cursors.decode(keysets.UNITS, CURSOR, SEAL) == (AT, KEY)


WHOLE = st.integers(-(2**53) + 1, 2**53 - 1)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(days=-25_000), timedelta(days=83_000)).map(EPOCH.__add__)
DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))
PARTS = {
    int: WHOLE,
    Small: st.integers(-(2**15), 2**15 - 1),
    str: st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    UUID: st.uuids().map(str),
    date: DAYS.map(date.isoformat),
    datetime: INSTANTS.map(datetime.isoformat),
    OpenDay: st.just("-infinity") | DAYS.map(date.isoformat),
    OpenInstant: st.just("infinity") | INSTANTS.map(datetime.isoformat),
}


@given(st.data(), INSTANTS, st.lists(st.tuples(st.sampled_from(list(PARTS)), st.booleans())))
def test_whatever_a_key_holds_comes_back(
    data: st.DataObject, clock: datetime, kinds: list[tuple[type, bool]]
) -> None:
    nullable = frozenset(index for index, (_, may_be_null) in enumerate(kinds) if may_be_null)
    keyset = Keyset("any", tuple(kind for kind, _ in kinds), nullable)
    key = tuple(
        data.draw(st.none() | PARTS[kind] if may_be_null else PARTS[kind])
        for kind, may_be_null in kinds
    )
    at = Moment(data.draw(st.integers(0, 2**53 - 1)), clock)
    assert cursors.decode(keyset, cursors.encode(keyset, at, key, SEAL), SEAL) == (at, key)


def test_an_instant_is_the_same_in_every_zone() -> None:
    keyset = Keyset("by-instant", (datetime,))
    there = datetime.fromisoformat("2026-01-05T08:00:00+07:00")
    text = cursors.encode(keyset, AT, (there.isoformat(),), SEAL)
    (told,) = cursors.decode(keyset, text, SEAL)[1]
    assert datetime.fromisoformat(str(told)) == there


def test_it_is_short() -> None:
    assert len(CURSOR) < 60
    assert len(cursors.encode(keysets.OBLIGATIONS_BY_DUE, AT, DUE, SEAL)) < 90


@pytest.mark.parametrize(
    "other",
    [
        replace(SEAL, secret=b"l" * 32),
        replace(SEAL, subject="officer-B11"),
        replace(SEAL, place="Unit.children"),
    ],
    ids=["deployment", "subject", "list"],
)
def test_what_was_given_to_another_is_refused(other: Seal) -> None:
    refused(keysets.UNITS, cursors.encode(keysets.UNITS, AT, KEY, other))


@pytest.mark.parametrize(
    "other",
    [
        replace(keysets.UNITS, name="all-units"),
        replace(keysets.UNITS, parts=(str, str)),
        replace(keysets.UNITS, nullable=frozenset({0})),
        keysets.UNIT_TARGETS,
    ],
    ids=["name", "types", "nulls", "list"],
)
def test_a_cursor_of_another_order_is_refused(other: Keyset) -> None:
    refused(keysets.UNITS, cursors.encode(other, AT, KEY, SEAL))


def test_a_cursor_of_another_form_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cursors, "FORM", "0")
    cursors._sealing.cache_clear()
    earlier = cursors.encode(keysets.UNITS, AT, KEY, SEAL)
    monkeypatch.undo()
    cursors._sealing.cache_clear()
    refused(keysets.UNITS, earlier)


@pytest.mark.parametrize(
    "text", ["", "x", "đ", "A" * 3_000, CURSOR[:-2], CURSOR + "A", CURSOR + "=", "A" + CURSOR]
)
def test_what_was_not_given_out_is_refused(text: str) -> None:
    refused(keysets.UNITS, text)


def bytes_of(cursor: str) -> bytes:
    return urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))


@pytest.mark.parametrize("index", range(len(bytes_of(CURSOR))))
def test_not_a_byte_of_it_can_be_another(index: int) -> None:
    changed = bytearray(bytes_of(CURSOR))
    changed[index] ^= 1
    refused(keysets.UNITS, urlsafe_b64encode(changed).decode().rstrip("="))


@given(st.binary(max_size=60))
def test_no_bytes_bring_it_down(content: bytes) -> None:
    refused(keysets.UNITS, urlsafe_b64encode(content).decode())


def test_a_key_has_the_parts_of_its_list() -> None:
    for key in (KEY[:1], (*KEY, 1), (None, KEY[1])):
        with pytest.raises((ValueError, AttributeError)):
            cursors.encode(keysets.UNITS, AT, key, SEAL)


def test_a_list_of_the_past_goes_on_there() -> None:
    """What was begun at the present goes on as the present: its ids bear no moment."""
    past = PastMoment.of(AT)
    text = cursors.encode(keysets.UNITS, past, KEY, SEAL)
    assert text != CURSOR
    assert cursors.decode(keysets.UNITS, text, SEAL) == (past, KEY)
    assert isinstance(cursors.decode(keysets.UNITS, text, SEAL)[0], PastMoment)
    assert not isinstance(cursors.decode(keysets.UNITS, CURSOR, SEAL)[0], PastMoment)
