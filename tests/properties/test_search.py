"""A search finds exactly what the model finds, in the same order, at any moment, for anybody."""

from random import Random

from hypothesis import given
from hypothesis import strategies as st

from projections.reader import Reader
from tests.harness.engine import TestEngine
from tests.harness.ground import Ground
from tests.oracle.history import Moment
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.driving import tell
from tests.properties.finding import Found, typed_by
from tests.properties.plans import SUBJECTS, Plan

SEARCHES = 4
"""At each moment, by each subject."""


@campaign(9)
@given(plan=upset_plans, seed=st.integers(0, 10_000))
async def test_what_is_found_is_what_the_model_finds(ground: Ground, plan: Plan, seed: int) -> None:
    random = Random(seed)
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
        await ground.settle(engine.log)
        history, today = engine.history, engine.clock.now()
        then = history.moment_of_position(random.randint(1, history.head))
        async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
            for moment in (Moment(history.head, today), then):
                for subject in SUBJECTS:
                    found = Found(reader, history, moment, subject, today)
                    for _ in range(SEARCHES):
                        await found.by(typed_by(random))
