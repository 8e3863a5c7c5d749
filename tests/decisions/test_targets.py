"""What is wrong with a target, and what its records come to."""

from contextlib import suppress
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    IssueDirective,
    QuotaInput,
    TaskInput,
)
from cascade.directive.decisions.amending import decide_amend
from cascade.directive.decisions.issuing import draft_issue
from cascade.directive.records import QuotaRecord, UnitTarget
from cascade.directive.rules.targets import UNIT_TARGETS
from cascade.directive.target_commands import ChangeTargetInput, LevelTargetInput, UnitTargetInput
from cascade.enums import TargetDirection
from cascade.refusals import Problems, Refused
from tests.decisions.issuing import AROUND, ID, ISSUE, in_force
from tests.decisions.organisation import unit_id
from tests.decisions.story import told

TARGET = QuotaInput(amount=Decimal("2.5"), unit_of_measure="căn", stated="2,5 căn")


def of(code: str, amount: str = "1") -> UnitTargetInput:
    return UnitTargetInput(unit=unit_id(code), amount=Decimal(amount))


def at_level(level: str, amount: str = "1") -> LevelTargetInput:
    return LevelTargetInput(level=level, amount=Decimal(amount))


def issue(lead: str | None = None, **changed: Any) -> IssueDirective:
    quota = replace(TARGET, **changed)
    task = TaskInput(key="1", text="Xây nhà", quota=quota, lead=unit_id(lead) if lead else None)
    return replace(ISSUE, tasks=(task,))


AT = "tasks.0.quota"


@pytest.mark.parametrize(
    ("command", "reasons"),
    [
        (issue(amount=None), [f"TARGET_WITHOUT_FIGURE at {AT}.amount"]),
        (issue(minimum=2), [f"TARGET_WITHOUT_FIGURE at {AT}.amount"]),
        (
            issue(amount=None, minimum=2, direction=TargetDirection.AT_MOST),
            [f"TARGET_WITHOUT_FIGURE at {AT}.minimum"],
        ),
        (issue(amount=Decimal(0)), [f"TARGET_OF_NOTHING at {AT}.amount"]),
        (issue(amount=Decimal("0.0000001")), [f"INVALID_QUANTITY at {AT}.amount"]),
        (issue(stated_upper=2), [f"QUOTA_BELOW_ONE at {AT}.stated_upper"]),
        (issue(by_unit=(of("W2"),)), [f"TARGET_OUTSIDE_AUDIENCE at {AT}.by_unit.0.unit"]),
        (issue(by_unit=(of("nowhere"),)), [f"UNIT_NOT_FOUND at {AT}.by_unit.0.unit"]),
        (
            issue(by_unit=(of("W1"), of("W1", "0"))),
            [
                f"TARGET_GIVEN_TWICE at {AT}.by_unit.1.unit",
                f"TARGET_OF_NOTHING at {AT}.by_unit.1.amount",
            ],
        ),
        (issue(by_unit=(of("W1"),) * (UNIT_TARGETS + 1)), [f"TOO_MANY at {AT}.by_unit"]),
        (issue(by_level=(at_level("village"),)), [f"UNKNOWN_LEVEL at {AT}.by_level.0.level"]),
        (
            issue(by_level=(at_level("ward"), at_level("ward"))),
            [f"TARGET_GIVEN_TWICE at {AT}.by_level.1.level"],
        ),
        (issue(lead="W1", by_level=(at_level("ward"),)), [f"TARGETS_OF_SHARERS at {AT}"]),
    ],
)
def test_a_target_that_is_refused(command: IssueDirective, reasons: list[str]) -> None:
    problems = Problems()
    with suppress(Refused):
        draft_issue(AROUND, command, ID, problems)
    assert [told(reason) for reason in problems.found] == reasons


def test_at_most_nothing_is_a_target() -> None:
    problems = Problems()
    command = issue(amount=Decimal(0), direction=TargetDirection.AT_MOST)
    (task,) = draft_issue(AROUND, command, ID, problems).tasks
    assert task.quota is not None
    assert (problems.found, task.quota.figure) == ([], Decimal(0))


def test_a_minimum_of_before_is_a_figure_like_any_other() -> None:
    quota = QuotaRecord(minimum=5, unit_of_measure="bài", stated="ít nhất 5 bài")
    assert (quota.figure, quota.direction) == (Decimal(5), TargetDirection.AT_LEAST)
    assert quota.figure_of(unit_id("W1"), "ward") == Decimal(5)


def test_rows_are_found_by_unit_however_many_there_are() -> None:
    codes = [f"xã {number}" for number in range(UNIT_TARGETS)]
    rows = sorted((unit_id(code), Decimal(n)) for n, code in enumerate(codes))
    quota = QuotaRecord(
        minimum=None,
        unit_of_measure="căn",
        stated="phụ lục",
        by_unit=tuple(UnitTarget(unit_id=key, amount=amount) for key, amount in rows),
    )
    found = [quota.figure_of(unit_id(code), "ward") for code in codes]
    assert found == [Decimal(n) for n in range(UNIT_TARGETS)]
    assert quota.figure_of(unit_id("another"), "ward") is None


def change(*targets: ChangeTargetInput, key: str = "1") -> AmendDirective:
    changed = ChangeTaskInput(key=key, targets=targets)
    return AmendDirective(directive=ID, change_tasks=(changed,))


@pytest.mark.parametrize(
    ("command", "reasons"),
    [
        (
            change(ChangeTargetInput(unit=unit_id("W2"), amount=Decimal(1))),
            ["TARGET_OUTSIDE_AUDIENCE at change_tasks.0.targets.0.unit"],
        ),
        (
            change(ChangeTargetInput(unit=unit_id("W1"), amount=Decimal(0))),
            ["TARGET_OF_NOTHING at change_tasks.0.targets.0.amount"],
        ),
        (
            change(ChangeTargetInput(unit=unit_id("W1"), amount=Decimal(1)), key="plain"),
            ["NO_TARGETS_TO_CHANGE at change_tasks.0.targets"],
        ),
        (
            change(ChangeTargetInput(unit=unit_id("W1"), amount=Decimal(1)), key="led"),
            ["TARGETS_OF_SHARERS at change_tasks.0.targets"],
        ),
    ],
)
def test_a_change_of_targets_that_is_refused(command: AmendDirective, reasons: list[str]) -> None:
    tasks = (
        *issue(by_unit=(of("W1"),)).tasks,
        TaskInput(key="plain", text="Họp"),
        replace(issue(lead="W1").tasks[0], key="led"),
    )
    story = in_force(tasks=tasks)
    with pytest.raises(Refused) as refused:
        decide_amend(AROUND, story.state, command)
    assert [told(reason) for reason in refused.value.reasons] == reasons


def test_a_row_is_changed_alone_and_the_others_stay() -> None:
    story = in_force(tasks=issue(by_unit=(of("W1", "120"), of("B11", "7"))).tasks)
    command = change(
        ChangeTargetInput(unit=unit_id("W1")),
        ChangeTargetInput(unit=unit_id("B12"), amount=Decimal(3)),
    )
    (event,) = decide_amend(AROUND, story.state, command)
    (task,) = event.changed_tasks  # type: ignore[attr-defined]
    amounts = {row.unit_id: row.amount for row in task.quota.by_unit}
    assert amounts == {unit_id("B11"): Decimal(7), unit_id("B12"): Decimal(3)}
