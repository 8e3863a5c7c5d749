"""Sparse equals naive: what the read models answer is what the model works out by brute force.

Over random organisations, overlapping audiences, relays, moves, directives, acts and clocks; live,
and at earlier positions and other clocks.
"""

from datetime import timedelta

from hypothesis import given

from projections.checkpoints.pages import LIVE, NEXT
from projections.reading import Reader
from tests.oracle.history import History, Moment
from tests.properties.campaign import campaign
from tests.properties.comparing import Comparison
from tests.properties.driving import tell
from tests.properties.plans import SUBJECTS, Look, Plan
from tests.properties.strategies import plans
from tests.told.ground import PAGE, Ground
from tests.told.tale import Tale


@campaign(80)
@given(plan=plans)
async def test_sparse_equals_naive(ground: Ground, plan: Plan) -> None:
    async with Tale.on(ground) as tale:
        await tell(tale, plan)
        await ground.settle(tale.log)
        history = tale.history
        now = Moment(history.head, tale.clock.now())
        for moment in (now, *(_moment(history, look) for look in plan.looks)):
            async with Reader(ground.database.readers, tale.log, tale.clock) as reader:
                await compare(Comparison(reader, history, moment), plan)


async def compare(sides: Comparison, plan: Plan) -> None:
    """Everything of the whole nation; of some units, directives and subjects what is theirs."""
    await sides.tree()
    await sides.nation()
    await sides.reports()
    units = sides.unit_ids
    asked = {units[pick % len(units)] for pick in plan.units_asked}
    for unit_id in sorted(asked):
        await sides.unit(unit_id)
    for number, directive_id in enumerate(sides.known):
        await sides.directive(directive_id, min(asked) if number % 2 else None)


def _moment(history: History, look: Look) -> Moment:
    position = 1 + look.position % history.head
    moment = history.moment_of_position(position)
    if look.hours_later is None:
        return moment
    return Moment(position, moment.clock + timedelta(hours=look.hours_later))


@campaign(40)
@given(plan=plans)
async def test_each_subject_sees_its_slice_and_nothing_else(ground: Ground, plan: Plan) -> None:
    async with Tale.on(ground) as tale:
        await tell(tale, plan)
        await ground.settle(tale.log)
        history, today = tale.history, tale.clock.now()
        now = Moment(history.head, today)
        for moment in (now, _moment(history, plan.looks[0])):
            async with Reader(ground.database.readers, tale.log, tale.clock) as reader:
                sides = Comparison(reader, history, moment)
                for subject in SUBJECTS:
                    await sides.slice(subject, today)


@campaign(15)
@given(plan=plans)
async def test_as_of_the_head_and_now_is_live(ground: Ground, plan: Plan) -> None:
    async with Tale.on(ground) as tale:
        await tell(tale, plan)
        await ground.settle(tale.log)
        history = tale.history
        async with Reader(ground.database.readers, tale.log, tale.clock) as reader:
            live = await reader.live()
            assert (live.position, live.clock) == (history.head, tale.clock.now())
            for look in plan.looks:
                position = 1 + look.position % history.head
                at = await reader.at_position(position)
                assert (at.position, at.clock) == (position, history.recorded_at(position))
                instant = at.clock + timedelta(hours=look.hours_later or 0)
                expected = history.moment_of_instant(instant)
                at = await reader.at_instant(instant)
                assert (at.position, at.clock) == (expected.position, instant)


@campaign(30)
@given(plan=plans)
async def test_rebuilt_rows_are_the_live_ones_whatever_the_pages(
    ground: Ground, plan: Plan
) -> None:
    async with Tale.on(ground) as tale:
        await tell(tale, plan, on_project=lambda page: ground.project(tale.log, page))
        await ground.project(tale.log, 1)
        await ground.project(tale.log, PAGE, NEXT)
        assert await ground.rows(LIVE) == await ground.rows(NEXT)
