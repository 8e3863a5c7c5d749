"""Scalars take exactly what the contract says."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from graphql import GraphQLError, parse_value
from hypothesis import given
from hypothesis import strategies as st

from api.graphql.runtime.scalars import (
    LARGEST,
    parse_day,
    parse_decimal,
    parse_decimal_literal,
    parse_instant,
    parse_whole,
    write_instant,
)


@pytest.mark.parametrize("value", [0, 1, LARGEST])
def test_a_position_is_a_whole_number(value: int) -> None:
    assert parse_whole(value) == value


@pytest.mark.parametrize(
    "value", [-1, LARGEST + 1, True, False, 1.7, 1.0, "12", None, [], {}, float("nan")]
)
def test_a_position_is_nothing_else(value: object) -> None:
    with pytest.raises(GraphQLError):
        parse_whole(value)


@pytest.mark.parametrize("value", ["2.5", "-1", "0", 7, 0.1, "1" * 40, "0." + "0" * 39 + "1"])
def test_a_decimal_keeps_every_digit(value: object) -> None:
    assert parse_decimal(value) == Decimal(str(value))


@pytest.mark.parametrize(
    "value",
    [
        "", "1e3", "1e999999999", "+1", ".5", "1.", "1,5", " 1", "1\n", "٢", "NaN", "Infinity",
        "1" * 41, True, None, [], {}, float("nan"), float("inf"), 0.1 + 0.2, 10**400,
    ],
)  # fmt: skip
def test_a_decimal_is_nothing_else(value: object) -> None:
    with pytest.raises(GraphQLError):
        parse_decimal(value)


def test_a_decimal_in_the_operation_keeps_the_digits_that_are_written() -> None:
    for text in ("123456789012345.123456", '"123456789012345.123456"'):
        assert parse_decimal_literal(parse_value(text)) == Decimal("123456789012345.123456")
    for text in ("true", "null", "[1]", "A", "1e999999999"):
        with pytest.raises(GraphQLError):
            parse_decimal_literal(parse_value(text))


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("2026-01-05T08:00:00+07:00", datetime(2026, 1, 5, 1, tzinfo=UTC)),
        ("2026-01-05T01:00:00Z", datetime(2026, 1, 5, 1, tzinfo=UTC)),
        ("2026-01-05t01:00:00.25z", datetime(2026, 1, 5, 1, 0, 0, 250_000, tzinfo=UTC)),
    ],
)
def test_an_instant_has_its_offset(text: str, instant: datetime) -> None:
    assert parse_instant(text) == instant


@pytest.mark.parametrize(
    "value",
    [
        "2026-01-05",
        "2026-01-05T08:00:00",
        "2026-01-05 08:00:00+07:00",
        "2026-01-05T08:00+07:00",
        "2026-01-05T08:00:00+0700",
        "2026-01-05T08:00:00+07",
        "2026-02-30T08:00:00Z",
        "2026-01-05T24:00:00Z",
        "0001-01-01T00:00:00+07:00",
        "2026-W02-1T08:00:00Z",
        "٢٠٢٦-01-05T08:00:00Z",
        "2026-01-05T08:00:00Z\n",
        1767574800,
        None,
        True,
    ],
)
def test_an_instant_is_nothing_else(value: object) -> None:
    with pytest.raises(GraphQLError):
        parse_instant(value)


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_an_instant_comes_back_as_it_was_written(instant: datetime) -> None:
    assert parse_instant(write_instant(instant)) == instant


def test_an_instant_without_offset_never_leaves() -> None:
    with pytest.raises(ValueError, match="offset"):
        write_instant(datetime(2026, 1, 5))  # noqa: DTZ001


def test_a_day_is_a_day() -> None:
    assert parse_day("2026-01-05") == date(2026, 1, 5)


@pytest.mark.parametrize(
    "value", ["2026-1-5", "20260105", "2026-W02-1", "2026-02-30", "2026-01-05T00:00:00Z", 5, None]
)
def test_a_day_is_nothing_else(value: object) -> None:
    with pytest.raises(GraphQLError):
        parse_day(value)
