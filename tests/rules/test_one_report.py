"""One report for several: for all that a unit bears, and what it owes once since it was merged."""

from dataclasses import replace
from datetime import date
from uuid import UUID

import pytest

from cascade.directive.commands import DueInput, RecurrenceInput
from cascade.execution.commands import BorneRef, DeclareOccurrence, SubmitReport, SubmitReports
from cascade.execution.occurrences import day_of_number
from cascade.identifiers import task_id
from cascade.organisation.commands import (
    MergeTarget,
    MergeUnits,
    NewUnit,
    PackageMerger,
    PackageStep,
    PackageTarget,
    Reorganise,
)
from cascade.refusals import Refused
from tests.harness.engine import ADMINISTRATOR
from tests.harness.packages import by_id
from tests.harness.small_organisation import at
from tests.rules.scene import Scene

DAILY = DueInput(recurring=RecurrenceInput(rrule="FREQ=DAILY;COUNT=4", starts_on=date(2026, 1, 5)))


async def merge(
    scene: Scene, *codes: str, into: str | None = None, once: int | None = None
) -> UUID:
    """The unit that there is then."""
    new = NewUnit(
        code="B9",
        name="Unit B9",
        kind="committee",
        level="branch",
        symbol="B9",
        parent=scene.ids["W1"],
    )
    target = MergeTarget(standing=scene.ids[into]) if into else MergeTarget(new=new)
    once_from = date(2026, 1, once) if once else None
    units = tuple(scene.ids[code] for code in codes)
    merger = MergeUnits(units, target, scene.today, reports_once_from=once_from)
    answer = (await scene.engine.send(merger, ADMINISTRATOR)).answer
    return UUID(answer["units"][0])


async def statuses(scene: Scene, issued: UUID) -> dict[str, str]:
    """By unit and day of the month."""
    rows = await scene.every(issued)
    return {
        f"{scene.codes[row.key.unit_id]}/{row.key.occurrence:%d}": row.status.value
        for row in rows
        if row.key.occurrence
    }


async def test_one_act_reports_on_all_that_a_unit_bears_of_a_task(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2", "B3"), scene.task())
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1"))
    borne_by = await merge(scene, "B1", "B2", "B3", into="B3")
    borne = BorneRef(directive=issued, task=task_id(issued, "1"), by=borne_by)
    outcome = await scene.engine.send(SubmitReports(all_borne=borne, text="done"))
    units = [each["unit"] for each in outcome.answer["obligations"]]
    assert units == [str(scene.ids["B3"]), str(scene.ids["B2"])]
    owed = await scene.owed(issued)
    assert [owed[f"{code}/1"].status for code in ("B1", "B2", "B3")] == [
        "FULFILLED",
        "SUBMITTED",
        "SUBMITTED",
    ]


async def test_of_one_report_on_several_each_obligation_is_judged_alone(scene: Scene) -> None:
    tasks = [scene.task("1"), scene.task("2", minimum=1)]
    issued = await scene.issue(scene.to("B1", "B2"), *tasks)
    refs = tuple(scene.ref(issued, name) for name in ("B1/1", "B2/1", "B1/2"))
    outcome = await scene.engine.send(SubmitReports(obligations=refs, text="done"))
    codes = [[error["code"] for error in one["errors"]] for one in outcome.answer["outcomes"]]
    assert codes == [[], [], ["QUOTA_FOR_EACH"]]
    assert (await scene.owed(issued))["B1/2"].status == "PENDING"


async def test_a_merged_unit_owes_once_what_begins_from_the_day_that_the_merger_names(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to("B1", "B2", "B3"), scene.task(due=DAILY))
    first, other = sorted(("B1", "B2"), key=lambda code: scene.ids[code])
    await merge(scene, "B1", "B2", once=7)
    found = await statuses(scene, issued)
    assert {day: found[f"{other}/{day}"] for day in ("05", "06", "07", "08")} == {
        "05": "PENDING",
        "06": "PENDING",
        "07": "WITHDRAWN",
        "08": "WITHDRAWN",
    }
    kept = [found[f"{code}/{day}"] for code in (first, "B3") for day in ("07", "08")]
    assert kept == ["PENDING"] * 4


async def test_of_what_is_owed_once_the_unit_that_stands_owes_its_own(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=DAILY))
    await merge(scene, "B1", "B2", into="B2", once=6)
    found = await statuses(scene, issued)
    assert (found["B1/05"], found["B1/06"]) == ("PENDING", "WITHDRAWN")
    assert (found["B2/05"], found["B2/06"]) == ("PENDING", "PENDING")


async def test_a_merger_of_a_package_names_a_day_too(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2", "B3"), scene.task(due=DAILY))
    into = PackageTarget(standing=by_id(scene.ids["B3"]))
    merging = [
        PackageStep(
            merge=PackageMerger(
                units=(by_id(scene.ids[code]), by_id(scene.ids["B3"])),
                into=into,
                reports_once_from=date(2026, 1, day),
            )
        )
        for code, day in (("B1", 7), ("B2", 6))
    ]
    await scene.engine.send(Reorganise(tuple(merging), scene.today), ADMINISTRATOR)
    found = await statuses(scene, issued)
    once = {day: {found[f"{code}/{day}"] for code in ("B1", "B2")} for day in ("05", "06")}
    assert once == {"05": {"PENDING"}, "06": {"WITHDRAWN"}}, "into one unit by the earliest day"
    assert found["B3/06"] == "PENDING"


async def test_what_a_merger_does_not_name_is_owed_by_each(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=DAILY), scene.task("2"))
    await merge(scene, "B1", "B2", into="B2")
    assert set((await statuses(scene, issued)).values()) == {"PENDING"}


async def test_what_was_reported_before_stays_reported(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=DAILY))
    scene.clock(at(6))
    ref = replace(scene.ref(issued, "B1/1"), occurrence=at(6).date())
    outcome = await scene.engine.send(SubmitReport(obligation=ref, text="done"))
    await scene.accept(issued, "B1", UUID(outcome.answer["report"]))
    await merge(scene, "B1", "B2", into="B2", once=6)
    found = await statuses(scene, issued)
    assert (found["B1/06"], found["B1/07"]) == ("FULFILLED", "WITHDRAWN")


async def test_what_units_declared_is_reported_on_by_name(scene: Scene) -> None:
    """Each counts its own: the first of one is another matter than the first of another."""
    task = scene.task(due=DueInput(hours_after_occurrence=24))
    issued = await scene.issue(scene.to("B1", "B2"), task)
    of_task = task_id(issued, "1")
    for code in ("B1", "B2"):
        declared = DeclareOccurrence(
            directive=issued,
            unit=scene.ids[code],
            task=of_task,
            occurred_at=scene.engine.clock.now(),
            label=f"With {code}",
        )
        await scene.engine.send(declared)
    into = await merge(scene, "B1", "B2", into="B2", once=5)
    first = BorneRef(directive=issued, task=of_task, by=into, occurrence=day_of_number(1))
    with pytest.raises(Refused, match="Name the obligations"):
        await scene.engine.send(SubmitReports(all_borne=first, text="done"))
    rows = await scene.every(issued)
    assert [row.status for row in rows] == ["PENDING", "PENDING"]
