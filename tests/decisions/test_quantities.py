"""Quantities are decimal numbers, exact to the end, of a size that everything downstream holds."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cascade.execution.events import ReportRecorded, ReportSubmitted
from cascade.quantities import (
    LARGEST,
    check_float,
    check_quantity,
    from_float,
    nearest,
    shortest,
    written,
)
from cascade.refusals import Problems

quantities = st.decimals(0, LARGEST, places=6)


def refused(quantity: Decimal) -> list[str]:
    problems = Problems()
    check_quantity(problems, quantity, "quantity")
    return [reason.code for reason in problems.found]


def refused_as_float(number: float) -> list[str]:
    problems = Problems()
    check_float(problems, number, "quantity")
    return [reason.code for reason in problems.found]


@given(quantities)
def test_what_is_in_range_is_taken_and_kept_to_the_last_digit(quantity: Decimal) -> None:
    assert refused(quantity) == []
    assert shortest(quantity) == quantity
    assert str(shortest(quantity)) == written(quantity)
    assert not {"E", "e", "-"} & set(written(quantity))


@pytest.mark.parametrize(
    "text",
    [
        "-1", "-0.000001", "NaN", "sNaN", "Infinity", "-Infinity", "1000000000000000", "1.7e308",
        "1e999999", "0.0000001", "1e-400", "0.1000000000000000000000000000000000000000000001",
        "999999999999999.9999999",
    ],
)  # fmt: skip
def test_nothing_else_is(text: str) -> None:
    assert refused(Decimal(text)) == ["INVALID_QUANTITY"]


@pytest.mark.parametrize(
    ("one", "other"), [("2.50", "2.5"), ("100", "1e2"), ("-0", "0"), ("0.0", "0")]
)
def test_equal_quantities_are_recorded_alike(one: str, other: str) -> None:
    assert refused(Decimal(one)) == refused(Decimal(other)) == []
    assert str(shortest(Decimal(one))) == str(shortest(Decimal(other)))


@given(st.integers(0, 10**15 - 1), st.integers(0, 6))
def test_a_float_of_15_digits_is_the_number_that_was_written(digits: int, after: int) -> None:
    wanted = Decimal(digits).scaleb(-after)
    assert refused_as_float(float(wanted)) == []
    assert from_float(float(wanted)) == wanted


@pytest.mark.parametrize(
    "number", [-1.0, 1.7e308, 1e15, 0.1 + 0.2, 5e-324, 123456789012345.123456, float("nan")]
)
def test_a_float_that_is_or_may_be_another_number_is_refused(number: float) -> None:
    assert refused_as_float(number) == ["INVALID_QUANTITY"]


@given(st.floats(min_value=0, allow_infinity=False, allow_nan=False))
def test_what_was_recorded_as_a_float_is_the_nearest_quantity(number: float) -> None:
    quantity = nearest(number)
    assert refused(quantity) == []
    if number <= LARGEST:
        assert abs(from_float(number) - quantity) <= Decimal("0.0000005")
    else:
        assert quantity == LARGEST


@pytest.mark.parametrize("recorded", [1.7e308, 0.1, None])
def test_old_events_hold_a_quantity_that_can_be_projected(recorded: float | None) -> None:
    expected = None if recorded is None else nearest(recorded)
    for upcast in (ReportSubmitted.upcast_v2_v3, ReportRecorded.upcast_v1_v2):
        state = {"quantity": recorded}
        upcast(state)
        assert state == {"quantity": expected}
