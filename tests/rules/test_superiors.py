"""Reports to the superior of each, and those that gather them level by level."""

from uuid import UUID

from cascade.directive.commands import (
    AmendDirective,
    DueInput,
    LevelDueInput,
    ReportToSuperiorInput,
    TaskInput,
)
from cascade.enums import ObligationRole
from cascade.execution.events import ReportAccepted
from cascade.organisation.commands import MergeTarget, MergeUnits, SetSuperior
from tests.harness.engine import ADMINISTRATOR
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene

UP = ReportToSuperiorInput()
GATHERED = ReportToSuperiorInput(gathered=True)


def monthly(scene: Scene) -> TaskInput:
    """Branches by the 15th, wards by the 20th, any other by the 25th."""
    rules = tuple(
        LevelDueInput(level=level, due=scene.due_on(day))
        for level, day in (("branch", 15), ("ward", 20))
    )
    own = scene.due_on(25)
    return scene.task(due=own, level_dues=rules, report_to_superior=GATHERED)


async def gathering(scene: Scene, issued: UUID) -> set[str]:
    owed = await scene.owed(issued)
    return {name for name, row in owed.items() if row.role is ObligationRole.GATHERING}


async def test_each_unit_reports_to_the_one_above_it_at_the_moment(scene: Scene) -> None:
    task = scene.task(report_to_superior=UP)
    issued = await scene.issue(scene.to("W1", "W2", "B1", "B2"), task)
    assert await scene.routed_to("W1") == {"B1/1", "B2/1"}
    assert await scene.routed_to("P") == {"W1/1", "W2/1"}
    await scene.move("B2", "W2")
    assert await scene.routed_to("W1") == {"B1/1"}
    assert await scene.routed_to("W2") == {"B2/1"}
    assert await gathering(scene, issued) == set()


async def test_the_superior_decides_on_what_comes_from_below(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(report_to_superior=UP))
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1"))
    history = scene.engine.history
    ((_, accepted),) = history.of(ReportAccepted, history.head)
    assert accepted.decided_by_id == scene.ids["W1"]


async def test_on_a_line_it_is_the_one_above_there_and_the_issuer_where_nobody_is(
    scene: Scene,
) -> None:
    for unit, above in (("B1", "W2"), ("W2", "P")):
        line = SetSuperior(unit=scene.ids[unit], line="steering", superior=scene.ids[above])
        await scene.engine.send(line, ADMINISTRATOR)
    task = scene.task(report_to_superior=ReportToSuperiorInput("steering", gathered=True))
    issued = await scene.issue(scene.to("B1", "B2"), task)
    assert await gathering(scene, issued) == {"W2/1"}
    assert await scene.routed_to("W2") == {"B1/1"}
    assert await scene.routed_to("P") == {"W2/1"}
    assert await scene.routed_to("W1") == set()


async def test_whoever_stands_above_who_owes_a_task_owes_a_report_that_gathers(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to(under="C", levels=["branch"]), monthly(scene), issuer="C")
    owed = await scene.owed(issued)
    assert owed.keys() == {"B1/1", "B2/1", "B3/1", "W1/1", "W2/1", "P/1"}
    assert await gathering(scene, issued) == {"W1/1", "W2/1", "P/1"}
    assert [owed[name].due_at for name in ("B1/1", "W1/1", "P/1")] == [
        end_of(15),
        end_of(20),
        end_of(25),
    ]
    assert await scene.routed_to("P") == {"W1/1", "W2/1"}
    assert await scene.routed_to("C") == {"P/1"}


async def test_what_comes_from_below_fulfils_no_gathered_report(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(report_to_superior=GATHERED), issuer="P")
    await scene.accept(issued, "B1", await scene.report(issued, "B1/1"))
    owed = await scene.owed(issued)
    assert (owed["B1/1"].status, owed["W1/1"].status) == ("FULFILLED", "PENDING")
    await scene.accept(issued, "W1", await scene.report(issued, "W1/1"))
    assert (await scene.owed(issued))["W1/1"].status == "FULFILLED"


async def test_the_issuer_itself_gathers_for_the_unit_that_the_task_names(scene: Scene) -> None:
    task = scene.task(report_to="C", report_to_superior=GATHERED)
    issued = await scene.issue(scene.to("B1", "B3"), task, issuer="D")
    assert await gathering(scene, issued) == {"W1/1", "W2/1", "P/1"}, "the department's body"
    assert await scene.routed_to("C") == {"P/1"}
    assert await scene.routed_to("W1") == {"B1/1"}


async def test_at_the_head_of_a_line_the_issuer_gathers_for_the_unit_under_which_it_addresses(
    scene: Scene,
) -> None:
    for unit, above in (("B1", "W2"), ("W2", "D")):
        line = SetSuperior(unit=scene.ids[unit], line="steering", superior=scene.ids[above])
        await scene.engine.send(line, ADMINISTRATOR)
    up = ReportToSuperiorInput("steering", gathered=True)
    task = scene.task(report_to="P", report_to_superior=up)
    issued = await scene.issue(scene.to("B1"), task, issuer="D")
    assert await gathering(scene, issued) == {"W2/1", "D/1"}
    assert await scene.routed_to("D") == {"W2/1"}
    assert await scene.routed_to("P") == {"D/1"}


async def test_who_is_charged_and_gathers_owes_once(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1", "B1"), scene.task(report_to_superior=GATHERED))
    owed = await scene.owed(issued)
    assert {name: row.role for name, row in owed.items()} == {
        "W1/1": ObligationRole.RESPONSIBLE,
        "B1/1": ObligationRole.RESPONSIBLE,
    }


async def test_who_gathers_is_reached_by_what_charges_those_below(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to(under="P", levels=["branch"]), monthly(scene), issuer="C", level_by_level=True
    )
    assert await gathering(scene, issued) == {"W1/1", "W2/1", "P/1"}
    scene.clock(at(6))
    later = await scene.issue(scene.to("B1"), monthly(scene), issuer="P")
    scene.clock(at(7))
    await scene.engine.send(AmendDirective(directive=later, add_audience=scene.to("B3")))
    owed = await scene.owed(later)
    assert (owed["W1/1"].opens_at, owed["W2/1"].opens_at) == (at(6), at(7))


async def test_who_gathers_of_a_lead_goes_on_when_an_amendment_addresses_it_too(
    scene: Scene,
) -> None:
    task = scene.task(lead="B1", report_to_superior=GATHERED)
    issued = await scene.issue(scene.to("B3"), task, issuer="P")
    assert await gathering(scene, issued) == {"W1/1"}
    await scene.engine.send(AmendDirective(directive=issued, add_audience=scene.to("W1")))
    assert await gathering(scene, issued) == {"W1/1"}


async def test_who_ends_is_stood_for_and_a_move_changes_nobody_who_gathers(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B3"), monthly(scene), issuer="P")
    await scene.move("B1", "W2")
    assert await gathering(scene, issued) == {"W1/1", "W2/1"}
    into = MergeTarget(standing=scene.ids["W2"])
    merger = MergeUnits((scene.ids["W1"], scene.ids["W2"]), into, scene.today)
    await scene.engine.send(merger, ADMINISTRATOR)
    owed = await scene.owed(issued)
    assert owed["W1/1"].bearer_id == owed["W2/1"].bearer_id == scene.ids["W2"]


async def test_days_after_receipt_count_for_who_gathers_from_then_on(scene: Scene) -> None:
    task = scene.task(due=DueInput(days_after_receipt=3), report_to_superior=GATHERED)
    issued = await scene.issue(scene.to("B1"), task, issuer="P")
    assert (await scene.owed(issued))["W1/1"].due_at == end_of(8)


async def test_who_leads_together_and_who_coordinates_by_group_is_gathered_from(
    scene: Scene,
) -> None:
    group = scene.to(under="W1", levels=["branch"])
    task = scene.task(lead="W2", coordinating_groups=group, report_to_superior=GATHERED)
    issued = await scene.issue(scene.to("W2"), task)
    assert await gathering(scene, issued) == {"W1/1"}
    led = scene.task(
        lead="W2",
        co_leads=("W1",),
        coordinating_groups=group,
        report_to_superior=GATHERED,
    )
    issued = await scene.issue(scene.to("W2"), led)
    assert await gathering(scene, issued) == set()
    assert (await scene.owed(issued))["W1/1"].role is ObligationRole.LEAD
