"""The model's own cases: days off, validity, dates beside a window and after an acceptance."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from cascade.directive.records import DueRecord, Expiry, WindowRecord
from cascade.enums import DueKind, OnNonWorkingDay, TaskKind, WindowEdge
from tests.oracle.builders import at, audience, end_of, on_day, task
from tests.oracle.changes import TellingChanges
from tests.oracle.days import moved_from_off_day, working_days_from
from tests.oracle.obligations import Timeliness
from tests.oracle.standings import Status

EXPIRING = Expiry(expires_on=date(2026, 1, 9), expires_at=end_of(9))


def day(number: int) -> date:
    return date(2026, 1, number)


@pytest.mark.parametrize(
    ("number", "way", "not_before", "expected"),
    [
        (10, None, 5, 10),
        (9, OnNonWorkingDay.NEXT, 5, 9),
        (10, OnNonWorkingDay.NEXT, 5, 12),
        (11, OnNonWorkingDay.PREVIOUS, 5, 9),
        (11, OnNonWorkingDay.PREVIOUS, 10, 12),
    ],
)
def test_where_a_day_off_goes(
    number: int, way: OnNonWorkingDay | None, not_before: int, expected: int
) -> None:
    told = TellingChanges()
    moved = moved_from_off_day(told.history, 3, day(number), way, day(not_before))
    assert moved == day(expected)


def test_working_days_before_and_after_and_none() -> None:
    told = TellingChanges()
    found = [working_days_from(told.history, 3, day(10), count) for count in (-2, 0, 2)]
    assert found == [day(8), day(12), day(13)]


def test_what_has_expired_is_withdrawn_unless_it_was_handed_in() -> None:
    told = TellingChanges()
    issued = told.issue(
        audience("B1", "B2", "B3"), task(due=on_day(8)), expiry=EXPIRING, level_by_level=False
    )
    told.report(issued, "B1")
    told.report(issued, "B2", accepted=True)
    told.now = end_of(9)
    assert told.owed(issued)["B3/1"].timeliness is Timeliness.OVERDUE
    told.now = at(10, 0)
    statuses = {name: owed.status for name, owed in told.owed(issued).items()}
    assert statuses == {
        "B1/1": Status.SUBMITTED,
        "B2/1": Status.FULFILLED,
        "B3/1": Status.WITHDRAWN,
    }


def test_it_opens_when_it_takes_effect_and_counts_from_there() -> None:
    told = TellingChanges()
    counted = DueRecord(kind=DueKind.RELATIVE, rule="2 days after receipt", days=2)
    issued = told.issue(
        audience("W1", "B1"), task(due=counted), level_by_level=True, effective_on=day(12)
    )
    told.relay(issued, "W1", audience("B1"))
    owed = told.owed(issued)
    assert (owed["B1/1"].opens_at, owed["B1/1"].due_at) == (at(12, 0), end_of(14))
    assert owed["W1/@pass-on"].opens_at == at(5)


def test_a_date_beside_a_window_moves_with_it() -> None:
    told = TellingChanges()
    beside = DueRecord(
        kind=DueKind.WINDOW,
        rule="3 working days before the start of window congress",
        window="congress",
        edge=WindowEdge.START,
        offset_working_days=-3,
    )
    windows = [WindowRecord(key="congress", stated="congress")]
    issued = told.issue(audience("B1"), task(due=beside), windows=windows)
    assert told.owed(issued)["B1/1"].due_at is None
    told.date_window(issued, "congress", 20)
    due_at = told.owed(issued)["B1/1"].due_at
    assert due_at == end_of(1) - timedelta(days=3)


def test_a_date_after_an_acceptance_is_each_units_own() -> None:
    told = TellingChanges()
    after = DueRecord(
        kind=DueKind.AFTER_TASK,
        rule="2 working days after task 1 is accepted",
        after_task="1",
        offset_working_days=2,
    )
    asked = replace(task("1"), kind=TaskKind.REPORT)
    issued = told.issue(audience("B1", "B2"), asked, task("2", due=after))
    report = told.report(issued, "B1")
    assert told.owed(issued)["B1/2"].timeliness is Timeliness.UNDATED
    told.now = at(9)
    told.accept(issued, "B1", report)
    owed = told.owed(issued)
    assert (owed["B1/2"].due_at, owed["B2/2"].due_at) == (end_of(13), None)
