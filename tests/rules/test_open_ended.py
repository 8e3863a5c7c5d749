"""What recurs without an end is owed period by period, as time goes on."""

from datetime import date, datetime, timedelta

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    RecurrenceInput,
    RevokeDirective,
)
from cascade.engine import DueDays, open_periods_where_due
from cascade.execution.commands import ExemptGroup
from projections.engine.schemas import LIVE, NEXT
from projections.obligations.rows import ObligationRow
from projections.query_args import Moment, ObligationFilter, ObligationOrder
from tests.harness.small_organisation import at
from tests.rules.scene import PAGE, Scene

TODAY = date(2026, 1, 5)
MONTHLY = DueInput(
    recurring=RecurrenceInput(rrule="FREQ=MONTHLY;BYMONTHDAY=15", starts_on=TODAY, time="16:00")
)


async def pass_days(scene: Scene, days: int) -> None:
    """Day by day, as the calendar would."""
    for _ in range(days):
        scene.engine.clock.step(timedelta(days=1))
        await open_periods_where_due(scene.engine.under_test)
    await scene.engine.catch_up()


def days_of(rows: list[ObligationRow], code_id: object) -> list[date | None]:
    return sorted(
        (row.key.occurrence for row in rows if row.key.unit_id == code_id), key=lambda day: str(day)
    )


async def test_what_recurs_without_an_end_is_owed_as_its_time_comes(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=MONTHLY))
    january, february, march = (date(2026, month, 15) for month in (1, 2, 3))
    assert days_of(await scene.every(issued), scene.ids["B1"]) == [january, february]
    await pass_days(scene, 12)
    assert days_of(await scene.every(issued), scene.ids["B1"]) == [january, february, march]
    assert await scene.total(issued, "C") == 6
    rows = await scene.every(issued)
    assert [row.timeliness for row in rows if row.key.occurrence == january] == ["OVERDUE"] * 2


async def test_a_past_moment_knows_the_periods_that_were_there(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=MONTHLY))
    before = scene.engine.history.head
    await pass_days(scene, 40)
    async with await scene.reader() as reader:
        page = await reader.obligations.of_directive(
            issued,
            None,
            ObligationFilter(),
            ObligationOrder.DUE_FIRST,
            PAGE,
            None,
            Moment(before, scene.engine.clock.now()),
            scene.everything,
        )
    assert len(page.edges) == 2
    assert len(await scene.every(issued)) == 4


async def test_a_rebuild_gives_the_same_periods(scene: Scene) -> None:
    await scene.issue(scene.to("B1"), scene.task(due=MONTHLY))
    await pass_days(scene, 70)
    ground = scene.engine.ground
    await ground.project(scene.engine.log, 1)
    await ground.project(scene.engine.log, 5_000, NEXT)
    assert await ground.rows(LIVE) == await ground.rows(NEXT)


async def test_days_that_were_missed_are_made_good_at_the_start(scene: Scene) -> None:
    """And once for each day, however often anything is recorded."""
    daily = DueInput(recurring=RecurrenceInput(rrule="FREQ=DAILY", starts_on=TODAY))
    issued = await scene.issue(scene.to("B1"), scene.task(due=daily))
    scene.engine.clock.step(timedelta(days=800))
    async with DueDays(scene.engine.under_test, every_seconds=0.05):
        # The two of them together hold what was missed.
        await scene.engine.log.wait_beyond(scene.engine.history.head + 1, 30)
    await scene.engine.catch_up()
    assert await open_periods_where_due(scene.engine.under_test) == []
    assert await scene.total(issued, "C") == 800 + 32


async def test_a_revoked_directive_opens_no_more_periods(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=MONTHLY))
    await pass_days(scene, 12)
    await scene.engine.send(RevokeDirective(issued, "a reason"))
    await pass_days(scene, 60)
    rows = await scene.every(issued)
    assert [row.status for row in rows] == ["WITHDRAWN"] * 3


async def test_an_amended_rule_without_an_end_goes_on_as_it_is_now(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=DueInput(on=date(2026, 1, 20))))
    changed = ChangeTaskInput(key="1", due=MONTHLY)
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(changed,)))
    await pass_days(scene, 12)
    months = [date(2026, month, 15) for month in (1, 2, 3)]
    assert days_of(await scene.every(issued), scene.ids["B1"]) == months
    text = ChangeTaskInput(key="1", text="Báo cáo theo mẫu mới")
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(text,)))
    await pass_days(scene, 31)
    months.append(date(2026, 4, 15))
    assert days_of(await scene.every(issued), scene.ids["B1"]) == months


async def test_a_period_that_opens_later_is_not_eased_by_what_came_before(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=MONTHLY))
    exempt = ExemptGroup(directive=issued, under=scene.ids["C"], reason="a reason")
    await scene.engine.send(exempt)
    await pass_days(scene, 12)
    rows = {row.key.occurrence: row.status for row in await scene.every(issued)}
    assert rows == {
        date(2026, 1, 15): "EXEMPTED",
        date(2026, 2, 15): "EXEMPTED",
        date(2026, 3, 15): "PENDING",
    }
    scene.clock(datetime.combine(date(2026, 3, 1), at(5).timetz()))
    march = next(row for row in await scene.every(issued) if row.status == "PENDING")
    assert march.key.occurrence == date(2026, 3, 15)


async def test_a_unit_reached_later_owes_what_was_not_over_then(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "B1"), scene.task(due=MONTHLY), level_by_level=True)
    await pass_days(scene, 20)
    await scene.relay(issued, "W1", scene.to("B1"))
    await pass_days(scene, 1)
    rows = await scene.every(issued)
    assert days_of(rows, scene.ids["B1"]) == [date(2026, month, 15) for month in (2, 3)]
