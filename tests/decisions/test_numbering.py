"""Which number a document gets, and how numbers are read."""

from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from uuid import UUID

import pytest

from cascade.directive.rules.citations import the_one_meant
from cascade.enums import SeriesRestart
from cascade.events import Event, next_place
from cascade.identifiers import series_id
from cascade.numbering.commands import ConfigureSeries, OpenTerm
from cascade.numbering.decisions import (
    decide_configure,
    decide_number,
    decide_open_term,
    note_number,
    noted_number,
    take_number,
)
from cascade.numbering.events import NumberNoted, NumberTaken, SeriesConfigured, TermOpened
from cascade.numbering.number import next_number, parse_number, same_text
from cascade.numbering.state import NumberSeries
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW, given

ISSUER, DAY = unit_id("W1"), date(2026, 1, 5)
ONE, OTHER = unit_id("one document"), unit_id("another document")


def taken(text: str, version: int = 1, type: str = "CV") -> NumberTaken:
    number = parse_number(text)
    return NumberTaken(
        **next_place(series_id(ISSUER, type), version - 1, NOW),
        issuer_id=ISSUER,
        type=type,
        number=number,
        issued_on=DAY,
        directive_id=ONE,
    )


def noted(text: str, version: int = 1, day: date = DAY) -> NumberNoted:
    number = parse_number(text)
    return NumberNoted(
        **next_place(series_id(ISSUER, "CV"), version - 1, NOW),
        issuer_id=ISSUER,
        type="CV",
        number=number,
        issued_on=day,
        directive_id=ONE,
    )


@dataclass(frozen=True, kw_only=True)
class Bearing:
    """A document that bears a number."""

    originator_id: UUID
    issuer_id: UUID
    type: str
    issued_on: date


def take(
    series: NumberSeries,
    text: str | None,
    symbol: str | None = "ĐU",
    type: str = "CV",
    day: date = DAY,
) -> Sequence[Event]:
    number = decide_number(series, text, type, symbol, day)
    issued = Bearing(originator_id=ONE, issuer_id=ISSUER, type=type, issued_on=day)
    return [take_number(series, issued, number, NOW)]


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
    assert astuple(parse_number(text)) == (text, *parts)


def test_a_number_is_the_same_however_it_is_typed() -> None:
    assert same_text("411-CV/ĐU", " 411 – CV / ĐU")
    assert not same_text("411-CV/ĐU", "412-CV/ĐU")


def test_the_number_that_a_series_gives_is_read_back() -> None:
    number = next_number(412, "CV", "ĐU", 2026)
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


def note(series: NumberSeries, text: str, by_its_issuer: bool = True) -> Sequence[Event]:
    recorded = Bearing(originator_id=ONE, issuer_id=ISSUER, type="CV", issued_on=DAY)
    number = noted_number(text, "CV")
    return [note_number(series, recorded, number, NOW, by_its_issuer=by_its_issuer)]


def test_a_recorded_number_stands_outside_the_series() -> None:
    given(NumberSeries()).when(lambda series: note(series, "900-CV/ĐU")).then(noted("900-CV/ĐU"))
    story = given(NumberSeries(), noted("900-CV/ĐU"))
    story.when(lambda series: take(series, None)).then(taken("1-CV/ĐU", 2))


def test_a_recorded_number_is_of_the_documents_type() -> None:
    story = given(NumberSeries(), noted("9-CV/ĐU"))
    story.when(lambda series: note(series, "9-KH/ĐU")).then_refused("NUMBER_TYPE_DIFFERS at number")


def test_what_another_notes_binds_the_issuer_to_nothing() -> None:
    others = replace(noted("9-CV/ĐU"), by_its_issuer=False)
    given(NumberSeries()).when(lambda series: note(series, "9-CV/ĐU", False)).then(others)
    number, other_day = others.number, date(2020, 1, 5)
    state = given(NumberSeries(), others).state
    assert not state.is_given(number, DAY)
    assert state.known_by(number, DAY) == [ONE]
    own = given(NumberSeries(), others, noted("9 – CV/ĐU", 2)).state
    assert own.is_given(number, DAY)
    assert not own.is_given(number, other_day)
    assert own.known_by(number, other_day) == []


def test_of_documents_that_agree_the_issuers_own_is_meant() -> None:
    own, number = replace(taken("9-CV/X", 2), directive_id=OTHER), parse_number("9-CV/Y")
    others = replace(noted("9-CV/ĐU"), by_its_issuer=False)
    story = given(NumberSeries(), others)
    assert story.state.matching(number, DAY) == {ONE: False}
    assert story.state.matching(number, date(2020, 1, 5)) == {}
    both = story.and_given(own).state.matching(number, DAY)
    assert both == {ONE: False, OTHER: True}
    assert the_one_meant(both) == OTHER
    assert the_one_meant({ONE: False}) == ONE
    assert the_one_meant({ONE: True, OTHER: True}) is None
    assert the_one_meant({ONE: False, OTHER: False}) is None


# ---- restarts

STREAM = series_id(ISSUER, "CV")
NEXT_YEAR = date(2027, 1, 4)


def configured(restart: SeriesRestart, version: int = 1) -> SeriesConfigured:
    return SeriesConfigured(
        **next_place(STREAM, version - 1, NOW),
        issuer_id=ISSUER,
        type="CV",
        restart=restart,
    )


def term(name: str, day: date, version: int) -> TermOpened:
    return TermOpened(
        **next_place(STREAM, version - 1, NOW),
        issuer_id=ISSUER,
        type="CV",
        term=name,
        from_day=day,
    )


def numbers(*events: Event, day: date = DAY) -> str:
    """The number that the series gives to a document of a day."""
    series = given(NumberSeries(), *events).state
    return decide_number(series, None, "CV", "ĐU", day).text


def test_a_series_restarts_with_the_year_where_its_issuer_says_so() -> None:
    by_year = (configured(SeriesRestart.YEAR), taken("411-CV/ĐU", 2))
    assert numbers(*by_year) == "412-CV/ĐU"
    assert numbers(*by_year, day=NEXT_YEAR) == "1-CV/ĐU"
    story = given(NumberSeries(), *by_year)
    story.when(lambda series: take(series, "5-CV/ĐU", day=NEXT_YEAR)).then_refused(
        "NUMBER_OUT_OF_SERIES at number"
    )
    again = replace(taken("1-CV/ĐU", 3), issued_on=NEXT_YEAR)
    story.when(lambda series: take(series, "1-CV/ĐU", day=NEXT_YEAR)).then(again)
    story.and_given(again)
    assert decide_number(story.state, None, "CV", "ĐU", DAY).text == "412-CV/ĐU"
    assert decide_number(story.state, None, "CV", "ĐU", NEXT_YEAR).text == "2-CV/ĐU"


def test_a_series_that_never_restarts_goes_on_whatever_year_its_numbers_carry() -> None:
    events = (configured(SeriesRestart.NEVER), taken("12/2026/CV-UBND", 2))
    assert numbers(*events, day=NEXT_YEAR) == "13/2027/CV-ĐU"


def test_a_number_carries_the_year_of_its_document() -> None:
    story = given(NumberSeries(), configured(SeriesRestart.YEAR))
    story.when(lambda series: take(series, "12/2025/CV-UBND")).then_refused(
        "NUMBER_YEAR_DIFFERS at number"
    )


def test_a_series_by_term_restarts_with_the_term_of_the_documents_day() -> None:
    events = (
        configured(SeriesRestart.TERM),
        taken("411-CV/ĐU", 2),
        term("2026-2031", date(2026, 6, 1), 3),
    )
    assert numbers(*events) == "412-CV/ĐU"
    assert numbers(*events, day=date(2026, 6, 1)) == "1-CV/ĐU"
    assert given(NumberSeries(), *events).state.term_on(DAY) is None


@pytest.mark.parametrize(
    ("first", "following"),
    [
        ("411-CV/ĐU", "412-CV/ĐU"),
        ("7816/ĐU-TTĐT", "7817/ĐU-TTĐT"),
        ("7816/CŨ-TTĐT", "7817/ĐU"),
        ("12/2026/CV-ĐU", "13/2026/CV-ĐU"),
        ("15/TB-ĐU", "16/CV-ĐU"),
    ],
)
def test_the_next_number_has_the_form_of_the_last(first: str, following: str) -> None:
    assert numbers(taken(first)) == following


def configure(restart: SeriesRestart, type: str = "CV") -> Callable[[NumberSeries], list[Event]]:
    command = ConfigureSeries(ISSUER, type, restart)
    return lambda series: decide_configure(series, command, NOW)


def open_term(name: str, day: date) -> Callable[[NumberSeries], list[Event]]:
    return lambda series: decide_open_term(
        series, OpenTerm(issuer=ISSUER, type="CV", term=name, from_day=day), NOW
    )


def test_a_series_is_configured_once_and_may_be_configured_otherwise() -> None:
    story = given(NumberSeries())
    story.when(configure(SeriesRestart.YEAR)).then(
        configured(SeriesRestart.YEAR)
    ).and_then_nothing()
    story.when(configure(SeriesRestart.TERM)).then(configured(SeriesRestart.TERM, 2))


def test_a_term_is_opened_after_the_one_before_it() -> None:
    june = date(2026, 6, 1)
    story = given(NumberSeries(), configured(SeriesRestart.TERM), taken("411-CV/ĐU", 2))
    opened = term("2026-2031", june, 3)
    story.when(open_term("2026-2031", june)).then(opened).and_then_nothing()
    for name, day, reason in (
        ("2026-2031", date(2031, 6, 1), "TERM_KNOWN at term"),
        ("2031-2036", june, "TERM_TOO_EARLY at from_day"),
    ):
        story.when(open_term(name, day)).then_refused(reason)


def test_a_term_does_not_take_in_documents_that_have_their_numbers() -> None:
    story = given(NumberSeries(), configured(SeriesRestart.TERM), taken("411-CV/ĐU", 2))
    story.when(open_term("2026-2031", DAY)).then_refused("TERM_TOO_EARLY at from_day")


@pytest.mark.parametrize("before", [(), (configured(SeriesRestart.YEAR),)])
def test_terms_are_opened_in_a_series_that_goes_by_them(before: tuple[Event, ...]) -> None:
    story = given(NumberSeries(), *before)
    story.when(open_term("2026-2031", DAY)).then_refused("SERIES_NOT_BY_TERM at type")
