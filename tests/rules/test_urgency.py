"""How urgent a document is: what comes first, and by when it is to be acknowledged."""

from cascade.enums import Urgency
from projections.query_args import ObligationOrder
from tests.harness.small_organisation import end_of
from tests.rules.scene import ALL, PAGE, Scene

EXPRESS, URGENT = Urgency.EXPRESS, Urgency.URGENT


async def test_the_most_urgent_comes_first_and_then_what_is_due_first(scene: Scene) -> None:
    late, early = scene.task(due=scene.due_on(9)), scene.task(due=scene.due_on(6))
    ordinary = await scene.issue(scene.to("W1"), early)
    express = await scene.issue(scene.to("W1"), late, urgency=EXPRESS)
    urgent = await scene.issue(scene.to("W1"), late, urgency=URGENT)
    sooner = await scene.issue(scene.to("W1"), early, urgency=URGENT)
    async with await scene.reader() as reader:
        moment = await reader.live()
        page = await reader.obligations.of_unit(
            scene.ids["W1"], ALL, ObligationOrder.MOST_URGENT, PAGE, None, moment, scene.everything
        )
    rows = [edge.node for edge in page.edges]
    assert [row.directive_id for row in rows] == [express, sooner, urgent, ordinary]
    assert [row.urgency for row in rows] == [EXPRESS, URGENT, URGENT, Urgency.ORDINARY]


async def test_a_policy_for_an_urgency_goes_before_one_for_all(scene: Scene) -> None:
    await scene.set_policy("P", acknowledge=1, key="express", urgencies=[EXPRESS, URGENT])
    await scene.set_policy("P", acknowledge=4)
    for urgency, day in ((EXPRESS, 6), (Urgency.VERY_URGENT, 9), (Urgency.ORDINARY, 9)):
        issued = await scene.issue(scene.to("W1"), urgency=urgency)
        owed = (await scene.owed(issued))["W1/@policy-acknowledge"]
        assert (urgency, owed.due_at) == (urgency, end_of(day))


async def test_a_policy_for_an_urgency_asks_nothing_of_others(scene: Scene) -> None:
    await scene.set_policy("P", acknowledge=1, urgencies=[EXPRESS])
    issued = await scene.issue(scene.to("W1"))
    assert set(await scene.owed(issued)) == {"W1/1"}
    express = await scene.issue(scene.to("W1"), urgency=EXPRESS)
    assert set(await scene.owed(express)) == {"W1/1", "W1/@policy-acknowledge"}
