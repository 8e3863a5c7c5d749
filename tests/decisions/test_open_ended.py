"""A recurrence without an end: which of its periods there are on a day."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    MovedDueInput,
    MoveDueDates,
    RecurrenceInput,
    RevokeDirective,
    TaskInput,
)
from cascade.directive.decisions.amending import decide_amend
from cascade.directive.decisions.ending import decide_revoke
from cascade.directive.decisions.issuing import Surroundings
from cascade.directive.decisions.moving import decide_move
from cascade.directive.decisions.opening import decide_open_periods
from cascade.directive.events import DirectiveAmended, PeriodsOpened
from cascade.directive.records import OccurrenceRecord
from cascade.directive.rules import recurrence
from cascade.directive.rules.due import DueRules
from cascade.directive.rules.open_ended import HORIZON, OpenEnded
from cascade.directive.state import Directive
from cascade.identifiers import task_id
from cascade.refusals import Problems
from tests.decisions.issuing import AROUND, CALENDAR, ID, TODAY, TREE, in_force, issued, task
from tests.decisions.story import NOW, Given
from tests.decisions.test_due_rules import HANOI, fixed, recurring, rrules

TASK = task_id(ID, "1")


def monthly(day: int = 15, starts_on: date = TODAY) -> DueInput:
    rule = RecurrenceInput(rrule=f"FREQ=MONTHLY;BYMONTHDAY={day}", starts_on=starts_on)
    return DueInput(recurring=rule)


def directive(due: DueInput | None = None, **changed: Any) -> Given[Directive]:
    return in_force(tasks=task(due=due or monthly()), **changed)


def on(days_later: int) -> datetime:
    return NOW + timedelta(days=days_later)


def opened(standing: Directive, days_later: int) -> list[OccurrenceRecord]:
    events = decide_open_periods(standing, CALENDAR, HANOI, on(days_later))
    assert all(isinstance(event, PeriodsOpened) for event in events)
    return [each for event in events for each in event.periods[0].occurrences]  # type: ignore[attr-defined]


def days(standing: Directive) -> list[date]:
    return [each.day for each in standing.tasks[TASK].due.occurrences]


def live(story: Given[Directive], *days_later: int) -> Given[Directive]:
    """Days pass, on which what is due is opened."""
    for day in days_later:
        story.and_given(*decide_open_periods(story.state, CALENDAR, HANOI, on(day)))
    return story


def test_the_periods_that_begin_within_a_month_are_there() -> None:
    record = fixed(monthly_rule := recurring("FREQ=MONTHLY;BYMONTHDAY=15"))
    assert [(each.day, each.starts_on) for each in record.occurrences] == [
        (date(2026, 1, 15), date(2026, 1, 5)),
        (date(2026, 2, 15), date(2026, 1, 16)),
    ]
    assert record.open_ended is not None
    assert record.rule == "FREQ=MONTHLY;BYMONTHDAY=15 from 2026-01-05"
    assert monthly_rule.recurring is not None
    daily = fixed(recurring("FREQ=DAILY")).occurrences
    assert (daily[0].day, daily[-1].starts_on) == (TODAY, TODAY + HORIZON)


def test_one_is_there_however_far_it_lies() -> None:
    (only,) = fixed(recurring("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15")).occurrences
    assert (only.day, only.starts_on, only.label) == (date(2026, 12, 15), TODAY, "2026")
    (later,) = fixed(recurring("FREQ=YEARLY", date(2030, 3, 1))).occurrences
    assert (later.day, later.starts_on) == (date(2030, 3, 1), TODAY)


def test_a_regime_of_years_ago_begins_with_the_issue() -> None:
    record = fixed(recurring("FREQ=DAILY", date(2018, 1, 1)))
    assert record.occurrences[0].day == TODAY
    weekly = fixed(recurring("FREQ=WEEKLY;BYDAY=FR", date(2018, 1, 1)))
    assert (weekly.occurrences[0].day, weekly.occurrences[0].starts_on) == (
        date(2026, 1, 9),
        date(2026, 1, 3),
    )


def test_a_regime_that_takes_effect_later_begins_with_its_effect() -> None:
    problems, effective_on = Problems(), date(2026, 6, 1)
    rules = DueRules(CALENDAR, HANOI, TODAY, {}, problems, TODAY, effective_on=effective_on)
    due = recurring("FREQ=MONTHLY;BYMONTHDAY=15")
    record = rules.fix(TaskInput(key="1", text="Báo cáo", due=due), "due")
    assert problems.found == []
    assert [each.day for each in record.occurrences] == [date(2026, 6, 15)]


def test_periods_keep_their_names() -> None:
    """Two that might share one are called by their days from the first on."""
    twice = fixed(recurring("FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=15"))
    assert [each.label for each in twice.occurrences] == ["2026-01-15", "2026-12-15"]
    quarterly = fixed(recurring("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", date(2026, 3, 1)))
    assert [each.label for each in quarterly.occurrences] == ["2026-Q1"]


def test_the_next_ones_come_with_time() -> None:
    story = directive()
    assert opened(story.state, 10) == []
    (march,) = opened(story.state, 12)
    assert (march.day, march.starts_on, march.label) == (
        date(2026, 3, 15),
        date(2026, 2, 16),
        "2026-03",
    )
    assert march.due_at == datetime(2026, 3, 15, 16, 59, 59, 999_999, tzinfo=UTC)
    live(story, 12)
    assert opened(story.state, 12) == []
    assert story.state.dues[TASK, date(2026, 3, 15)] == march.due_at


def test_what_was_missed_is_opened_together() -> None:
    slowly, at_once = live(directive(), *range(400)), live(directive(), 399)
    assert days(slowly.state) == days(at_once.state)
    assert len(days(slowly.state)) == 15


def test_of_years_of_days_an_event_opens_no_more_than_it_holds() -> None:
    story = directive(DueInput(recurring=RecurrenceInput(rrule="FREQ=DAILY", starts_on=TODAY)))
    assert len(opened(story.state, 3_000)) == recurrence.OCCURRENCES
    live(story, *[3_000] * 8)
    assert opened(story.state, 3_000) == []
    assert days(story.state) == [TODAY + timedelta(days=n) for n in range(len(days(story.state)))]
    assert days(story.state)[-1] == TODAY + timedelta(days=3_000) + HORIZON


def test_nothing_is_opened_beyond_the_calendar() -> None:
    late = (CALENDAR.last_day - TODAY).days
    story = live(directive(), *[late + 90] * 3)
    assert days(story.state)[-1] == CALENDAR.last_day.replace(day=15)


def test_what_ended_opens_no_more() -> None:
    story = directive()
    revoked = RevokeDirective(ID, "Không còn phù hợp")
    story.and_given(*decide_revoke(story.state, revoked, NOW))
    assert opened(story.state, 40) == []


def test_a_withdrawn_task_opens_no_more() -> None:
    story = in_force(tasks=(*task(due=monthly()), replace(task()[0], key="2")))
    withdrawn = AmendDirective(directive=ID, withdraw_tasks=("1",))
    story.and_given(*decide_amend(AROUND, story.state, withdrawn))
    assert opened(story.state, 40) == []


def test_a_bounded_one_opens_no_more() -> None:
    rule = RecurrenceInput(rrule="FREQ=DAILY;COUNT=3", starts_on=TODAY)
    assert opened(directive(DueInput(recurring=rule)).state, 40) == []


def amended(story: Given[Directive], days_later: int, **change: Any) -> list[DirectiveAmended]:
    around = Surroundings(TREE, CALENDAR, on(days_later))
    changed = AmendDirective(directive=ID, change_tasks=(ChangeTaskInput(key="1", **change),))
    events = decide_amend(around, story.state, changed)
    story.and_given(*events)
    return [event for event in events if isinstance(event, DirectiveAmended)]


def test_another_wording_keeps_the_periods_that_there_are() -> None:
    story = live(directive(), 12, 43)
    before, dues = days(story.state), dict(story.state.dues)
    amended(story, 44, text="Báo cáo đúng mẫu")
    assert (days(story.state), story.state.dues) == (before, dues)
    assert amended(story, 44, due=monthly()) == []


def test_another_rule_begins_anew_and_goes_on() -> None:
    story = live(directive(), 12)
    amended(story, 20, due=monthly(day=20))
    assert days(story.state) == [date(2026, month, 20) for month in (1, 2, 3)]
    assert [each.day for each in opened(story.state, 50)] == [date(2026, 4, 20)]
    amended(story, 50, due=DueInput(on=date(2026, 3, 1)))
    assert opened(story.state, 90) == []


def test_a_period_that_was_opened_is_moved_like_any_other() -> None:
    story = live(directive(), 12)
    day = date(2026, 3, 15)
    moved = MovedDueInput(task_key="1", occurrence=day, on=date(2026, 3, 17))
    command = MoveDueDates(directive=ID, reason="Nghỉ lễ", dues=(moved,))
    events = decide_move(story.state, issued(), command, CALENDAR, HANOI, on(13))
    story.and_given(*events)
    live(story, 43)
    assert story.state.dues[TASK, day] == datetime(2026, 3, 17, 16, 59, 59, 999_999, tzinfo=UTC)


ENDLESS = rrules().map(lambda rrule: rrule.rpartition(";COUNT=")[0])


@settings(deadline=None)
@given(
    ENDLESS,
    st.dates(date(2024, 1, 1), date(2026, 12, 31)),
    st.lists(st.integers(1, 400), min_size=1, max_size=6),
    st.sampled_from([HANOI, ZoneInfo("America/Santiago")]),
)
def test_day_by_day_it_comes_to_what_the_library_says(
    rrule: str, first: date, waits: list[int], zone: ZoneInfo
) -> None:
    """However long it was not looked at, and from wherever the rule is walked on."""
    rule = recurrence.parse(rrule, zone)
    open_ended = OpenEnded(rule, first, None, zone)
    last_day = date(2035, 12, 31)
    found = open_ended.first_periods(first, first, last_day, recurrence.Budget())
    if not found:
        return
    today = first
    for wait in waits:
        today += timedelta(days=wait)
        while more := open_ended.next_periods(found[-1].day, today, last_day):
            found += more
    expected = rrulestr(rrule, dtstart=datetime.combine(first, time.min))
    listed = expected.between(
        datetime.combine(first, time.min), datetime.combine(found[-1].day, time.max), inc=True
    )
    assert [each.day for each in found] == [instant.date() for instant in listed]
    begins = [each.starts_on for each in found]
    assert begins[1:] == [each.day + timedelta(days=1) for each in found[:-1]]
    assert all(day <= today + HORIZON for day in begins[1:])
    following = expected.after(datetime.combine(found[-1].day, time.max))
    is_last = following is None or following.date() > last_day
    assert found[-1].day + timedelta(days=1) > today + HORIZON or is_last
    if rule.comes_once_a_period:
        assert len({each.label for each in found}) == len(found)
