"""The model's own cases: what is owed so long after something occurs."""

from datetime import date, datetime

from cascade import identifiers
from cascade.directive.records import DueRecord, OccurrenceTermRecord
from cascade.enums import DueKind
from cascade.execution.events import OccurrenceDeclared, OccurrenceWithdrawn
from cascade.execution.occurrences import day_of_number
from tests.oracle.builders import at, audience, end_of, task, unit_id
from tests.oracle.changes import TellingChanges
from tests.oracle.obligations import Timeliness
from tests.oracle.standings import Status


def after(**term: int) -> DueRecord:
    return DueRecord(kind=DueKind.AFTER_OCCURRENCE, after_occurrence=OccurrenceTermRecord(**term))


class TellingOccurrences(TellingChanges):
    """Declares and takes back."""

    def declare(self, directive_id: object, code: str, number: int, occurred_at: datetime) -> int:
        return self._on(OccurrenceDeclared, directive_id, code, number,
                        occurred_at=occurred_at, label="x", note=None)  # fmt: skip

    def take_back(self, directive_id: object, code: str, number: int) -> int:
        return self._on(OccurrenceWithdrawn, directive_id, code, number,
                        by_id=unit_id(code), reason="x")  # fmt: skip

    def _on(
        self, kind: type, directive_id: object, code: str, number: int, **values: object
    ) -> int:
        return self._execution(
            kind,
            directive_id,  # type: ignore[arg-type]
            code,
            task_id=identifiers.task_id(directive_id, "1"),  # type: ignore[arg-type]
            occurrence=day_of_number(number),
            **values,
        )


def test_nothing_is_owed_until_something_occurs() -> None:
    told = TellingOccurrences()
    issued = told.issue(audience("W1", "W2"), task(due=after(hours=24)))
    assert told.owed(issued) == {}
    told.declare(issued, "W1", 1, at(5))
    told.declare(issued, "W1", 2, at(5, 11))
    owed = told.owed(issued)
    assert {name: o.due_at for name, o in owed.items()} == {
        "W1/1/02": at(6),
        "W1/1/03": at(6, 11),
    }
    assert {o.period for o in owed.values()} == {(date(2026, 1, 5), "x")}
    told.now = at(6, 10)
    assert [o.timeliness for o in told.owed(issued).values()] == [
        Timeliness.OVERDUE,
        Timeliness.NOT_YET_DUE,
    ]


def test_days_end_with_the_day() -> None:
    told = TellingOccurrences()
    issued = told.issue(audience("W1"), task(due=after(days=0)))
    told.declare(issued, "W1", 1, at(9, 23))
    assert told.owed(issued)["W1/1/02"].due_at == end_of(9)
    friday = told.issue(audience("W1"), task(due=after(working_days=1)))
    told.declare(friday, "W1", 1, at(9, 23))
    assert told.owed(friday)["W1/1/02"].due_at == end_of(12)


def test_what_was_taken_back_is_asked_no_more() -> None:
    told = TellingOccurrences()
    issued = told.issue(audience("W1"), task(due=after(hours=24)))
    before = told.declare(issued, "W1", 1, at(5))
    told.take_back(issued, "W1", 1)
    assert told.owed(issued)["W1/1/02"].status is Status.WITHDRAWN
    assert told.owed(issued, before)["W1/1/02"].status is Status.PENDING
