"""Due days that are no working days, where a task says where they go; and counts of no days.

The 10th of January 2026 is a Saturday.
"""

from datetime import date

from cascade.calendar.commands import AnnounceHoliday
from cascade.directive.commands import DueInput, MoveDueDates, RecurrenceInput
from cascade.enums import OnNonWorkingDay
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene

NEXT, PREVIOUS = OnNonWorkingDay.NEXT, OnNonWorkingDay.PREVIOUS
SATURDAYS = RecurrenceInput(
    rrule="FREQ=WEEKLY;BYDAY=SA;COUNT=2", starts_on=date(2026, 1, 5), time="16:00"
)


async def test_a_due_day_goes_to_a_working_day_where_the_task_says_so(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("stays", due=scene.due_on(10)),
        scene.task("next", due=scene.due_on(10), on_non_working_day=NEXT),
        scene.task("previous", due=scene.due_on(10), on_non_working_day=PREVIOUS),
        scene.task("works", due=scene.due_on(9), on_non_working_day=NEXT),
        scene.task("counted", due=DueInput(days_after_issue=5), on_non_working_day=NEXT),
        scene.task("received", due=DueInput(days_after_receipt=6), on_non_working_day=PREVIOUS),
        scene.task("hour", due=DueInput(at=at(11, 15)), on_non_working_day=PREVIOUS),
    )
    owed = await scene.owed(issued)
    assert {name.removeprefix("B1/"): row.due_at for name, row in owed.items()} == {
        "stays": end_of(10),
        "next": end_of(12),
        "previous": end_of(9),
        "works": end_of(9),
        "counted": end_of(12),
        "received": end_of(9),
        "hour": at(9, 15),
    }


async def test_an_occurrence_on_a_day_off_moves_and_stays_known_by_its_day(scene: Scene) -> None:
    weekly = DueInput(recurring=SATURDAYS)
    issued = await scene.issue(scene.to("B1"), scene.task(due=weekly, on_non_working_day=NEXT))
    first, second = await scene.every(issued)
    assert [first.key.occurrence, second.key.occurrence] == [date(2026, 1, 10), date(2026, 1, 17)]
    assert [first.due_at, second.due_at] == [at(12, 16), at(19, 16)]
    assert second.period is not None
    assert second.period.starts_on == date(2026, 1, 11)


async def test_an_occurrence_opens_no_later_than_the_day_that_it_is_due(scene: Scene) -> None:
    daily = RecurrenceInput(rrule="FREQ=DAILY;COUNT=2", starts_on=date(2026, 1, 10))
    due = DueInput(recurring=daily)
    issued = await scene.issue(scene.to("B1"), scene.task(due=due, on_non_working_day=PREVIOUS))
    saturday, sunday = await scene.every(issued)
    assert saturday.due_at == sunday.due_at == end_of(9)
    assert sunday.opens_at == at(9, 0)


async def test_a_window_ends_on_a_working_day_where_the_task_says_so(scene: Scene) -> None:
    due = DueInput(end_of_window="congress")
    issued = await scene.issue(
        scene.to("B1"), scene.task(due=due, on_non_working_day=NEXT), windows=["congress"]
    )
    await scene.date_window(issued, "congress", 17)
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(19)
    await scene.date_window(issued, "congress", 16)
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(16)


async def test_nothing_is_moved_to_before_it_was_received(scene: Scene) -> None:
    scene.clock(at(10))
    due = DueInput(days_after_receipt=0)
    issued = await scene.issue(scene.to("B1"), scene.task(due=due, on_non_working_day=PREVIOUS))
    assert (await scene.owed(issued))["B1/1"].due_at == end_of(12)


async def test_a_day_that_becomes_a_holiday_moves_it_only_by_the_calendar(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("on", due=scene.due_on(10), on_non_working_day=PREVIOUS),
        scene.task("received", due=DueInput(days_after_receipt=5), on_non_working_day=PREVIOUS),
    )
    holiday = AnnounceHoliday(stated="a notice", days_off=(date(2026, 1, 9),))
    await scene.engine.send(holiday, ADMINISTRATOR)
    before = await scene.owed(issued)
    assert {row.due_at for row in before.values()} == {end_of(9)}
    by_calendar = MoveDueDates(directive=issued, reason="a holiday", by_calendar=True)
    await scene.engine.send(by_calendar)
    after = await scene.owed(issued)
    assert {row.due_at for row in after.values()} == {end_of(8)}


async def test_the_same_day_and_ten_years(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("issue", due=DueInput(days_after_issue=0)),
        scene.task("receipt", due=DueInput(days_after_receipt=0)),
        scene.task("working", due=DueInput(working_days_after_issue=0)),
        scene.task("worked", due=DueInput(working_days_after_receipt=0)),
        scene.task("years", due=DueInput(days_after_receipt=3_650)),
    )
    owed = await scene.owed(issued)
    years = owed.pop("B1/years").due_at
    assert {row.due_at for row in owed.values()} == {end_of(5)}
    assert years is not None
    assert years.astimezone(at(1).tzinfo).date() == date(2036, 1, 3)


async def test_no_working_days_after_a_day_off_end_with_the_next_working_day(scene: Scene) -> None:
    scene.clock(at(10))
    issued = await scene.issue(
        scene.to("B1"),
        scene.task("issue", due=DueInput(working_days_after_issue=0)),
        scene.task("receipt", due=DueInput(working_days_after_receipt=0)),
    )
    assert {row.due_at for row in (await scene.owed(issued)).values()} == {end_of(12)}
