"""When a task is due: what each rule comes to, and which rules are refused."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from cascade.directive.commands import DueInput, RecurrenceInput, TaskInput
from cascade.directive.records import DueRecord, OccurrenceRecord
from cascade.directive.rules import recurrence
from cascade.directive.rules.due import OCCURRENCES_OF_ALL_TASKS, DueRules
from cascade.enums import DueKind
from cascade.refusals import Problems
from tests.decisions.organisation import calendar
from tests.decisions.story import told

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
ISSUED_ON = date(2026, 1, 5)
CALENDAR = calendar()


def rules(problems: Problems) -> DueRules:
    return DueRules(CALENDAR, HANOI, ISSUED_ON, {}, problems, ISSUED_ON)


def fixed(due: DueInput) -> DueRecord:
    problems = Problems()
    record = rules(problems).fix(TaskInput(key="1", text="Báo cáo", due=due), "due")
    problems.refuse_if_any()
    return record


def refused(due: DueInput) -> list[str]:
    problems = Problems()
    rules(problems).fix(TaskInput(key="1", text="Báo cáo", due=due), "due")
    return [told(reason) for reason in problems.found]


def recurring(rrule: str, starts_on: date = ISSUED_ON, at: str | None = None) -> DueInput:
    return DueInput(recurring=RecurrenceInput(rrule=rrule, starts_on=starts_on, time=at))


def labels(rrule: str, starts_on: date = ISSUED_ON) -> list[str]:
    return [each.label for each in fixed(recurring(rrule, starts_on)).occurrences]


def test_every_friday_at_four() -> None:
    record = fixed(recurring("RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2", at="16:00"))
    assert record.kind is DueKind.RECURRING
    assert record.rule == "RRULE:FREQ=WEEKLY;BYDAY=FR;COUNT=2 from 2026-01-05 at 16:00"
    assert record.due_at is None
    assert record.occurrences == tuple(
        OccurrenceRecord(
            day=day,
            starts_on=start,
            label=label,
            due_on=day,
            due_at=datetime(2026, 1, day.day, 9, tzinfo=UTC),
        )
        for day, start, label in (
            (date(2026, 1, 9), date(2026, 1, 5), "2026-W02"),
            (date(2026, 1, 16), date(2026, 1, 10), "2026-W03"),
        )
    )


def test_without_a_time_an_occurrence_is_due_at_the_end_of_its_day() -> None:
    (one,) = fixed(recurring("FREQ=MONTHLY;BYMONTHDAY=25;COUNT=1")).occurrences
    assert one.due_at == datetime(2026, 1, 25, 16, 59, 59, 999_999, tzinfo=UTC)


def test_periods_are_called_by_their_length() -> None:
    assert labels("FREQ=MONTHLY;BYMONTHDAY=25;COUNT=2") == ["2026-01", "2026-02"]
    assert labels("FREQ=MONTHLY;INTERVAL=6;BYMONTHDAY=30;COUNT=2", date(2026, 6, 1)) == [
        "2026-H1",
        "2026-H2",
    ]
    assert labels("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=2", date(2026, 3, 1)) == [
        "2026-Q1",
        "2026-Q2",
    ]
    assert labels("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15;COUNT=2") == ["2026", "2027"]
    assert labels("FREQ=DAILY;COUNT=2") == ["2026-01-05", "2026-01-06"]


def test_two_occurrences_never_share_a_name() -> None:
    assert labels("FREQ=WEEKLY;BYDAY=MO,FR;COUNT=2") == ["2026-01-05", "2026-01-09"]


def test_until_is_inclusive_and_in_the_zone_where_it_says_so() -> None:
    until = "FREQ=DAILY;UNTIL={}"
    assert len(labels(until.format("20260107"))) == 3
    # Five in the afternoon in UTC is the next day in Hanoi.
    assert len(labels(until.format("20260107T170000Z"))) == 4
    at_four = fixed(recurring(until.format("20260107T150000"), at="16:00"))
    assert at_four.occurrences[-1].day == date(2026, 1, 6)


def test_days_after_the_issue_and_after_the_receipt() -> None:
    record = fixed(DueInput(days_after_issue=10))
    assert (record.kind, record.rule) == (DueKind.RELATIVE, "10 days after issue")
    assert record.due_at == datetime(2026, 1, 15, 16, 59, 59, 999_999, tzinfo=UTC)
    record = fixed(DueInput(days_after_receipt=3))
    assert (record.days, record.due_at) == (3, None)
    record = fixed(DueInput(working_days_after_receipt=3))
    assert (record.working_days, record.due_at) == (3, None)


@pytest.mark.parametrize(
    ("rrule", "code"),
    [
        ("every Friday", "RRULE_NOT_UNDERSTOOD"),
        ("", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=SOMETIMES;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;COUNT=2;COUNT=3", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;COUNT=2;UNTIL=20260301", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;COUNT=0", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;INTERVAL=0;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;UNTIL=20260231", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYDAY=2MO;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;BYMONTHDAY=2;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=MONTHLY;BYDAY=0MO;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=MONTHLY;BYMONTHDAY=32;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=YEARLY;BYEASTER=0;COUNT=2", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;COUNT=2\nEXDATE:20260112", "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=WEEKLY;COUNT=" + "1" * 500, "RRULE_NOT_UNDERSTOOD"),
        ("FREQ=DAILY;COUNT=401", "RRULE_TOO_MANY_OCCURRENCES"),
        ("FREQ=DAILY;UNTIL=20991231", "RRULE_TOO_MANY_OCCURRENCES"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2", "RRULE_WITHOUT_OCCURRENCE"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "RRULE_WITHOUT_OCCURRENCE"),
        ("FREQ=DAILY;UNTIL=20260104", "RRULE_WITHOUT_OCCURRENCE"),
        ("FREQ=HOURLY;COUNT=2", "RRULE_SUB_DAILY"),
        ("FREQ=DAILY;BYHOUR=8,16;COUNT=2", "RRULE_SUB_DAILY"),
        ("FREQ=YEARLY;COUNT=100", "BEYOND_CALENDAR"),
        ("FREQ=YEARLY;UNTIL=21001231", "BEYOND_CALENDAR"),
    ],
)
def test_a_recurrence_that_is_refused(rrule: str, code: str) -> None:
    assert refused(recurring(rrule)) == [f"{code} at due.recurring.rrule"]


@pytest.mark.parametrize("at", ["16", "24:00", "16:60", "4 giờ", "16:00:00"])
def test_a_time_that_is_refused(at: str) -> None:
    given = recurring("FREQ=DAILY;COUNT=2", at=at)
    assert refused(given) == ["TIME_NOT_UNDERSTOOD at due.recurring.time"]


def test_a_recurrence_that_is_over_before_the_issue() -> None:
    over = recurring("FREQ=DAILY;COUNT=4", date(2026, 1, 1))
    assert refused(over) == ["DUE_BEFORE_ISSUE at due.recurring"]
    assert refused(recurring("FREQ=DAILY;COUNT=5", date(2026, 1, 1))) == []
    long_ago = recurring("FREQ=DAILY;COUNT=5", date(1999, 1, 1))
    assert refused(long_ago) == ["BEYOND_CALENDAR at due.recurring.starts_on"]


def test_all_occurrences_of_one_directive_are_counted_together() -> None:
    problems = Problems()
    together = rules(problems)
    for number in range(OCCURRENCES_OF_ALL_TASKS // 400):
        together.fix(
            TaskInput(key=f"t{number}", text="Báo cáo", due=recurring("FREQ=DAILY;COUNT=400"))
        )
    assert problems.found == []
    together.fix(TaskInput(key="more", text="Báo cáo", due=recurring("FREQ=DAILY;COUNT=1")))
    assert [reason.code for reason in problems.found] == ["RRULE_TOO_MANY_OCCURRENCES"]


def test_all_recurrences_of_one_directive_are_looked_for_on_so_many_days() -> None:
    """500 rules that never occur took 13 seconds, and nobody else was answered meanwhile."""
    problems = Problems()
    together = rules(problems)
    never = recurring("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=1")
    looked_at: list[int] = []
    for number in range(500):
        together.fix(TaskInput(key=f"t{number}", text="Báo cáo", due=never), "tasks", number, "due")
        looked_at.append(recurrence.DAYS_LOOKED_AT - together._budget.days)
    told = [f"{reason.code} at {'.'.join(reason.field)}" for reason in problems.found]
    assert told[0] == "RRULE_WITHOUT_OCCURRENCE at tasks.0.due.recurring.rrule"
    assert told[-1] == "RRULE_TOO_MANY_DAYS at tasks.499.due.recurring.rrule"
    # The first of which nothing is left, and one day for each that comes after it.
    assert looked_at[-1] <= recurrence.DAYS_LOOKED_AT + 500


@pytest.mark.parametrize("part", ["BYDAY={}MO", "BYMONTHDAY={}", "BYMONTH={}", "BYSETPOS={}"])
def test_what_is_said_twice_is_looked_at_once(part: str) -> None:
    name, _, value = part.format(2).partition("=")
    once = recurrence.parse(f"FREQ=YEARLY;COUNT=2;{name}={value}", HANOI)
    again = ",".join([value] * 80)
    assert recurrence.parse(f"FREQ=YEARLY;COUNT=2;{name}={again}", HANOI) == once


@pytest.mark.parametrize("name", ["days_after_issue", "days_after_receipt"])
@pytest.mark.parametrize("days", [-1, 3_651])
def test_days_that_are_refused(name: str, days: int) -> None:
    due = DueInput(**{name: days})  # type: ignore[arg-type]
    assert refused(due) == [f"DUE_NOT_UNDERSTOOD at due.{name}"]


WEEKDAYS = st.lists(st.sampled_from(recurrence.WEEKDAYS), min_size=1, unique=True)


@st.composite
def rrules(draw: st.DrawFn) -> str:
    """Rules that occur within some years: what never occurs is beside the point here."""
    frequency = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    parts = {"FREQ": frequency, "INTERVAL": str(draw(st.integers(1, 3)))}
    # The library takes the plain days of a list as a condition on its numbered ones.
    numbered = frequency in ("MONTHLY", "YEARLY") and draw(st.booleans())
    ordinals = st.sampled_from(["1", "2", "-1"] if numbered else [""])
    if draw(st.booleans()):
        parts["BYDAY"] = ",".join(draw(ordinals) + day for day in draw(WEEKDAYS))
    elif frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
        days: Any = st.lists(st.sampled_from([1, 10, 25, 28, 31, -1, -3]), min_size=1, unique=True)
        parts["BYMONTHDAY"] = ",".join(map(str, draw(days)))
    if frequency in ("MONTHLY", "YEARLY") and "BYDAY" in parts and draw(st.booleans()):
        parts["BYSETPOS"] = draw(st.sampled_from(["1", "-1", "1,-1"]))
    if frequency == "YEARLY" and draw(st.booleans()):
        parts["BYMONTH"] = "1,7"
    if frequency == "WEEKLY" and draw(st.booleans()):
        parts["WKST"] = draw(st.sampled_from(recurrence.WEEKDAYS))
    parts["COUNT"] = str(draw(st.integers(1, 12)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


@given(rrules(), st.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_days_are_those_of_the_library(rrule: str, first: date) -> None:
    rule = recurrence.parse(rrule, HANOI)
    last = first + timedelta(days=40 * 366)
    expected = rrulestr(rrule, dtstart=datetime.combine(first, time.min))
    occurring = recurrence.occurrences(rule, first, last, time.min, HANOI, recurrence.Budget())
    found = list(occurring)
    assert found == [instant.date() for instant in expected]
