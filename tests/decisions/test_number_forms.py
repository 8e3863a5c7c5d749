"""The forms of numbers that are in use: each is read, written back, and found when it is cited."""

from dataclasses import astuple, replace
from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from cascade.directive.commands import CitationInput
from cascade.directive.events import DirectiveRecorded
from cascade.directive.rules.citations import (
    awaited_number,
    candidate_series,
    candidates,
    is_meant,
    record_citation,
    the_one_meant,
)
from cascade.directive.state import Directive
from cascade.enums import CitationRelation, Classification
from cascade.events import next_place
from cascade.identifiers import series_id
from cascade.numbering.decisions import decide_number
from cascade.numbering.events import NumberNoted, NumberTaken
from cascade.numbering.number import (
    STATE_TYPES,
    DocumentNumber,
    next_number,
    parse_number,
    plain_text,
    types_meant,
    written,
)
from cascade.numbering.state import NumberSeries
from cascade.organisation.state import Organisation
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit_id
from tests.decisions.story import NOW, given
from tests.properties.campaign import campaign

DAY, ISSUER, DOCUMENT = date(2025, 6, 16), unit_id("D1"), unit_id("a document")
TREE = given(Organisation(), FOUNDED, ESTABLISHED).state

FORMS = [
    # the party
    ("02-KH/BCT", "KH", (2, None, None, "KH", "BCT")),
    ("433-CV/BTGDVTU", "CV", (433, None, None, "CV", "BTGDVTU")),
    ("05-NQ/TW", "NQ", (5, None, None, "NQ", "TW")),
    ("101-HD/BTGTU", "HD", (101, None, None, "HD", "BTGTU")),
    ("15-QĐi/TW", "QĐi", (15, None, None, "QĐi", "TW")),
    ("1234-TB/VPTW", "TB", (1234, None, None, "TB", "VPTW")),
    ("06-CTr/TU", "CTr", (6, None, None, "CTr", "TU")),
    # the state: what is law, what is not, what several bodies issue, letters
    ("142/2025/NĐ-CP", "NĐ", (142, None, 2025, "NĐ", "CP")),
    ("15/2025/TT-BNV", "TT", (15, None, 2025, "TT", "BNV")),
    ("12/2025/TTLT-BCA-BQP", "TTLT", (12, None, 2025, "TTLT", "BCA-BQP")),
    ("05/2025/QĐ-TTg", "QĐ", (5, None, 2025, "QĐ", "TTg")),
    ("30a/2008/NQ-CP", "NQ", (30, "a", 2008, "NQ", "CP")),
    ("30c/NQ-CP", "NQ", (30, "c", None, "NQ", "CP")),
    ("01/CT-TTg", "CT", (1, None, None, "CT", "TTg")),
    ("80/CĐ-TTg", "CĐ", (80, None, None, "CĐ", "TTg")),
    ("1234/QĐ-UBND", "QĐ", (1234, None, None, "QĐ", "UBND")),
    ("123/BC-UBND", "BC", (123, None, None, "BC", "UBND")),
    ("12/VBHN-VPQH", "VBHN", (12, None, None, "VBHN", "VPQH")),
    ("3456/UBND-KGVX", "CV", (3456, None, None, None, "UBND-KGVX")),
    ("789/BNV-TCBC", "CV", (789, None, None, None, "BNV-TCBC")),
    ("55/UBND", "CV", (55, None, None, None, "UBND")),
    # assemblies
    ("72/2025/QH15", "LUAT", (72, None, 2025, None, "QH15")),
    ("206/2025/QH15", "NQ", (206, None, 2025, None, "QH15")),
    ("76/2025/UBTVQH15", "NQ", (76, None, 2025, None, "UBTVQH15")),
    ("04/2023/UBTVQH15", "PL", (4, None, 2023, None, "UBTVQH15")),
    ("1683/NQ-UBTVQH15", "NQ", (1683, None, None, "NQ", "UBTVQH15")),
    ("45/NQ-HĐND", "NQ", (45, None, None, "NQ", "HĐND")),
    ("120/2025/NQ-HĐND", "NQ", (120, None, 2025, "NQ", "HĐND")),
    # courts and procuracies
    ("01/2025/NQ-HĐTP", "NQ", (1, None, 2025, "NQ", "HĐTP")),
    ("05/2025/HS-ST", "BA", (5, None, 2025, None, "HS-ST")),
    ("34/2025/DS-ST", "BA", (34, None, 2025, None, "DS-ST")),
    ("12/2021/HNGĐ-GĐT", "QĐ", (12, None, 2021, None, "HNGĐ-GĐT")),
    ("15/CT-VKSTC", "CT", (15, None, None, "CT", "VKSTC")),
    ("12/KSĐT", "CV", (12, None, None, None, "KSĐT")),
    ("02/QyĐ-VKSTC", "QyĐ", (2, None, None, "QyĐ", "VKSTC")),
]


def noted(text: str, kind: str) -> NumberSeries:
    stream, number = series_id(ISSUER, kind), parse_number(text)
    return given(
        NumberSeries(),
        NumberNoted(
            **next_place(stream, 0, NOW),
            issuer_id=ISSUER,
            type=kind,
            number=number,
            issued_on=DAY,
            directive_id=DOCUMENT,
        ),
    ).state


def recorded(text: str, kind: str, number: DocumentNumber | None = None) -> DirectiveRecorded:
    return DirectiveRecorded(
        **next_place(DOCUMENT, 0, NOW),
        recorded_by_id=unit_id("W1"),
        issuer_id=ISSUER,
        issuer_name_then="Department D1",
        type=kind,
        number=number or parse_number(text),
        subject="Văn bản",
        issued_on=DAY,
        classification=Classification.OPEN,
    )


def cited(text: str) -> CitationInput:
    return CitationInput(
        text=text, relation=CitationRelation.REFERS_TO, issued_on=DAY, issuer_name="Department D1"
    )


@pytest.mark.parametrize(("text", "kind", "parts"), FORMS)
def test_each_form_is_read_and_written_back(
    text: str, kind: str, parts: tuple[object, ...]
) -> None:
    number = parse_number(text)
    assert astuple(number) == (text, *parts)
    assert written(number) == text
    assert kind in types_meant(number)
    assert decide_number(NumberSeries(), text, kind, None, DAY) == number


@pytest.mark.parametrize(("text", "kind", "parts"), FORMS)
def test_each_form_is_found_where_it_is_cited(
    text: str, kind: str, parts: tuple[object, ...]
) -> None:
    citation = cited(text)
    keys = candidate_series(TREE, citation)
    assert (ISSUER, kind) in keys
    series = {key: noted(text, kind) if key[1] == kind else NumberSeries() for key in keys}
    assert the_one_meant(candidates(TREE, citation, series)) == DOCUMENT


@pytest.mark.parametrize(("text", "kind", "parts"), FORMS)
def test_each_form_waits_for_the_document_that_it_means(
    text: str, kind: str, parts: tuple[object, ...]
) -> None:
    document, number = recorded(text, kind), parse_number(text)
    arriving = {awaited_number(number), awaited_number(number, kind)}
    assert awaited_number(parse_number(text)) in arriving
    assert is_meant(TREE, number, DAY, "Department D1", document)
    suffixed = recorded(text, kind, replace(number, text=f"{(number.sequence or 0) + 1}{text}"))
    assert not is_meant(TREE, number, DAY, "Department D1", suffixed)


@pytest.mark.parametrize(
    ("one", "other"), [("30/NQ-CP", "30c/NQ-CP"), ("05/2025/HS-ST", "05/2025/DS-ST")]
)
def test_a_letter_and_the_kind_of_a_case_make_another_number(one: str, other: str) -> None:
    kind = types_meant(parse_number(one))[0]
    citation = cited(other)
    series = {key: noted(one, key[1]) for key in candidate_series(TREE, citation)}
    assert candidates(TREE, citation, series) == {}
    assert not is_meant(TREE, parse_number(other), DAY, "Department D1", recorded(one, kind))


def test_what_was_misread_before_is_compared_by_its_text() -> None:
    misread = DocumentNumber(
        text="72/2025/QH15", sequence=72, suffix=None, year=None, type=None, symbol="2025/QH15"
    )
    target = given(Directive(), recorded("72/2025/QH15", "LUAT", misread)).state
    citation = cited("72/2025/QH15")
    assert record_citation(TREE, unit_id("ours"), 0, citation, DOCUMENT, target).discrepancies == ()


@pytest.mark.parametrize(
    ("written_as", "known_as", "parts"),
    [
        ("15/QÐ-UBND", "15/QĐ-UBND", []),
        ("15/QĐ–Ubnd", "15/QĐ-UBND", []),
        ("02-KH/BCĐ", "02-KH/BCT", ["SYMBOL"]),
        ("30c/NQ-CP", "30/NQ-CP", ["SEQUENCE"]),
        ("72/2024/QH15", "72/2025/QH15", ["SYMBOL"]),
    ],
)
def test_a_difference_is_one_of_letters(written_as: str, known_as: str, parts: list[str]) -> None:
    target = given(Directive(), recorded(known_as, "KH")).state
    record = record_citation(TREE, unit_id("ours"), 0, cited(written_as), DOCUMENT, target)
    assert [each.part for each in record.discrepancies] == parts


def test_the_assemblys_numbers_restart_with_its_term_and_each_form_counts_by_itself() -> None:
    def took(text: str, version: int) -> NumberTaken:
        stream, number = series_id(ISSUER, "NQ"), parse_number(text)
        return NumberTaken(
            **next_place(stream, version - 1, NOW),
            issuer_id=ISSUER,
            type="NQ",
            number=number,
            issued_on=DAY,
            directive_id=DOCUMENT,
        )

    story = given(NumberSeries(), took("1683/NQ-UBTVQH15", 1), took("76/2025/UBTVQH15", 2))
    next_year = date(2026, 2, 1)
    later = decide_number(story.state, None, "NQ", "UBTVQH15", next_year)
    assert later.text == "77/2026/UBTVQH15"
    assert decide_number(story.state, None, "NQ", "UBTVQH16", next_year).text == "1/2026/UBTVQH16"
    plain = decide_number(story.state, "1684/NQ-UBTVQH15", "NQ", "UBTVQH15", next_year)
    assert plain.sequence == 1684


def test_a_number_with_a_letter_stands_beside_the_one_that_was_given() -> None:
    def took(text: str, version: int) -> NumberTaken:
        stream, number = series_id(ISSUER, "NQ"), parse_number(text)
        return NumberTaken(
            **next_place(stream, version - 1, NOW),
            issuer_id=ISSUER,
            type="NQ",
            number=number,
            issued_on=DAY,
            directive_id=DOCUMENT,
        )

    state = given(NumberSeries(), took("30/NQ-CP", 1), took("31/NQ-CP", 2)).state
    assert decide_number(state, "30c/NQ-CP", "NQ", "CP", DAY).suffix == "c"
    later = given(NumberSeries(), took("31/NQ-CP", 1), took("30c/NQ-CP", 2)).state
    assert decide_number(later, None, "NQ", "CP", DAY).text == "32/NQ-CP"


SYMBOLS = st.from_regex(r"[A-ZĐƯ]{1,8}(-[A-ZĐ]{1,6})?", fullmatch=True)


@campaign(200)
@drawn(
    st.sampled_from([text for text, _, _ in FORMS]),
    st.integers(1, 9_999_999),
    st.sampled_from(sorted(STATE_TYPES)),
    SYMBOLS,
    st.integers(1946, 2100),
)
def test_a_number_that_is_given_is_read_back(
    form: str, sequence: int, kind: str, symbol: str, year: int
) -> None:
    number = next_number(sequence, kind, symbol, year, parse_number(form))
    assert parse_number(number.text) == number
    assert written(number) == plain_text(number.text)
