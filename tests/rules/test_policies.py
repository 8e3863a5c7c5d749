"""What standing policies add, told apart from what the document asks."""

from datetime import date

from tests.harness.small_organisation import at, end_of
from tests.rules.scene import Scene

ACKNOWLEDGE = "@policy-acknowledge"


async def test_what_a_policy_adds_is_told_apart_from_the_document(scene: Scene) -> None:
    await scene.set_policy("W1", acknowledge=2)
    issued = await scene.issue(scene.to("B1"))
    owed = await scene.owed(issued)
    assert {name: row.origin for name, row in owed.items()} == {
        "B1/1": "DOCUMENT",
        f"B1/{ACKNOWLEDGE}": "POLICY",
    }
    assert owed[f"B1/{ACKNOWLEDGE}"].due_at == end_of(7)


async def test_a_policy_counts_for_reaches_from_then_on(scene: Scene) -> None:
    before = await scene.issue(scene.to("B1"))
    step_by_step = await scene.issue(scene.to("W1", "B1"), level_by_level=True)
    await scene.set_policy("W1", acknowledge=2)
    await scene.relay(step_by_step, "W1", scene.to("B1"))
    assert set(await scene.owed(before)) == {"B1/1"}
    assert f"B1/{ACKNOWLEDGE}" in await scene.owed(step_by_step)
    assert f"W1/{ACKNOWLEDGE}" not in await scene.owed(step_by_step)


async def test_the_nearest_policy_of_a_kind_counts(scene: Scene) -> None:
    await scene.set_policy("W1", acknowledge=1)
    await scene.set_policy("P", acknowledge=3, pass_on=1)
    issued = await scene.issue(scene.to("W1", "B1", "B3"))
    owed = await scene.owed(issued)
    assert owed[f"B1/{ACKNOWLEDGE}"].due_at == end_of(6)
    assert owed[f"B3/{ACKNOWLEDGE}"].due_at == end_of(8)
    assert owed["W1/@policy-pass-on"].due_at == end_of(6)


async def test_a_policy_holds_for_charged_units_too(scene: Scene) -> None:
    await scene.set_policy("P", acknowledge=1)
    issued = await scene.issue(scene.to("W1"), scene.task(lead="B3"))
    assert set(await scene.owed(issued)) == {
        "B3/1",
        f"B3/{ACKNOWLEDGE}",
        f"W1/{ACKNOWLEDGE}",
    }


async def test_acknowledging_in_time_fulfils_what_a_policy_asks(scene: Scene) -> None:
    await scene.set_policy("P", acknowledge=1)
    issued = await scene.issue(scene.to("B1", "B2"))
    await scene.acknowledge(issued, f"B1/{ACKNOWLEDGE}")
    scene.clock(at(7))
    owed = await scene.owed(issued)
    first, second = owed[f"B1/{ACKNOWLEDGE}"], owed[f"B2/{ACKNOWLEDGE}"]
    assert (first.status, first.timeliness) == ("FULFILLED", "ON_TIME")
    assert (second.status, second.timeliness) == ("PENDING", "OVERDUE")


async def test_only_a_policy_asks_to_pass_on_what_went_out_at_once(scene: Scene) -> None:
    await scene.set_policy("P", pass_on=1)
    at_once = await scene.issue(scene.to(under="P", levels=["ward", "branch"]))
    step_by_step = await scene.issue(
        scene.to(under="P", levels=["ward", "branch"]), level_by_level=True
    )
    passing_on = {name: row.origin for name, row in (await scene.owed(at_once)).items()}
    assert passing_on["W1/@policy-pass-on"] == "POLICY"
    assert "W1/@policy-pass-on" not in await scene.owed(step_by_step)


async def test_working_days_leave_out_the_weekend(scene: Scene) -> None:
    scene.clock(at(9))
    await scene.set_policy("P", acknowledge=1)
    issued = await scene.issue(scene.to("B1"))
    assert (await scene.owed(issued))[f"B1/{ACKNOWLEDGE}"].due_at == end_of(12)


async def test_a_policy_asks_who_issues_to_enter_a_document_in_time(scene: Scene) -> None:
    scene.clock(at(12))
    before = await scene.issue(scene.to("B1"), issued_on=date(2026, 1, 9))
    await scene.set_policy("P", enter=2)
    in_time = await scene.issue(scene.to("B1"), issued_on=date(2026, 1, 9))
    late = await scene.issue(scene.to("B1"), issuer="D", issued_on=date(2026, 1, 7))
    older = await scene.issue(scene.to("B1"), issued_on=date(2025, 12, 30))
    owed = {
        name: row
        for issued in (before, in_time, late, older)
        for name, row in (await scene.owed(issued)).items()
        if name.endswith("@policy-enter")
    }
    assert {name: (row.due_at, row.status, row.timeliness) for name, row in owed.items()} == {
        "P/@policy-enter": (end_of(13), "FULFILLED", "ON_TIME"),
        "D/@policy-enter": (end_of(9), "FULFILLED", "LATE"),
    }
    assert {row.origin for row in owed.values()} == {"POLICY"}
    assert await scene.total(late, "D") == 1
