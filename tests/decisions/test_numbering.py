"""Which number a document gets, and how numbers are read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from cascade.directive.number import DocumentNumber, next_number, parse_number, same_text
from cascade.events import Event
from cascade.identifiers import series_id
from cascade.numbering.decisions import decide_number, note_number, take_number
from cascade.numbering.events import NumberNoted, NumberTaken
from cascade.numbering.state import NumberSeries
from tests.decisions.places import unit_id
from tests.decisions.story import NOW, given

ISSUER, DAY = unit_id("W1"), date(2026, 1, 5)
ONE, OTHER = unit_id("one document"), unit_id("another document")


def taken(text: str, version: int = 1, type: str = "CV") -> NumberTaken:
    number = parse_number(text)
    return NumberTaken(series_id(ISSUER, type), version, NOW, ISSUER, type, number, DAY, ONE)


def noted(text: str, version: int = 1, day: date = DAY) -> NumberNoted:
    number = parse_number(text)
    return NumberNoted(series_id(ISSUER, "CV"), version, NOW, ISSUER, "CV", number, day, ONE)


def take(
    series: NumberSeries,
    text: str | None,
    symbol: str | None = "ĐU",
    type: str = "CV",
    day: date = DAY,
) -> Sequence[Event]:
    number = decide_number(series, text, type, symbol, day)
    return [take_number(series, ISSUER, type, number, day, ONE, NOW)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("411-CV/ĐU", (411, None, None, "CV", "ĐU")),
        ("411 – CV/ĐU", (411, None, None, "CV", "ĐU")),
        ("02-KH/BCĐ", (2, None, None, "KH", "BCĐ")),
        ("12a-QĐ/TU", (12, "a", None, "QĐ", "TU")),
        ("12/2026/QĐ-UBND", (12, None, 2026, "QĐ", "UBND")),
        ("30/2020/NĐ-CP", (30, None, 2020, "NĐ", "CP")),
        ("15/QĐ-UBND", (15, None, None, "QĐ", "UBND")),
        ("7816/VPCP-TTĐT", (7816, None, None, None, "VPCP-TTĐT")),
        ("55/UBND", (55, None, None, None, "UBND")),
        ("Thông báo miệng", (None, None, None, None, None)),
        ("12345678-CV/ĐU", (None, None, None, None, None)),
        ("", (None, None, None, None, None)),
    ],
)
def test_a_number_is_read_in_the_forms_that_are_known(text: str, parts: tuple[object, ...]) -> None:
    assert parse_number(text) == DocumentNumber(text, *parts)  # type: ignore[arg-type]


def test_a_number_is_the_same_however_it_is_typed() -> None:
    assert same_text("411-CV/ĐU", " 411 – CV / ĐU")
    assert not same_text("411-CV/ĐU", "412-CV/ĐU")


def test_the_number_that_a_series_gives_is_read_back() -> None:
    number = next_number(412, "CV", "ĐU")
    assert parse_number(number.text) == number
    assert number.text == "412-CV/ĐU"


def test_a_series_whose_numbers_carry_a_year_goes_on_with_it_and_restarts_with_a_new_one() -> None:
    first = taken("12/2026/QĐ-UBND", type="QĐ")
    opened = given(NumberSeries(), first)
    opened.when(lambda series: take(series, None, "UBND", "QĐ")).then(
        taken("13/2026/QĐ-UBND", 2, "QĐ")
    )
    later = date(2027, 1, 4)
    opened.when(lambda series: take(series, None, "UBND", "QĐ", later)).then(
        replace(taken("1/2027/QĐ-UBND", 2, "QĐ"), issued_on=later)
    )


def test_the_first_number_opens_the_series_and_the_next_ones_continue_it() -> None:
    given(NumberSeries()).when(lambda series: take(series, None)).then(taken("1-CV/ĐU"))
    given(NumberSeries()).when(lambda series: take(series, "411-CV/ĐU")).then(taken("411-CV/ĐU"))
    opened = given(NumberSeries(), taken("411-CV/ĐU"))
    opened.when(lambda series: take(series, None)).then(taken("412-CV/ĐU", 2))
    opened.when(lambda series: take(series, "412-CV/ĐU")).then(taken("412-CV/ĐU", 2))


def test_each_year_that_numbers_carry_counts_by_itself() -> None:
    story = given(NumberSeries(), taken("12/2025/QĐ-UBND", 1, "QĐ"))
    story.when(lambda series: take(series, "1/2026/QĐ-UBND", type="QĐ")).then(
        taken("1/2026/QĐ-UBND", 2, "QĐ")
    )
    story.when(lambda series: take(series, "14/2025/QĐ-UBND", type="QĐ")).then_refused(
        "NUMBER_OUT_OF_SERIES at number"
    )


@pytest.mark.parametrize(
    ("text", "symbol", "reason"),
    [
        ("411-CV/ĐU", "ĐU", "NUMBER_TAKEN_ALREADY at number"),
        ("411 – CV/ĐU", "ĐU", "NUMBER_TAKEN_ALREADY at number"),
        ("413-CV/ĐU", "ĐU", "NUMBER_OUT_OF_SERIES at number"),
        ("3-CV/ĐU", "ĐU", "NUMBER_OUT_OF_SERIES at number"),
        ("412a-CV/ĐU", "ĐU", "NUMBER_OUT_OF_SERIES at number"),
        ("412-KH/ĐU", "ĐU", "NUMBER_TYPE_DIFFERS at number"),
        ("bốn trăm", "ĐU", "INVALID_NUMBER at number"),
        ("0-CV/ĐU", "ĐU", "INVALID_NUMBER at number"),
        (None, None, "ISSUER_HAS_NO_SYMBOL at number"),
    ],
)
def test_a_number_that_is_refused(text: str | None, symbol: str | None, reason: str) -> None:
    story = given(NumberSeries(), taken("410-CV/ĐU"), taken("411-CV/ĐU", 2))
    story.when(lambda series: take(series, text, symbol)).then_refused(reason)


def note(series: NumberSeries, text: str, day: date = DAY) -> Sequence[Event]:
    return [note_number(series, ISSUER, "CV", text, day, ONE, NOW)]


def test_a_recorded_number_stands_outside_the_series() -> None:
    given(NumberSeries()).when(lambda series: note(series, "900-CV/ĐU")).then(noted("900-CV/ĐU"))
    story = given(NumberSeries(), noted("900-CV/ĐU"))
    story.when(lambda series: take(series, None)).then(taken("1-CV/ĐU", 2))


def test_a_document_is_recorded_once_a_number_of_another_day_is_another_document() -> None:
    story = given(NumberSeries(), noted("9-CV/ĐU"))
    story.when(lambda series: note(series, "9 – CV/ĐU")).then_refused(
        "DOCUMENT_ALREADY_KNOWN at number"
    )
    story.when(lambda series: note(series, "9-KH/ĐU")).then_refused("NUMBER_TYPE_DIFFERS at number")
    other = date(2020, 1, 5)
    story.when(lambda series: note(series, "9-CV/ĐU", other)).then(noted("9-CV/ĐU", 2, other))


def test_a_citation_matches_where_exactly_one_document_agrees() -> None:
    story = given(NumberSeries(), noted("9-CV/ĐU"))
    assert story.state.matching(9, DAY) == ONE
    assert story.state.matching(9, date(2020, 1, 5)) is None
    second = replace(taken("9-CV/X", 2), directive_id=OTHER)
    assert story.and_given(second).state.matching(9, DAY) is None
