"""Indicators: what reports say of them, and what that comes to up the tree."""

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest

from cascade.directive.commands import (
    AmendDirective,
    ChangeTaskInput,
    DueInput,
    RecurrenceInput,
    TaskInput,
)
from cascade.directive.target_commands import IndicatorInput, TargetInput
from cascade.enums import NumberKind
from cascade.execution.commands import IndicatorValueInput, SubmitReport
from cascade.organisation.commands import MergeTarget, MergeUnits, NewUnit
from projections.obligations.indicators import IndicatorsAsked
from projections.query_args import ObligationKey
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import at
from tests.rules.scene import Scene

Told = dict[str, tuple[Decimal, Decimal, int]]
"""By indicator: accepted, submitted, and how many obligations' reports say something."""

POOR = IndicatorInput(key="poor", name="Số hộ nghèo", unit_of_measure="hộ", number=NumberKind.WHOLE)
MONEY = IndicatorInput(
    key="money",
    name="Kinh phí",
    unit_of_measure="triệu đồng",
    required=False,
    target=TargetInput(amount=Decimal("2.5")),
)


def counting(scene: Scene) -> TaskInput:
    return replace(scene.task(), indicators=(POOR, MONEY))


async def say(
    scene: Scene, issued: UUID, owed: str, *, accept: bool = False, **values: str
) -> UUID:
    """A report that says so much; accepted where it is said so."""
    command = SubmitReport(
        obligation=scene.ref(issued, owed),
        text="done",
        values=tuple(
            IndicatorValueInput(indicator=key, value=Decimal(v)) for key, v in values.items()
        ),
    )
    report = UUID((await scene.engine.send(command)).answer["report"])
    if accept:
        await scene.accept(issued, owed.split("/")[0], report)
    return report


async def _asked(scene: Scene, issued: UUID, levels: tuple[str, ...]) -> IndicatorsAsked:
    async with await scene.reader() as reader:
        found = await reader.tasks.of_directives([issued], await reader.live())
    return IndicatorsAsked(found[issued][0], None, levels)


async def totals(
    scene: Scene, issued: UUID, code: str, *levels: str, position: int | None = None
) -> Told:
    asked = await _asked(scene, issued, levels)
    async with await scene.reader() as reader:
        moment = await (reader.at_position(position) if position else reader.live())
        rows = await reader.indicators.totals(scene.ids[code], asked, moment, scene.everything)
    return {r.indicator.key: (r.accepted, r.submitted, r.reported) for r in rows}


async def by_child(scene: Scene, issued: UUID, code: str) -> dict[str, Decimal]:
    """What each child's subtree had accepted of the first indicator."""
    asked = await _asked(scene, issued, ())
    async with await scene.reader() as reader:
        page = await reader.indicators.totals_by_child(
            scene.ids[code], asked, 100, None, await reader.live(), scene.everything
        )
    return {scene.codes[edge.node.unit_id]: edge.node.totals[0].accepted for edge in page.edges}


def exactly(accepted: str, submitted: str, reported: int) -> tuple[Decimal, Decimal, int]:
    return Decimal(accepted), Decimal(submitted), reported


async def test_values_are_summed_up_the_tree_accepted_and_submitted_apart(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2", "B1"), counting(scene))
    await say(scene, issued, "W1/1", accept=True, poor="120", money="0.1")
    await say(scene, issued, "B1/1", accept=True, poor="7", money="0.2")
    before = scene.engine.history.head
    await say(scene, issued, "W2/1", poor="80")
    assert await totals(scene, issued, "P") == {
        "poor": exactly("127", "80", 3),
        "money": exactly("0.3", "0", 2),
    }
    assert await totals(scene, issued, "W1") == {
        "poor": exactly("127", "0", 2),
        "money": exactly("0.3", "0", 2),
    }
    assert (await totals(scene, issued, "P", position=before))["poor"] == exactly("127", "0", 2)
    assert (await totals(scene, issued, "P", "branch"))["poor"] == exactly("7", "0", 1)
    assert await by_child(scene, issued, "P") == {
        "D": 0,
        "W1": 127,
        "W2": 0,
    }


async def test_of_several_reports_the_latest_counts_until_it_is_decided(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1"), counting(scene))
    await say(scene, issued, "W1/1", poor="5")
    last = await say(scene, issued, "W1/1", poor="6")
    assert (await totals(scene, issued, "P"))["poor"] == exactly("0", "6", 1)
    await scene.give_back(issued, "W1", last)
    assert (await totals(scene, issued, "P"))["poor"] == exactly("0", "0", 0)
    await say(scene, issued, "W1/1", accept=True, poor="4", money="2.499999")
    assert (await totals(scene, issued, "P"))["poor"] == exactly("4", "0", 1)
    key = ObligationKey(scene.ref(issued, "W1/1").task, scene.ids["W1"])
    async with await scene.reader() as reader:
        moment = await reader.live()
        tasks = await reader.tasks.by_ids([key.task_id], moment)
        forms = await reader.indicators.of_obligations({key: tasks[key.task_id]}, moment)
    assert [(f.indicator.key, f.accepted, f.target_met) for f in forms[key]] == [
        ("poor", Decimal(4), None),
        ("money", Decimal("2.499999"), False),
    ]


async def test_sums_follow_who_bears_after_a_merger(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), counting(scene))
    await say(scene, issued, "W1/1", accept=True, poor="120")
    await say(scene, issued, "W2/1", accept=True, poor="80")
    new = NewUnit(code="W3", name="Xã Ba", kind="committee", level="ward", parent=scene.ids["P"])
    merged = MergeUnits((scene.ids["W1"], scene.ids["W2"]), MergeTarget(new=new), scene.today)
    answer = (await scene.engine.send(merged, ADMINISTRATOR)).answer
    scene.ids["W3"] = next(
        new_id for each in answer["units"] if (new_id := UUID(each)) not in scene.codes
    )
    assert (await totals(scene, issued, "W3"))["poor"] == exactly("200", "0", 2)
    assert (await by_child(scene, issued, "P"))["W3"] == 200


async def test_an_amended_form_sums_what_it_still_asks_for(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "W2"), counting(scene))
    await say(scene, issued, "W1/1", accept=True, poor="120", money="1")
    changed = ChangeTaskInput(key="1", indicators=(replace(MONEY, required=True),))
    await scene.engine.send(AmendDirective(directive=issued, change_tasks=(changed,)))
    assert await totals(scene, issued, "P") == {"money": exactly("1", "0", 1)}
    command = SubmitReport(obligation=scene.ref(issued, "W2/1"), text="done")
    assert await scene.refusals(command) == ["INDICATOR_LEFT_OUT"]


async def test_each_occurrence_has_values_of_its_own(scene: Scene) -> None:
    weekly = RecurrenceInput(rrule="FREQ=DAILY;COUNT=2", starts_on=scene.today)
    task = replace(counting(scene), due=DueInput(recurring=weekly))
    issued = await scene.issue(scene.to("W1"), task)
    first, second = [row.key.occurrence for row in await scene.every(issued)]
    for day, poor in ((first, "5"), (second, "7")):
        scene.clock(at(day.day if day else 5, 10))
        command = SubmitReport(
            obligation=replace(scene.ref(issued, "W1/1"), occurrence=day),
            text="done",
            values=(IndicatorValueInput(indicator="poor", value=Decimal(poor)),),
        )
        await scene.engine.send(command)
    asked = await _asked(scene, issued, ())
    async with await scene.reader() as reader:
        moment = await reader.live()
        found = [
            (await reader.indicators.totals(scene.ids["P"], each, moment, scene.everything))[0]
            for each in (replace(asked, occurrence=first), replace(asked, occurrence=second), asked)
        ]
    assert [row.submitted for row in found] == [Decimal(5), Decimal(7), Decimal(12)]


@pytest.mark.parametrize(
    ("values", "reasons"),
    [
        ({"poor": "1.5"}, ["VALUE_NOT_WHOLE"]),
        ({"poor": "-1"}, ["INVALID_QUANTITY"]),
        ({"money": "1"}, ["INDICATOR_LEFT_OUT"]),
        ({"poor": "1", "rich": "2"}, ["UNKNOWN_INDICATOR"]),
    ],
)
async def test_values_are_those_that_the_task_asks_for(
    scene: Scene, values: dict[str, str], reasons: list[str]
) -> None:
    issued = await scene.issue(scene.to("W1"), counting(scene))
    said = tuple(IndicatorValueInput(indicator=k, value=Decimal(v)) for k, v in values.items())
    command = SubmitReport(obligation=scene.ref(issued, "W1/1"), text="done", values=said)
    assert await scene.refusals(command) == reasons
    twice = replace(command, values=(IndicatorValueInput(indicator="poor", value=Decimal(1)),) * 2)
    assert await scene.refusals(twice) == ["INDICATOR_GIVEN_TWICE"]
