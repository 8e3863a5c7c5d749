"""Which windows may be dated, and which documents recorded."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest

from cascade.directive.commands import (
    DateWindow,
    DueInput,
    RecordDirective,
)
from cascade.directive.decisions.recording import decide_date_window, decide_record
from cascade.directive.events import WindowDated
from cascade.directive.records import TaskDue
from cascade.directive.state import Directive
from cascade.events import next_place
from cascade.identifiers import task_id
from cascade.numbering.number import parse_number
from tests.decisions.issuing import AROUND, ID, TODAY, issued, task
from tests.decisions.organisation import unit_id
from tests.decisions.story import NOW, given


def dated(version: int, first: int, last: int, *dues: TaskDue) -> WindowDated:
    return WindowDated(
        **next_place(ID, version - 1, NOW),
        key="dai-hoi",
        from_day=date(2026, 1, first),
        to_day=date(2026, 1, last),
        dues=dues,
    )


def due_on(day: int) -> TaskDue:
    at = datetime(2026, 1, day, 16, 59, 59, 999_999, tzinfo=UTC)
    return TaskDue(task_id=task_id(ID, "1"), due_on=date(2026, 1, day), due_at=at)


def date_window(first: int, last: int, key: str = "dai-hoi") -> Any:
    command = DateWindow(
        directive=ID, key=key, from_day=date(2026, 1, first), to_day=date(2026, 1, last)
    )
    return lambda directive: decide_date_window(AROUND, directive, command)


def test_a_window_is_dated_and_dated_anew() -> None:
    event = issued(tasks=task(due=DueInput(end_of_window="dai-hoi")))
    story = given(Directive(), event)
    story.when(date_window(19, 25)).then(dated(2, 19, 25, due_on(25))).and_then_nothing()
    story.when(date_window(19, 23)).then(dated(3, 19, 23, due_on(23))).and_then_nothing()
    assert story.state.dues == {(task_id(ID, "1"), None): due_on(23).due_at}


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        ((25, 19), "WINDOW_BACKWARDS at to_day"),
        ((1, 4), "WINDOW_BEFORE_ISSUE at to_day"),
        ((19, 25, "tết"), "UNKNOWN_WINDOW at key"),
    ],
)
def test_a_dating_that_is_refused(days: tuple[Any, ...], reason: str) -> None:
    given(Directive(), issued()).when(date_window(*days)).then_refused(reason)


RECORD = RecordDirective(
    recorded_by=unit_id("W1"),
    issuer=unit_id("C"),
    type="CV",
    number="9-CV/TW",
    subject="Về việc",
    issued_on=TODAY,
)


def record(**changed: Any) -> Any:
    command = replace(RECORD, **changed)
    number = parse_number(command.number) if command.number is not None else None
    return lambda _: [decide_record(AROUND, command, ID, number, ())]


def test_a_recorded_document_asks_for_nothing_and_has_no_windows() -> None:
    (event,) = record()(None)
    assert (event.issuer_name_then, event.recorded_by_id) == ("Body C", unit_id("W1"))
    given(Directive(), event).when(date_window(19, 25)).then_refused(
        "DIRECTIVE_ASKS_FOR_NOTHING at directive"
    )


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        ({"issuer": UUID(int=9)}, "UNIT_NOT_FOUND at issuer"),
        ({"issued_on": date(2026, 1, 6)}, "ISSUED_IN_THE_FUTURE at issued_on"),
    ],
)
def test_a_record_that_is_refused(wrong: dict[str, Any], reason: str) -> None:
    given(Directive()).when(record(**wrong)).then_refused(reason)
