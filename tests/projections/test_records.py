"""A record becomes a row by the names of its columns, whatever they have been given for."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

import pytest

from projections.engine.json_rows import to_json
from projections.engine.records import grouped, read

A, B = UUID(int=1), UUID(int=2)


class Kind(StrEnum):
    REPORT = "REPORT"


@dataclass(frozen=True)
class Key:
    unit_id: UUID
    occurrence: date | None


@dataclass(frozen=True)
class Line:
    unit_id: UUID | None
    days: tuple[date, ...]
    kind: Kind


@dataclass(frozen=True)
class Row:
    key: Key
    kind: Kind
    heirs: tuple[UUID, ...]
    lines: tuple[Line, ...] | None
    line: Line | None
    period: Key | None
    text: str | None = None


LINE = Line(A, (date(2026, 1, 9),), Kind.REPORT)
RECORD = {
    "unit_id": A,
    "occurrence": date(2026, 1, 1),
    "kind": "REPORT",
    "heirs": [A, B],
    "lines": to_json((LINE,)),
    "line": None,
    "period_unit_id": None,
    "period_occurrence": None,
    "of_no_field": 1,
}


def test_columns_are_found_by_name() -> None:
    (row,) = read(Row, [RECORD])
    assert row.key == Key(A, date(2026, 1, 1))
    assert row.kind is Kind.REPORT
    assert row.heirs == (A, B)
    assert row.lines == (LINE,)
    assert (row.line, row.period, row.text) == (None, None, None)


def test_a_row_within_a_row_has_its_own_columns() -> None:
    record = {**RECORD, "period_unit_id": B, "period_occurrence": date.min, "line": to_json(LINE)}
    (row,) = read(Row, [record])
    assert row.period == Key(B, None), "'-infinity' is no day"
    assert row.key.unit_id == A
    assert row.line == LINE


def test_a_column_that_is_missing_is_told() -> None:
    record = {name: value for name, value in RECORD.items() if name != "heirs"}
    with pytest.raises(TypeError, match=r"Row\.heirs has no column"):
        read(Row, [record])


def test_rows_are_grouped_in_their_order() -> None:
    keys = [Key(A, None), Key(B, None), Key(A, date(2026, 1, 1))]
    assert grouped(keys, lambda key: key.unit_id) == {A: (keys[0], keys[2]), B: (keys[1],)}
