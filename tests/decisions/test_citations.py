"""What was written about another document is kept, matched, and compared with it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from cascade.directive.commands import CitationInput
from cascade.directive.events import DirectiveRecorded
from cascade.directive.records import CitationRecord, DiscrepancyRecord
from cascade.directive.rules.citations import (
    candidate_series,
    candidates,
    record_citation,
    the_one_meant,
)
from cascade.directive.state import Directive
from cascade.enums import CitationRelation, Classification
from cascade.events import next_place
from cascade.identifiers import ORGANISATION, citation_id, series_id
from cascade.numbering.events import NumberNoted
from cascade.numbering.number import parse_number
from cascade.numbering.state import NumberSeries
from cascade.organisation.events import UnitRenamed
from cascade.organisation.state import Organisation
from tests.decisions.organisation import ESTABLISHED, FOUNDED, unit_id
from tests.decisions.story import NOW, given

DAY = date(2025, 12, 30)
KNOWN, OURS = unit_id("the known one"), unit_id("ours")
RENAMED = UnitRenamed(
    **next_place(ORGANISATION, 2, NOW),
    unit_id=unit_id("D1"),
    name="Ban Tổ chức",
    symbol=None,
    valid_from=None,
    valid_not_before=None,
    valid_not_after=None,
    effective_on=date(2025, 6, 1),
)
TREE = given(Organisation(), FOUNDED, ESTABLISHED, RENAMED).state
NUMBER = parse_number("02-KH/BCĐ")
TARGET = given(
    Directive(),
    DirectiveRecorded(
        **next_place(KNOWN, 0, NOW),
        recorded_by_id=unit_id("W1"),
        issuer_id=unit_id("D1"),
        issuer_name_then="Ban Tổ chức",
        type="KH",
        number=NUMBER,
        subject="Kế hoạch",
        issued_on=DAY,
        classification=Classification.OPEN,
    ),
).state
SERIES = given(
    NumberSeries(),
    NumberNoted(
        **next_place(series_id(unit_id("D1"), "KH"), 0, NOW),
        issuer_id=unit_id("D1"),
        type="KH",
        number=NUMBER,
        issued_on=DAY,
        directive_id=KNOWN,
    ),
).state
CITED = CitationInput(
    text="02-KH/BCĐ", relation=CitationRelation.GUIDED_BY, issued_on=DAY, issuer_name="Ban Tổ chức"
)


def recorded(**changed: Any) -> CitationRecord:
    citation = replace(CITED, **changed)
    return record_citation(TREE, OURS, 3, citation, KNOWN, TARGET)


def differences(**changed: Any) -> list[tuple[str, str, str]]:
    found = recorded(**changed).discrepancies
    return [(each.part, each.written, each.recorded) for each in found]


def test_a_citation_keeps_what_was_written() -> None:
    record = recorded(text="02 – KH/BCĐ", task_key="1", anchor="mục 2")
    assert record == CitationRecord(
        citation_id=citation_id(OURS, 3),
        number=parse_number("02 – KH/BCĐ"),
        issued_on=DAY,
        issuer_name="Ban Tổ chức",
        relation=CitationRelation.GUIDED_BY,
        task_key="1",
        anchor="mục 2",
        target_id=KNOWN,
    )


def test_where_it_disagrees_with_the_document_is_told() -> None:
    assert differences() == []
    assert differences(text="02-KH/BCT") == [("SYMBOL", "BCT", "BCĐ")]
    assert differences(text="3-CV/BCĐ") == [("SEQUENCE", "3", "2"), ("TYPE", "CV", "KH")]
    assert differences(issued_on=date(2025, 12, 31)) == [("DATE", "2025-12-31", "2025-12-30")]
    assert differences(text="Kế hoạch số 2") == [("SYMBOL", "Kế hoạch số 2", "02-KH/BCĐ")]
    assert differences(issuer_name="Committee W1") == [("ISSUER", "Committee W1", "Ban Tổ chức")]


def test_what_was_left_out_differs_in_nothing() -> None:
    assert differences(issued_on=None, issuer_name=None) == []
    assert differences(text="2/BCĐ") == []


def test_a_former_name_and_an_unknown_one_are_no_difference() -> None:
    assert differences(issuer_name="department d1") == []
    assert differences(issuer_name="Ban nào đó") == []


def test_without_a_known_document_nothing_is_compared() -> None:
    record = record_citation(TREE, OURS, 0, replace(CITED, text="02-KH/BCT"), None, None)
    assert (record.target_id, record.discrepancies) == (None, ())


def target(**changed: Any) -> object:
    citation = replace(CITED, **changed)
    keys = candidate_series(TREE, citation)
    series = {key: SERIES if key == (unit_id("D1"), "KH") else NumberSeries() for key in keys}
    return the_one_meant(candidates(TREE, citation, series))


@pytest.mark.parametrize(
    "changed",
    [{}, {"text": "2 – KH/BCT"}, {"issuer_name": "Department  D1"}],
)
def test_it_is_matched_by_sequence_type_date_and_issuer(changed: dict[str, Any]) -> None:
    assert target(**changed) == KNOWN


@pytest.mark.parametrize(
    "changed",
    [
        {"text": "3-KH/BCĐ"},
        {"text": "02-CV/BCĐ"},
        {"text": "Kế hoạch"},
        {"issued_on": date(2025, 12, 29)},
        {"issued_on": None},
        {"issuer_name": None},
        {"issuer_name": "Committee W1"},
    ],
)
def test_nothing_less_is_a_match(changed: dict[str, Any]) -> None:
    assert target(**changed) is None


def test_a_discrepancy_is_a_part_and_two_wordings() -> None:
    (found,) = recorded(text="02-KH/BCT").discrepancies
    assert found == DiscrepancyRecord(part="SYMBOL", written="BCT", recorded="BCĐ")
