"""A nation that goes through anything, and is compared with the naive model on its way."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any, TypeVar, get_args

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from projections.engine.schemas import LIVE, NEXT
from projections.reader import Reader
from tests.harness.engine import TestEngine
from tests.harness.ground import PAGE, Ground
from tests.machine.counting import Counted
from tests.machine.over_http import Http
from tests.oracle.history import History, Moment
from tests.properties import plans, strategies
from tests.properties.change_strategies import changes as all_changes
from tests.properties.changes import Change
from tests.properties.comparing import Comparison
from tests.properties.driving import Sent, begin, take
from tests.properties.slicing import Sliced

T = TypeVar("T")

COMPARISONS_IN_A_LIFE = 4
"""And one at its end: each costs as much as ten steps."""
PAGE_COMPARED = 25
"""Most answers are of one page: what pages do is compared elsewhere."""


class Drawn:
    """A step or a look as it was drawn. Hypothesis, left to itself, prints what builds of builds
    have made in a time that doubles with each of them.
    """

    def __init__(self, value: Any) -> None:
        self.value = value

    def __repr__(self) -> str:
        return repr(self.value)


@st.composite
def drawn(draw: st.DrawFn, of: st.SearchStrategy[Any]) -> Drawn:
    return Drawn(draw(of))


looks = drawn(strategies.looks)
KINDS = [
    kind
    for kind in (*get_args(plans.Step), *get_args(Change))
    if kind not in (plans.Wait, plans.Project)
]
openings, steps, changes = map(drawn, (strategies.openings, strategies.steps, all_changes))
swarms = st.just(frozenset[type]()) | st.frozensets(
    st.sampled_from(KINDS), min_size=len(KINDS) // 4, max_size=len(KINDS) - 4
)
"""The kinds of steps that a life leaves out: what is left comes oftener, and meets."""
TRIES = 4


class Nation(RuleBasedStateMachine):
    """Each rule is one step; ``counted`` is of the whole run."""

    runner: asyncio.Runner
    ground: Ground
    counted: Counted
    life: int
    over_http_every: int

    def __init__(self) -> None:
        super().__init__()
        self.stack = AsyncExitStack()
        self.steps = 0
        self.left_out = frozenset[type]()
        self.look: plans.Look | None = None
        """The last one, once its step is over: a life that broke off is not compared any more."""

    def run(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return self.runner.run(coroutine)

    # ---- what happens

    @initialize(
        place=drawn(strategies.places),
        levels=st.sampled_from([2, 3, 4, 4, 4]),
        units=drawn(strategies.organisations),
    )
    def begin(self, place: Drawn, levels: int, units: Drawn) -> None:
        self.engine = self.run(self.stack.enter_async_context(TestEngine.on(self.ground)))
        self.http = Http(self.engine)
        self.run(begin(self.engine, place.value, levels, units.value))

    @rule(data=st.data(), look=looks)
    def more_is_asked_for(self, data: st.DataObject, look: Drawn) -> None:
        self.take_one(data, openings, look)

    @rule(data=st.data(), look=looks)
    def an_office_acts(self, data: st.DataObject, look: Drawn) -> None:
        self.take_one(data, steps, look)

    @rule(data=st.data(), look=looks)
    def the_nation_changes(self, data: st.DataObject, look: Drawn) -> None:
        self.take_one(data, changes, look)

    def take_one(self, data: st.DataObject, of: st.SearchStrategy[Drawn], look: Drawn) -> None:
        """The first one that this life does not leave out; a filter would end the whole life."""
        tries = (data.draw(of).value for _ in range(TRIES))
        step = next((step for step in tries if type(step) not in self.left_out), None)
        if step is not None and not self.counted.is_spent:
            self.take(step, look.value)

    def take(self, step: plans.Step | Change, look: plans.Look) -> None:
        self.steps += 1
        self.look = None
        if isinstance(step, plans.Project):
            self.run(self.ground.project(self.engine.log, step.page))
        else:
            self.counted.add(step, self.run(self._taken(step)))
        if self.steps % (self.life // COMPARISONS_IN_A_LIFE) == 0:
            self.run(self.compare(look))
        self.look = look

    async def _taken(self, step: plans.Step | Change) -> Sent | None:
        """By the engine itself; every so often by a mutation over HTTP."""
        if self.steps % self.over_http_every:
            return await take(self.engine, step)
        before = self.http.sent
        sent = await take(self.engine, step, self.http.send)
        self.counted.through_http += self.http.sent - before
        return sent

    # ---- what is compared

    async def compare(self, look: plans.Look) -> None:
        """Now and at an earlier position: the whole nation, one directive, one unit, one slice."""
        await self.ground.settle(self.engine.log)
        history, now = self.engine.history, self.engine.clock.now()
        for moment in (Moment(history.head, now), _moment(history, look)):
            async with Reader(
                self.ground.database.readers, self.engine.log, self.engine.clock
            ) as reader:
                sides = Comparison(reader, history, moment, page=PAGE_COMPARED)
                await sides.tree()
                await sides.relations()
                await sides.nation()
                if moment.position == history.head and moment.clock == now:
                    await sides.commands(self.engine.under_test)
                await sides.reports()
                await sides.tasks()
                units = sides.unit_ids
                await sides.unit(units[look.position % len(units)])
                for directive_id in list(sides.known)[look.position % 3 :: 3]:
                    await sides.directive(directive_id, None)
                subject = plans.SUBJECTS[look.position % len(plans.SUBJECTS)]
                sliced = Sliced(reader, history, moment, subject, now, page=PAGE_COMPARED)
                await sliced.borne()
                await sliced.one_by_one()
                await sliced.documents()
        self.counted.comparisons += 1

    async def _rebuild(self) -> None:
        """Rows filled from the first event on are the rows that grew with the events."""
        await self.ground.project(self.engine.log, PAGE)
        await self.ground.project(self.engine.log, PAGE, NEXT)
        assert await self.ground.rows(LIVE) == await self.ground.rows(NEXT)

    def teardown(self) -> None:
        if not hasattr(self, "engine"):
            return
        try:
            if self.look:
                self.run(self.compare(self.look))
                self.run(self._rebuild())
        finally:
            self.run(self.stack.aclose())


def _moment(history: History, look: plans.Look) -> Moment:
    position = 1 + look.position % history.head
    clock = history.recorded_at(position) + timedelta(hours=look.hours_later or 0)
    return Moment(position, clock)
