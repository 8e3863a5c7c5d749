"""From which day a directive is in force, and what becomes of it when it has expired."""

from datetime import date

import pytest

from cascade.directive.commands import AmendDirective, DueInput, MoveDueDates, RecurrenceInput
from cascade.execution.commands import ExemptGroup, ExtendGroup, RelayDirective, SubmitReport
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene


def day(number: int) -> date:
    return date(2026, 1, number)


async def test_what_has_expired_asks_nothing_more(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1", "B2"), scene.task(due=scene.due_on(8)), expires_on=day(9)
    )
    report = await scene.report(issued, "B1/1")
    await scene.accept(issued, "B1", report)
    scene.clock(end_of(9))
    assert (await scene.owed(issued))["B2/1"].timeliness == "OVERDUE"
    scene.clock(at(10, 0))
    owed = await scene.owed(issued)
    assert (owed["B1/1"].status, owed["B1/1"].timeliness) == ("FULFILLED", "ON_TIME")
    assert (owed["B2/1"].status, owed["B2/1"].timeliness) == ("WITHDRAWN", "UNDATED")
    assert await scene.total(issued, "P") == 1
    late = SubmitReport(obligation=scene.ref(issued, "B2/1"), text="done", quantity=None)
    assert await scene.refusals(late) == ["OBLIGATION_EXPIRED"]
    assert await scene.extend(issued, "B2/1", at(20)) == ["OBLIGATION_EXPIRED"]


async def test_expiry_is_a_comparison_with_a_clock(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(8)), expires_on=day(9))
    position = scene.engine.history.head
    for clock, status, timeliness in (
        (at(8), "PENDING", "NOT_YET_DUE"),
        (end_of(9), "PENDING", "OVERDUE"),
        (at(10, 0), "WITHDRAWN", "UNDATED"),
    ):
        (row,) = await scene.every(issued, position, clock)
        assert (row.status, row.timeliness) == (status, timeliness)


async def test_what_was_handed_in_is_decided_after_the_expiry(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), expires_on=day(9))
    first = await scene.report(issued, "B1/1")
    second = await scene.report(issued, "B2/1")
    scene.clock(at(12))
    assert {row.status for row in (await scene.owed(issued)).values()} == {"SUBMITTED"}
    await scene.accept(issued, "B1", first)
    await scene.give_back(issued, "B2", second)
    owed = await scene.owed(issued)
    assert [owed["B1/1"].status, owed["B2/1"].status] == ["FULFILLED", "WITHDRAWN"]


async def test_policies_and_passing_on_expire_with_it(scene: Scene) -> None:
    await scene.set_policy("P", acknowledge=2)
    issued = await scene.issue(scene.to("W1", "B1"), level_by_level=True, days=1, expires_on=day(9))
    scene.clock(at(10))
    assert {row.status for row in (await scene.owed(issued)).values()} == {"WITHDRAWN"}
    relay = RelayDirective(directive=issued, by=scene.ids["W1"], audience=scene.to("B1"))
    assert await scene.refusals(relay) == ["DIRECTIVE_EXPIRED"]
    assert (await scene.directive(issued)).status == "EXPIRED"


async def test_occurrences_beyond_the_expiry_are_not_owed(scene: Scene) -> None:
    daily = RecurrenceInput(rrule="FREQ=DAILY;COUNT=3", starts_on=day(6))
    issued = await scene.issue(
        scene.to("B1"), scene.task(due=DueInput(recurring=daily)), expires_on=day(7)
    )
    assert [row.status for row in await scene.every(issued)] == ["PENDING"] * 2 + ["WITHDRAWN"]
    exempt = ExemptGroup(directive=issued, under=scene.ids["W1"], reason="a reason")
    await scene.engine.send(exempt)
    await scene.engine.send(AmendDirective(directive=issued, expires_on=day(12)))
    rows = {row.key.occurrence: row.status for row in await scene.every(issued)}
    assert rows == {day(6): "EXEMPTED", day(7): "EXEMPTED", day(8): "PENDING"}


async def test_an_amendment_moves_the_expiry(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), expires_on=day(9))
    await scene.engine.send(AmendDirective(directive=issued, expires_on=day(20)))
    scene.clock(at(12))
    assert (await scene.owed(issued))["B1/1"].status == "PENDING"
    row = await scene.directive(issued)
    assert (row.status, row.expires_on) == ("IN_FORCE", day(20))
    await scene.engine.send(AmendDirective(directive=issued, expires_on=day(12)))
    scene.clock(at(13))
    assert (await scene.owed(issued))["B1/1"].status == "WITHDRAWN"
    again = AmendDirective(directive=issued, expires_on=day(30))
    assert await scene.refusals(again) == ["DIRECTIVE_EXPIRED"]


async def test_it_opens_on_the_day_on_which_it_takes_effect(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("W1", "B1"),
        scene.task(due=DueInput(days_after_receipt=2)),
        level_by_level=True,
        effective_on=day(12),
    )
    assert (await scene.directive(issued)).status == "NOT_YET_IN_FORCE"
    await scene.acknowledge(issued, "W1/1")
    await scene.relay(issued, "W1", scene.to("B1"))
    owed = await scene.owed(issued)
    assert owed["W1/@pass-on"].status == "FULFILLED"
    assert {(row.opens_at, row.due_at) for name, row in owed.items() if name.endswith("/1")} == {
        (at(12, 0), end_of(14))
    }
    early = SubmitReport(obligation=scene.ref(issued, "B1/1"), text="done", quantity=None)
    assert await scene.refusals(early) == ["NOT_OPEN_YET"]
    scene.clock(at(12, 0))
    await scene.report(issued, "B1/1")
    assert (await scene.directive(issued)).status == "IN_FORCE"


async def test_occurrences_before_it_takes_effect_are_not_owed(scene: Scene) -> None:
    daily = RecurrenceInput(rrule="FREQ=DAILY;COUNT=4", starts_on=day(6))
    issued = await scene.issue(
        scene.to("B1"), scene.task(due=DueInput(recurring=daily)), effective_on=day(8)
    )
    assert [row.key.occurrence for row in await scene.every(issued)] == [day(8), day(9)]


@pytest.mark.parametrize(
    ("effective_on", "due", "due_on"),
    [
        (date(2026, 1, 31), DueInput(months_after_effect=1), date(2026, 2, 28)),
        (date(2026, 1, 31), DueInput(months_after_effect=6), date(2026, 7, 31)),
        (date(2026, 1, 31), DueInput(months_after_effect=25), date(2028, 2, 29)),
        (date(2026, 1, 31), DueInput(days_after_effect=1), date(2026, 2, 1)),
        (None, DueInput(months_after_effect=2), date(2026, 3, 5)),
        (date(2025, 12, 15), DueInput(months_after_effect=1), date(2026, 1, 15)),
    ],
)
async def test_months_after_it_takes_effect_are_calendar_months(
    scene: Scene, effective_on: date | None, due: DueInput, due_on: date
) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=due), effective_on=effective_on)
    due_at = (await scene.owed(issued))["B1/1"].due_at
    assert due_at is not None
    assert due_at.astimezone(at(1).tzinfo).date() == due_on


async def test_nothing_is_changed_of_what_has_expired(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(9)), expires_on=day(9))
    scene.clock(at(10))
    under, expired = scene.ids["W1"], ["DIRECTIVE_EXPIRED"]
    for command in (
        AmendDirective(directive=issued, withdraw_tasks=("1",)),
        MoveDueDates(directive=issued, reason="a reason", by_calendar=True),
        ExtendGroup(directive=issued, under=under, due_at=at(20), reason="a reason"),
        ExemptGroup(directive=issued, under=under, reason="a reason"),
    ):
        assert await scene.refusals(command) == expired
