"""Targets: decimal ones, of each unit by name or level, amended, and after a merger."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    QuotaInput,
    RecurrenceInput,
    TaskInput,
)
from cascade.directive.target_commands import (
    ChangeTargetInput,
    ClosingInput,
    LevelTargetInput,
    UnitTargetInput,
)
from cascade.enums import TargetDirection
from cascade.execution.commands import SubmitReport
from cascade.organisation.commands import MergeTarget, MergeUnits, NewUnit
from projections.obligations.rows import ObligationRow
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import end_of
from tests.rules.scene import Scene

HOUSES = QuotaInput(amount=Decimal("2.5"), unit_of_measure="căn", stated="2,5 căn")


def building(scene: Scene, **values: Any) -> TaskInput:
    return replace(scene.task(), quota=replace(HOUSES, **values))


def by_unit(scene: Scene, **amounts: str) -> tuple[UnitTargetInput, ...]:
    return tuple(
        UnitTargetInput(unit=scene.ids[code], amount=Decimal(amount))
        for code, amount in amounts.items()
    )


async def accepted(scene: Scene, issued: UUID, code: str, amount: str) -> ObligationRow:
    """The obligation after a report of so much was accepted."""
    command = SubmitReport(
        obligation=scene.ref(issued, f"{code}/1"), text="done", quantity=Decimal(amount)
    )
    report = UUID((await scene.engine.send(command)).answer["report"])
    await scene.accept(issued, code, report)
    return (await scene.owed(issued))[f"{code}/1"]


async def test_a_units_figure_is_its_own_else_its_levels_else_the_tasks(scene: Scene) -> None:
    levels = (LevelTargetInput(level="branch", amount=Decimal("1.25")),)
    task = building(scene, by_unit=by_unit(scene, W1="120"), by_level=levels)
    issued = await scene.issue(scene.to("W1", "W2", "B1", "B2"), task)
    asked = {name: row.target for name, row in (await scene.owed(issued)).items()}
    assert asked == {
        "W1/1": Decimal(120),
        "W2/1": Decimal("2.5"),
        "B1/1": Decimal("1.25"),
        "B2/1": Decimal("1.25"),
    }


async def test_whom_the_table_does_not_name_is_asked_for_no_amount(scene: Scene) -> None:
    task = building(scene, amount=None, by_unit=by_unit(scene, W1="120"))
    issued = await scene.issue(scene.to("W1", "W2"), task)
    row = await accepted(scene, issued, "W2", "1")
    assert (row.status, row.target, row.quota_met) == ("FULFILLED", None, None)
    row = await accepted(scene, issued, "W1", "119.999999")
    assert (row.status, row.quota_met) == ("PENDING", False)
    row = await accepted(scene, issued, "W1", "0.000001")
    assert (row.status, row.quota_met) == ("FULFILLED", True)


@pytest.mark.parametrize(
    ("direction", "amounts", "stands"),
    [
        (TargetDirection.AT_LEAST, ["1.2", "1.3"], [("PENDING", False), ("FULFILLED", True)]),
        (TargetDirection.AT_MOST, ["2.5", "0.1"], [("FULFILLED", True), ("FULFILLED", False)]),
        (TargetDirection.AT_MOST, ["2.6"], [("PENDING", False)]),
        (TargetDirection.EXACTLY, ["1.2", "1.3"], [("PENDING", False), ("FULFILLED", True)]),
        (TargetDirection.EXACTLY, ["1.2", "1.4"], [("PENDING", False), ("PENDING", False)]),
    ],
)
async def test_a_target_is_met_by_at_least_at_most_or_exactly_so_much(
    scene: Scene, direction: TargetDirection, amounts: list[str], stands: list[tuple[str, bool]]
) -> None:
    issued = await scene.issue(scene.to("W1"), building(scene, direction=direction))
    rows = [await accepted(scene, issued, "W1", amount) for amount in amounts]
    assert [(row.status, row.quota_met) for row in rows] == stands


async def test_a_decimal_target_is_shared_with_a_lead(scene: Scene) -> None:
    task = replace(building(scene), lead=scene.ids["W1"], coordinating=(scene.ids["W2"],))
    issued = await scene.issue(scene.to("W1", "W2"), task)
    await accepted(scene, issued, "W1", "1.5")
    await accepted(scene, issued, "W2", "1")
    owed = (await scene.owed(issued)).values()
    assert {(row.status, row.quota_met, row.target) for row in owed} == {
        ("FULFILLED", True, Decimal("2.5"))
    }


async def test_another_figure_counts_for_what_is_accepted_from_then_on(scene: Scene) -> None:
    task = building(scene, by_unit=by_unit(scene, W1="2", W2="2"))
    issued = await scene.issue(scene.to("W1", "W2", "B1"), task)
    await accepted(scene, issued, "W1", "2")
    before = scene.engine.history.head
    changes = (
        ChangeTargetInput(unit=scene.ids["W1"], amount=Decimal(3)),
        ChangeTargetInput(unit=scene.ids["W2"]),
        ChangeTargetInput(unit=scene.ids["B1"], amount=Decimal("0.5")),
    )
    await scene.engine.send(
        AmendDirective(directive=issued, change_tasks=(ChangeTaskInput(key="1", targets=changes),))
    )
    owed = await scene.owed(issued)
    assert {name: (row.target, row.status, row.quota_met) for name, row in owed.items()} == {
        "W1/1": (Decimal(3), "FULFILLED", False),
        "W2/1": (Decimal("2.5"), "PENDING", False),
        "B1/1": (Decimal("0.5"), "PENDING", False),
    }
    # What was met stays so, also for commands: another report is taken, as by any quota.
    assert (await accepted(scene, issued, "W1", "1")).quota_met is True
    then = await scene.every(issued, before)
    assert {row.target for row in then} == {Decimal(2), Decimal("2.5")}


async def test_after_a_merger_each_obligation_keeps_its_own_target(scene: Scene) -> None:
    task = building(scene, by_unit=by_unit(scene, W1="120", W2="80"))
    issued = await scene.issue(scene.to("W1", "W2"), task)
    new = NewUnit(code="W3", name="Xã Ba", kind="committee", level="ward", parent=scene.ids["P"])
    merged = MergeUnits((scene.ids["W1"], scene.ids["W2"]), MergeTarget(new=new), scene.today)
    answer = (await scene.engine.send(merged, ADMINISTRATOR)).answer
    scene.ids["W3"] = next(
        new_id for each in answer["units"] if (new_id := UUID(each)) not in scene.codes
    )
    await scene.engine.give_hand([scene.ids["W3"]])
    owed = await scene.owed(issued)
    assert {name: (scene.codes[row.bearer_id], row.target) for name, row in owed.items()} == {
        "W1/1": ("W3", Decimal(120)),
        "W2/1": ("W3", Decimal(80)),
    }
    row = await accepted(scene, issued, "W1", "120")
    assert (row.status, (await scene.owed(issued))["W2/1"].status) == ("FULFILLED", "PENDING")
    # A table may still be changed for units that have ended.
    change = ChangeTargetInput(unit=scene.ids["W2"], amount=Decimal(60))
    amended = AmendDirective(
        directive=issued, change_tasks=(ChangeTaskInput(key="1", targets=(change,)),)
    )
    await scene.engine.send(amended)
    assert (await scene.owed(issued))["W2/1"].target == Decimal(60)


async def test_data_close_before_the_due_day_and_more_time_changes_no_data(scene: Scene) -> None:
    recurring = RecurrenceInput(rrule="FREQ=MONTHLY;BYMONTHDAY=15;COUNT=2", starts_on=scene.today)
    monthly = replace(
        scene.task("1"),
        due=DueInput(recurring=recurring),
        data_close=ClosingInput(days_before_due=1),
    )
    fixed = replace(scene.task("2"), data_close=ClosingInput(on=date(2026, 1, 9)))
    late = replace(
        scene.task("3"),
        due=DueInput(days_after_receipt=10),
        data_close=ClosingInput(days_before_due=2),
    )
    issued = await scene.issue(scene.to("W1"), monthly, fixed, late)
    await scene.extend(issued, "W1/3", end_of(20))
    rows = await scene.every(issued)
    async with await scene.reader() as reader:
        dues = {row.key: row.given_due_at for row in rows}
        found = await reader.tasks.closings(dues, await reader.live())
    assert [found[row.key] for row in sorted(rows, key=lambda row: row.task_ordinal)] == [
        date(2026, 1, 14),
        date(2026, 2, 14),
        date(2026, 1, 9),
        date(2026, 1, 13),
    ]
