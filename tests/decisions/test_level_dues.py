"""Due rules of levels: what they come to, what is refused of them, and how they are moved."""

from dataclasses import replace
from datetime import date
from typing import Any

from cascade.directive.commands import AmendDirective as Amend
from cascade.directive.commands import (
    ChangeTaskInput,
    DueInput,
    LevelDueInput,
    MovedDueInput,
    MoveDueDates,
    RecurrenceInput,
)
from cascade.directive.decisions.amending import decide_amend
from cascade.directive.decisions.issuing import draft_issue
from cascade.directive.decisions.moving import decide_move
from cascade.directive.rules.level_dues import LEVEL_DUES
from cascade.directive.state import Directive
from cascade.events import Event
from cascade.refusals import Problems
from tests.decisions.issuing import AROUND, CALENDAR, ID, ISSUE, TREE, in_force, issued, task
from tests.decisions.story import NOW, told

WARDS = LevelDueInput(level="ward", due=DueInput(on=date(2026, 1, 15)))
BRANCHES = LevelDueInput(level="branch", due=DueInput(days_after_issue=5))
MONTHLY = RecurrenceInput(rrule="FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2", starts_on=date(2026, 1, 5))


def refused(*level_dues: LevelDueInput) -> list[str]:
    problems = Problems()
    draft_issue(AROUND, replace(ISSUE, tasks=task(level_dues=level_dues)), ID, problems)
    return [told(reason) for reason in problems.found]


def levels(**changed: Any) -> dict[str, date | None]:
    (record,) = issued(tasks=task(**changed)).tasks
    return {rule.level: rule.due.due_on for rule in record.level_dues}


def test_each_level_comes_to_its_own_date() -> None:
    own = DueInput(on=date(2026, 1, 25))
    (record,) = issued(tasks=task(due=own, level_dues=(WARDS, BRANCHES))).tasks
    assert record.due_of("province").due_on == date(2026, 1, 25)
    assert record.due_of("ward").due_on == date(2026, 1, 15)
    assert record.due_of("branch").due_on == date(2026, 1, 10)


def test_each_level_has_occurrences_of_its_own() -> None:
    monthly = LevelDueInput(level="ward", due=DueInput(recurring=MONTHLY))
    (record,) = issued(tasks=task(level_dues=(monthly,))).tasks
    days = [each.day for each in record.due_of("ward").occurrences]
    assert days == [date(2026, 1, 15), date(2026, 2, 15)]
    assert record.due_of("branch").occurrences == ()


def test_a_level_that_is_unknown_or_given_twice_is_refused() -> None:
    unknown = replace(WARDS, level="hamlet")
    assert refused(unknown) == ["UNKNOWN_LEVEL at tasks.0.level_dues.0.level"]
    assert refused(WARDS, WARDS) == ["LEVEL_GIVEN_TWICE at tasks.0.level_dues.1.level"]
    assert refused(*[WARDS] * (LEVEL_DUES + 1)) == ["TOO_MANY at tasks.0.level_dues"]


def test_a_levels_rule_comes_to_dates_by_itself() -> None:
    for due in (
        DueInput(working_days_after_receipt=3),
        DueInput(end_of_window="dai-hoi"),
        DueInput(continuous=True),
        DueInput(),
    ):
        expected = ["LEVEL_DUE_NOT_FIXED at tasks.0.level_dues.0.due"]
        assert refused(LevelDueInput(level="ward", due=due)) == expected
    early = LevelDueInput(level="ward", due=DueInput(on=date(2026, 1, 1)))
    assert refused(early) == ["DUE_BEFORE_ISSUE at tasks.0.level_dues.0.due.on"]


def move(state: Directive, *dues: MovedDueInput, by_calendar: bool = False) -> list[Event]:
    command = MoveDueDates(directive=ID, reason="Lùi hạn", dues=dues, by_calendar=by_calendar)
    assert state.issued is not None
    return decide_move(state, state.issued, command, CALENDAR, TREE.zone, NOW)


def test_a_levels_date_is_moved_apart_from_the_tasks() -> None:
    own = DueInput(on=date(2026, 1, 25))
    given = in_force(tasks=task(due=own, level_dues=(WARDS,)))
    moved = MovedDueInput(task_key="1", level="ward", on=date(2026, 1, 16))
    (event,) = move(given.state, moved)
    given.and_given(event)
    ((key, due_at),) = given.state.level_dues.items()
    assert (key[1], due_at.date()) == ("ward", date(2026, 1, 16))
    assert move(given.state, moved) == []
    unknown = replace(moved, level="branch")
    given.when(lambda state: move(state, unknown)).then_refused(
        "NO_RULE_OF_THAT_LEVEL at dues.0.level"
    )


def test_the_calendar_moves_the_dates_of_levels() -> None:
    sunday = LevelDueInput(level="ward", due=DueInput(on=date(2026, 1, 18)))
    (event,) = move(in_force(tasks=task(level_dues=(sunday,))).state, by_calendar=True)
    ((due,),) = ([(each.level, each.due_on) for each in event.dues],)  # type: ignore[attr-defined]
    assert due == ("ward", date(2026, 1, 19))


def test_an_amendment_gives_other_rules_or_leaves_them() -> None:
    given = in_force(tasks=task(level_dues=(WARDS,)))

    def amend(**changed: Any) -> list[Event]:
        command = Amend(directive=ID, change_tasks=(ChangeTaskInput(key="1", **changed),))
        return decide_amend(AROUND, given.state, command)

    assert amend(level_dues=(WARDS,)) == []
    given.and_given(*amend(text="Báo cáo ngắn"))
    assert [key[1] for key in given.state.level_dues] == ["ward"]
    given.and_given(*amend(level_dues=(BRANCHES,)))
    assert [key[1] for key in given.state.level_dues] == ["branch"]
    given.and_given(*amend(level_dues=()))
    assert given.state.level_dues == {}
