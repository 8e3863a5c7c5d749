"""A nation that goes through anything, and is compared with the naive model on its way."""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from projections.checkpoints.pages import LIVE, NEXT
from projections.reading import Reader
from tests.machine.counting import Counted
from tests.machine.over_http import Http
from tests.oracle.history import History, Moment
from tests.properties import plans, strategies
from tests.properties.comparing import Comparison
from tests.properties.driving import Sent, begin, take
from tests.properties.slicing import Sliced
from tests.properties.upheaval_strategies import upheavals
from tests.properties.upheavals import Upheaval
from tests.told.ground import PAGE, Ground
from tests.told.tale import Tale

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
        self.tale = self.run(self.stack.enter_async_context(Tale.on(self.ground)))
        self.http = Http(self.tale)
        self.run(begin(self.tale, place.value, levels, units.value))

    @rule(step=drawn(strategies.openings), look=looks)
    def more_is_asked_for(self, step: Drawn, look: Drawn) -> None:
        self.take(step.value, look.value)

    @rule(step=drawn(strategies.steps), look=looks)
    def an_office_acts(self, step: Drawn, look: Drawn) -> None:
        self.take(step.value, look.value)

    @rule(step=drawn(upheavals), look=looks)
    def the_nation_changes(self, step: Drawn, look: Drawn) -> None:
        self.take(step.value, look.value)

    def take(self, step: plans.Step | Upheaval, look: plans.Look) -> None:
        if self.counted.is_spent:
            return
        self.steps += 1
        self.look = None
        if isinstance(step, plans.Project):
            self.run(self.ground.project(self.tale.log, step.page))
        else:
            self.counted.add(step, self.run(self._taken(step)))
        if self.steps % (self.life // COMPARISONS_IN_A_LIFE) == 0:
            self.run(self.compare(look))
        self.look = look

    async def _taken(self, step: plans.Step | Upheaval) -> Sent | None:
        """By the engine itself; every so often by a mutation over HTTP."""
        if self.steps % self.over_http_every:
            return await take(self.tale, step)
        before = self.http.sent
        sent = await take(self.tale, step, self.http.send)
        self.counted.through_http += self.http.sent - before
        return sent

    # ---- what is compared

    async def compare(self, look: plans.Look) -> None:
        """Now and at an earlier position: the whole nation, one directive, one unit, one slice."""
        await self.ground.settle(self.tale.log)
        history, now = self.tale.history, self.tale.clock.now()
        for moment in (Moment(history.head, now), _moment(history, look)):
            async with Reader(
                self.ground.database.readers, self.tale.log, self.tale.clock
            ) as reader:
                sides = Comparison(reader, history, moment, page=PAGE_COMPARED)
                await sides.tree()
                await sides.relations()
                await sides.nation()
                await sides.reports()
                await sides.tasks()
                units = sides.unit_ids
                await sides.unit(units[look.position % len(units)])
                for directive_id in list(sides.known)[look.position % 3 :: 3]:
                    await sides.directive(directive_id, None)
                subject = plans.SUBJECTS[look.position % len(plans.SUBJECTS)]
                sliced = Sliced(reader, history, moment, subject, now, page=PAGE_COMPARED)
                await sliced.borne()
                await sliced.documents()
        self.counted.comparisons += 1

    async def _rebuild(self) -> None:
        """Rows filled from the first event on are the rows that grew with the events."""
        await self.ground.project(self.tale.log, PAGE)
        await self.ground.project(self.tale.log, PAGE, NEXT)
        assert await self.ground.rows(LIVE) == await self.ground.rows(NEXT)

    def teardown(self) -> None:
        if not hasattr(self, "tale"):
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
