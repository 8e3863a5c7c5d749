"""How a directive comes down, where it stands, and what passing it on owes."""

from uuid import UUID

from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene

TO_PASS_ON = {"W1/@pass-on", "W2/@pass-on"}


async def test_at_once_the_issue_reaches_everybody(scene: Scene) -> None:
    issued = await scene.issue(scene.to(under="P", levels=["ward", "branch"]))
    owed = await scene.owed(issued)
    assert set(owed) == {"W1/1", "W2/1", "B1/1", "B2/1", "B3/1"}
    assert {row.opens_at for row in owed.values()} == {at(5)}


async def test_level_by_level_the_issue_reaches_the_topmost_units(scene: Scene) -> None:
    issued = await _step_by_step(scene)
    assert set(await scene.owed(issued)) == {"W1/1", "W2/1", *TO_PASS_ON}


async def test_a_relay_brings_the_tasks_down_unchanged(scene: Scene) -> None:
    issued = await _step_by_step(scene)
    scene.clock(at(6))
    await scene.relay(issued, "W1", scene.to(under="W1"))
    owed = await scene.owed(issued)
    assert set(owed) == {"W1/1", "W2/1", "B1/1", "B2/1", *TO_PASS_ON}
    assert owed["B1/1"].opens_at == at(6)


async def test_a_relay_selects_who_then_stands_under_the_relaying_unit(scene: Scene) -> None:
    issued = await _step_by_step(scene)
    await scene.move("B1", to="W2")
    await scene.relay(issued, "W1", scene.to(under="W1"))
    assert "B1/1" not in await scene.owed(issued)
    await scene.relay(issued, "W2", scene.to("B1"))
    owed = await scene.owed(issued)
    assert "B1/1" in owed
    assert "B3/1" not in owed


async def test_the_same_relay_counts_again_after_the_tree_changed(scene: Scene) -> None:
    issued = await _step_by_step(scene)
    await scene.relay(issued, "W1", scene.to(under="W1"))
    await scene.move("B3", to="W1")
    await scene.relay(issued, "W1", scene.to(under="W1"))
    assert "B3/1" in await scene.owed(issued)


async def test_passing_on_is_owed_once_and_fulfilled_by_the_first_relay(scene: Scene) -> None:
    issued = await _step_by_step(scene, days=2)
    scene.clock(at(6))
    await scene.relay(issued, "W1", scene.to("B1"))
    scene.clock(at(9))
    await scene.relay(issued, "W1", scene.to("B2"))
    owed = (await scene.owed(issued))["W1/@pass-on"]
    assert (owed.kind, owed.origin) == ("PASS_ON", "DOCUMENT")
    assert (owed.status, owed.fulfilled_at) == ("FULFILLED", at(6))
    assert (owed.timeliness, owed.due_at) == ("ON_TIME", end_of(7))


async def test_passing_on_is_fulfilled_by_a_directive_that_implements_it(scene: Scene) -> None:
    upper = await _step_by_step(scene)
    await scene.issue(scene.to("B1"), issuer="W1", implements=[upper])
    owed = await scene.owed(upper)
    assert owed["W1/@pass-on"].status == "FULFILLED"
    assert owed["W2/@pass-on"].status == "PENDING"


async def test_passing_on_is_fulfilled_by_a_directive_of_the_units_department(
    scene: Scene,
) -> None:
    upper = await scene.issue(
        scene.to("P", under="P", levels=["ward"]), issuer="C", level_by_level=True
    )
    await scene.issue(scene.to("W1"), issuer="D", implements=[upper])
    assert (await scene.owed(upper))["P/@pass-on"].status == "FULFILLED"


async def test_under_an_implementing_directive_its_own_tasks_are_owed(scene: Scene) -> None:
    upper = await _step_by_step(scene)
    lower = await scene.issue(
        scene.to("B1", "B2"), scene.task("own"), issuer="W1", implements=[upper]
    )
    assert "B1/1" not in await scene.owed(upper)
    assert set(await scene.owed(lower)) == {"B1/own", "B2/own"}
    hops = await scene.hops(upper)
    assert {code: hop.kind for code, hop in hops.items()} == {
        "W1": "ADDRESSED",
        "W2": "ADDRESSED",
        "B1": "IMPLEMENTED",
        "B2": "IMPLEMENTED",
    }
    assert hops["B1"].implementing_id == lower
    assert hops["B1"].from_id == scene.ids["W1"]


async def test_a_stalled_cascade_is_an_overdue_row(scene: Scene) -> None:
    issued = await _step_by_step(scene, days=2)
    await scene.relay(issued, "W1", scene.to(under="W1"))
    scene.clock(at(8))
    assert (await scene.owed(issued))["W2/@pass-on"].timeliness == "OVERDUE"
    assert await scene.stalled(issued) == ["W2"]
    reached = await scene.cascade(issued)
    assert (reached.reached, reached.expected) == (4, 5)


async def _step_by_step(scene: Scene, days: int | None = None) -> UUID:
    audience = scene.to(under="P", levels=["ward", "branch"])
    return await scene.issue(audience, level_by_level=True, days=days)
