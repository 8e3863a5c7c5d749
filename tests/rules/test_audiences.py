"""Who owes what, and in which role."""

from tests.rules.scene import Scene


async def test_a_group_does_not_include_the_unit_it_is_under(scene: Scene) -> None:
    issued = await scene.issue(scene.to(under="W1"))
    assert set(await scene.owed(issued)) == {"B1/1", "B2/1"}


async def test_a_unit_covered_twice_owes_once_lead_first(scene: Scene) -> None:
    everyone = scene.to("W1", "B1", under="P")
    issued = await scene.issue(
        everyone, scene.task(audience=everyone, lead="W1", coordinating=["B1"])
    )
    roles = {name: row.role for name, row in (await scene.owed(issued)).items()}
    assert roles == {
        "W1/1": "LEAD",
        "B1/1": "COORDINATING",
        "D/1": "RESPONSIBLE",
        "W2/1": "RESPONSIBLE",
        "B2/1": "RESPONSIBLE",
        "B3/1": "RESPONSIBLE",
    }


async def test_a_task_of_named_units_alone_is_owed_by_these(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to(under="P"), scene.task("1", lead="W1"), scene.task("2", coordinating=["W2"])
    )
    assert set(await scene.owed(issued)) == {"W1/1", "W2/2"}


async def test_a_task_may_charge_units_that_are_not_addressed(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1"), scene.task(audience=scene.to("B3")))
    assert set(await scene.owed(issued)) == {"B3/1"}
    assert (await scene.cascade(issued)).expected == 1


async def test_the_audience_is_resolved_against_the_tree_of_the_issue(scene: Scene) -> None:
    issued = await scene.issue(scene.to(under="W1"))
    await scene.move("B1", to="W2")
    await scene.move("B3", to="W1")
    assert set(await scene.owed(issued)) == {"B1/1", "B2/1"}


async def test_roll_ups_go_by_where_the_bearer_stands_now(scene: Scene) -> None:
    issued = await scene.issue(scene.to(under="W1"))
    assert await scene.total(issued, under="W2") == 0
    await scene.move("B1", to="W2")
    assert await scene.total(issued, under="W2") == 1
    assert await scene.total(issued, under="W1") == 1


async def test_an_office_addresses_whom_its_body_addresses(scene: Scene) -> None:
    issued = await scene.issue(scene.to("W1"), issuer="D")
    assert set(await scene.owed(issued)) == {"W1/1"}


async def test_recipient_of_reports_and_the_office_they_go_through_are_two(scene: Scene) -> None:
    issued = await scene.issue(
        scene.to("B1"), scene.task("1", report_to="P", report_via="D"), scene.task("2")
    )
    for code in ("P", "D"):
        assert await scene.routed_to(code) == {"B1/1"}
    report = await scene.report(issued, "B1/1")
    await scene.accept(issued, "B1", report)
    assert (await scene.owed(issued))["B1/1"].status == "FULFILLED"


async def test_a_unit_may_ask_something_of_itself(scene: Scene) -> None:
    await scene.set_policy("C", acknowledge=1, pass_on=1)
    issued = await scene.issue(
        scene.to("P", "W1", "B1"), scene.task("1"), scene.task("2", lead="P")
    )
    owed = await scene.owed(issued)
    assert {name for name in owed if name.startswith("P/")} == {
        "P/1",
        "P/2",
        "P/@policy-acknowledge",
    }
    assert "W1/@policy-pass-on" in owed
    report = await scene.report(issued, "P/2")
    await scene.accept(issued, "P", report)
    assert (await scene.owed(issued))["P/2"].status == "FULFILLED"
