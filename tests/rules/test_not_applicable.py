"""What does not apply to a unit: declared by it, decided on by the recipient of its reports."""

from uuid import UUID

from cascade.directive.commands import RevokeDirective
from cascade.execution.commands import (
    DecideNotApplicable,
    DeclareNotApplicable,
    ExemptGroup,
    TakeBackNotApplicable,
)
from projections.obligations.rows import ObligationRow
from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene


async def declare(scene: Scene, directive_id: UUID, owed: str = "B1/1") -> None:
    await scene.engine.send(DeclareNotApplicable((scene.ref(directive_id, owed),), "there is none"))


async def decide(scene: Scene, directive_id: UUID, agree: bool, owed: str = "B1/1") -> None:
    refs = (scene.ref(directive_id, owed),)
    await scene.engine.send(DecideNotApplicable(obligations=refs, agree=agree, remark="so it is"))


async def shown(scene: Scene, directive_id: UUID, owed: str = "B1/1") -> ObligationRow:
    return (await scene.owed(directive_id))[owed]


async def test_what_a_unit_declares_not_applicable_waits_for_who_decides_on_its_reports(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    scene.clock(at(6))
    await declare(scene, issued)
    scene.clock(at(8))
    owed = await shown(scene, issued)
    assert (owed.status, owed.timeliness, owed.submitted_at) == ("SUBMITTED", "ON_TIME", at(6))


async def test_what_does_not_apply_is_counted_apart_and_judged_by_no_date(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=scene.due_on(6)))
    await declare(scene, issued)
    await decide(scene, issued, agree=True)
    scene.clock(at(8))
    owed = await shown(scene, issued)
    assert (owed.status, owed.timeliness) == ("NOT_APPLICABLE", "UNDATED")
    counts = await scene.progress(issued, "C")
    assert (counts.total, counts.not_applicable, counts.exempted) == (1, 1, 0)
    assert (counts.undated, counts.overdue) == (0, 1)


async def test_a_return_opens_it_again_against_its_due_date(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    await declare(scene, issued)
    scene.clock(at(7))
    await decide(scene, issued, agree=False)
    owed = await shown(scene, issued)
    assert (owed.status, owed.timeliness, owed.due_at) == ("RETURNED", "OVERDUE", end_of(6))


async def test_it_is_taken_back_while_it_waits(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    await scene.acknowledge(issued, "B1/1")
    await declare(scene, issued)
    await scene.engine.send(TakeBackNotApplicable((scene.ref(issued, "B1/1"),)))
    assert (await shown(scene, issued)).status == "ACKNOWLEDGED"


async def test_where_no_acceptance_is_needed_it_does_not_apply_at_once(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(needs_acceptance=False))
    await declare(scene, issued)
    assert (await shown(scene, issued)).status == "NOT_APPLICABLE"


async def test_a_report_on_what_does_not_apply_says_that_it_does(scene: Scene) -> None:
    issued = await scene.issue(scene.to("B1"), scene.task(due=scene.due_on(6)))
    await declare(scene, issued)
    await decide(scene, issued, agree=True)
    scene.clock(at(7))
    report = await scene.report(issued, "B1/1")
    owed = await shown(scene, issued)
    assert (owed.status, owed.timeliness) == ("SUBMITTED", "LATE")
    await scene.accept(issued, "B1", report)
    assert (await shown(scene, issued)).status == "FULFILLED"


async def test_what_does_not_apply_is_not_eased_with_a_group_and_ends_with_its_directive(
    scene: Scene,
) -> None:
    issued = await scene.issue(scene.to("B1", "B2"), scene.task(due=scene.due_on(6)))
    await declare(scene, issued)
    await decide(scene, issued, agree=True)
    group = ExemptGroup(directive=issued, under=scene.ids["W1"], reason="a reason")
    await scene.engine.send(group)
    owed = await scene.owed(issued)
    assert (owed["B1/1"].status, owed["B2/1"].status) == ("NOT_APPLICABLE", "EXEMPTED")
    await scene.engine.send(RevokeDirective(issued, "a reason"))
    assert (await shown(scene, issued)).status == "WITHDRAWN"


async def test_who_shares_a_quota_is_done_with_it_when_others_meet_it(scene: Scene) -> None:
    task = scene.task(lead="W1", coordinating=("W2",), minimum=2)
    issued = await scene.issue(scene.to("W1", "W2"), task)
    await declare(scene, issued, "W2/1")
    await decide(scene, issued, True, "W2/1")
    assert (await shown(scene, issued, "W2/1")).status == "NOT_APPLICABLE"
    await scene.accept(issued, "W1", await scene.report(issued, "W1/1", 2))
    assert (await shown(scene, issued, "W2/1")).status == "FULFILLED"
