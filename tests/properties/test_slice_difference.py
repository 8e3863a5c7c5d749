"""The difference of two moments is that of the two lists, whatever happened in between."""

from random import Random
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from projections.query_args import Moment as ProductMoment
from projections.reader import Reader
from tests.harness.engine import TestEngine
from tests.harness.ground import Ground
from tests.oracle.differences import Difference, differences, unit_differences
from tests.oracle.feeds import Shown, shown
from tests.oracle.history import History, Moment
from tests.oracle.slices import Slice
from tests.oracle.trees import ended, tree_at
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.comparing import PAGE
from tests.properties.driving import tell
from tests.properties.forms import all_pages, assert_equal, assert_same, true
from tests.properties.forms import shown as told
from tests.properties.plans import SUBJECTS, Plan
from tests.properties.slicing import Sliced


@campaign(9)
@given(plan=upset_plans, seed=st.integers(0, 10_000))
async def test_a_difference_is_that_of_the_two_lists(ground: Ground, plan: Plan, seed: int) -> None:
    random = Random(seed)
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
        await ground.settle(engine.log)
        history, today = engine.history, engine.clock.now()
        async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
            for subject in SUBJECTS:
                now = Moment(history.head, today)
                then = history.moment_of_position(random.randint(1, history.head))
                between = history.moment_of_position(random.randint(then.position, history.head))
                for earlier, later in ((then, now), (then, between)):
                    sides = Sliced(reader, history, later, subject, today)
                    await compare(sides, earlier, random.choice(_units(history)))


def _units(history: History) -> list[UUID]:
    """Those, too, that have ended."""
    units = tree_at(history, history.head).units
    return [next(iter(units)), *units, *ended(history, history.head)]


async def compare(sides: Sliced, earlier: Moment, unit_id: UUID) -> None:
    history, later, reader = sides.history, sides.moment, sides.reader
    was = _shown(history, earlier, sides, unit_id)
    now, seen = (_shown(history, later, sides, each) for each in (unit_id, None))
    expected = differences(was, now, seen)
    at = ProductMoment(earlier.position, earlier.clock)
    found = reader.differences
    rows = await all_pages(
        lambda first, after: found.page(unit_id, at, sides.at, first, after, sides.scope), PAGE
    )
    keys = [
        (row.latest.key.task_id, row.latest.key.unit_id, row.latest.key.occurrence) for row in rows
    ]
    told_of = [Difference(row.kind, frozenset(row.parts)) for row in rows]
    assert len(set(keys)) == len(keys)
    assert_equal(dict(zip(keys, told_of, strict=True)), expected, sides.subject)
    total = await found.count(unit_id, at, sides.at, sides.scope)
    assert_equal(total, len(expected), sides.subject)
    await _compare_units(sides, earlier, at, unit_id)
    assert_same(
        (told(row.before) for row in rows if row.before),
        (true(was[key]) for key in expected if key in was),
    )
    assert_same(
        (told(row.after) for row in rows if row.after),
        (true(now[key]) for key in expected if key in now),
    )


async def _compare_units(sides: Sliced, earlier: Moment, at: ProductMoment, unit_id: UUID) -> None:
    expected = unit_differences(sides.history, earlier, sides.moment, unit_id)
    found = sides.reader.unit_differences
    rows = await all_pages(
        lambda first, after: found.page(unit_id, at, sides.at, first, after), PAGE
    )
    assert_equal(
        {row.latest.unit_id: (row.kind, frozenset(row.parts)) for row in rows}, expected, unit_id
    )
    assert_equal(await found.count(unit_id, at, sides.at), len(expected), unit_id)
    assert_equal(len(rows), len(expected), unit_id)


def _shown(history: History, moment: Moment, sides: Sliced, unit_id: UUID | None) -> Shown:
    visible = Slice(history, moment, sides.subject, sides.today)
    return shown(history, moment, visible, unit_id)
