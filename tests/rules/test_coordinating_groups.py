"""Those that lead a task together, and groups that coordinate with them."""

from datetime import date
from uuid import UUID

from cascade.directive.commands import AmendDirective
from cascade.organisation.commands import EstablishUnits, MergeTarget, MergeUnits, NewUnit
from tests.harness.engine import ADMINISTRATOR
from tests.rules.scene import Scene


async def roles(scene: Scene, directive_id: UUID) -> dict[str, str]:
    rows = await scene.owed(directive_id)
    return {name: row.role.value for name, row in rows.items()}


async def test_a_unit_of_several_roles_owes_once_in_the_best(scene: Scene) -> None:
    everyone = scene.to(under="P")
    issued = await scene.issue(
        everyone,
        scene.task(
            audience=everyone,
            lead="W1",
            co_leads=["B3"],
            coordinating=["B1"],
            coordinating_groups=scene.to(under="P", levels=("ward", "branch")),
        ),
    )
    assert await roles(scene, issued) == {
        "W1/1": "LEAD",
        "B3/1": "LEAD",
        "B1/1": "COORDINATING",
        "B2/1": "COORDINATING",
        "W2/1": "COORDINATING",
        "D/1": "RESPONSIBLE",
    }


async def test_a_group_that_coordinates_is_owed_by_without_an_audience(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("W1"), scene.task(lead="W1", coordinating_groups=scene.to(under="W1"))
    )
    assert await roles(scene, issued) == {
        "W1/1": "LEAD",
        "B1/1": "COORDINATING",
        "B2/1": "COORDINATING",
    }


async def test_level_by_level_a_group_coordinates_once_it_is_reached(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("W1"),
        scene.task(lead="W1", coordinating_groups=scene.to(under="W1")),
        level_by_level=True,
    )
    assert await roles(scene, issued) == {"W1/1": "LEAD", "W1/@pass-on": "RESPONSIBLE"}
    await scene.relay(issued, "W1", scene.to("B2"))
    assert (await roles(scene, issued))["B2/1"] == "COORDINATING"
    assert "B1/1" not in await roles(scene, issued)


async def test_an_added_task_has_its_own_group_in_the_tree_of_then(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1"))
    await scene.move("B3", to="W1")
    added = scene.task("2", lead="W1", coordinating_groups=scene.to(under="W1"))
    await scene.engine.send(AmendDirective(directive=issued, add_tasks=(added,)))
    await scene.move("B1", to="W2")
    assert {name for name in await roles(scene, issued) if name.endswith("/2")} == {
        "W1/2",
        "B1/2",
        "B2/2",
        "B3/2",
    }


async def test_who_is_founded_under_a_standing_group_coordinates(scene: Scene) -> None:
    everyone = scene.to(under="P", levels=("branch",))
    issued = await scene.issue(
        everyone,
        scene.task("1", audience=everyone, coordinating_groups=scene.to(under="W1")),
        scene.task("2"),
        standing=True,
    )
    for code, parent in (("B8", "W1"), ("B9", "W2")):
        new = NewUnit(code=code, name=code, kind="cell", level="branch", parent=scene.ids[parent])
        outcome = await scene.engine.send(EstablishUnits((new,)), ADMINISTRATOR)
        scene.ids[code] = UUID(outcome.answer["units"][0])
    found = await roles(scene, issued)
    assert (found["B8/1"], found["B9/1"]) == ("COORDINATING", "RESPONSIBLE")
    assert (found["B8/2"], found["B9/2"]) == ("RESPONSIBLE", "RESPONSIBLE")


async def test_of_a_unit_that_ended_the_heir_coordinates(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("W1"), scene.task(lead="W1", coordinating_groups=scene.to(under="W1"))
    )
    into = MergeTarget(standing=scene.ids["B3"])
    merged = MergeUnits(units=(scene.ids["B2"],), into=into, valid_from=date(2026, 1, 5))
    await scene.engine.send(merged, ADMINISTRATOR)
    owed = (await scene.owed(issued))["B2/1"]
    assert (owed.role.value, owed.bearer_id) == ("COORDINATING", scene.ids["B3"])
