"""Whoever begins at nothing and applies every change of a feed holds what the lists answer.

Over random histories with reorganisations, amendments and grants that come and go, read in pages of
any size, at any time, from places inside of events, over rebuilds, as the clock goes on.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from random import Random
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cascade.enums import Classification, Role
from cascade.organisation.events import OrganisationFounded
from projections.engine import session
from projections.engine.schemas import LIVE
from projections.feed import looking, steps
from projections.feed.reading import NOTHING
from projections.feed.rows import ChangeKind, ChangeRow
from projections.query_args import ReadingGrant, Scope
from projections.reader import Reader
from tests.harness.engine import TestEngine
from tests.harness.feeding import FeedCopy, listed
from tests.harness.ground import PAGE, Ground
from tests.oracle import feeds
from tests.oracle.history import History, Moment
from tests.oracle.slices import Slice, grants
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.driving import tell
from tests.properties.forms import assert_same, shown
from tests.properties.plans import SUBJECTS, Plan

EVERYTHING = "everything"
"""A subject that sees all there is, from the root."""


@dataclass
class Consumer:
    """Follows a slice, now and then, by the grants of then."""

    engine: TestEngine
    subject: str
    under: int | None
    random: Random
    scope: Scope | None = None
    copy: FeedCopy = field(default_factory=lambda: FeedCopy(None))

    async def read(self, pages: int) -> None:
        """So many pages at the most; some are only begun, as if it were killed meanwhile."""
        scope = self._held()
        async with self.reader() as reader:
            live = await reader.live()
            for _ in range(pages):
                page = await self.copy.read(reader, self.random.choice((1, 3, 10)), live, scope)
                killed = self.random.random() < 0.2
                self.copy.apply(page, len(page.changes) // 2 if killed else None)
                if not page.has_more:
                    return

    async def compare(self) -> None:
        """With the lists of the same slice."""
        scope = self._held()
        async with self.reader() as reader:
            live = await reader.live()
            await self.copy.catch_up(reader, live, scope)
            rows = await listed(reader, live, scope, self.under_id or self.root_id)
        assert_same(map(shown, self.copy.rows.values()), map(shown, rows))

    def _held(self) -> Scope:
        """The grants of now. After others it is another slice, begun anew."""
        if (scope := self.held()) != self.scope:
            self.scope, self.copy = scope, FeedCopy(self.under_id)
        return scope

    async def all_changes(self) -> list[ChangeRow]:
        """From nothing until now."""
        found: list[ChangeRow] = []
        scope, place = self.held(), NOTHING
        async with self.reader() as reader:
            live = await reader.live()
            while True:
                page = await reader.feed.page(self.under_id, place, 7, live, scope)
                found += page.changes
                place = page.place
                if not page.has_more:
                    return found

    def reader(self) -> Reader:
        return Reader(self.engine.ground.database.readers, self.engine.log, self.engine.clock)

    @cached_property
    def under_id(self) -> UUID | None:
        """One of the first units, if any."""
        units = list(self.engine.handed)
        return units[self.under % len(units)] if units and self.under is not None else None

    @property
    def root_id(self) -> UUID:
        founded = self.engine.history.facts[0].event
        assert isinstance(founded, OrganisationFounded)
        return founded.root.unit_id

    def held(self) -> Scope:
        history, now = self.engine.history, self.engine.clock.now()
        if self.subject == EVERYTHING:
            return Scope((ReadingGrant(self.root_id, Role.INSPECTOR, Classification.TOP_SECRET),))
        held = grants(history, self.subject, now)
        return Scope(tuple(ReadingGrant(g.unit_id, g.role, g.clearance) for g in held))


@campaign(3)
@given(plan=upset_plans, seed=st.integers(0, 2**32), later=st.integers(0, 90))
async def test_who_applies_every_change_holds_what_the_lists_answer(
    ground: Ground, plan: Plan, seed: int, later: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_small(monkeypatch, plan)
    random = Random(seed)
    async with TestEngine.on(ground) as engine:
        under = random.choice((None, *plan.units_asked))
        seen: list[tuple[str, int | None]] = [(EVERYTHING, under), (random.choice(SUBJECTS), None)]
        consumers = [Consumer(engine, subject, under, random) for subject, under in seen]

        async def read_on() -> None:
            if random.random() < 0.05:  # built again
                await ground.lay(LIVE)
            if random.random() < 0.3:
                await ground.project(engine.log, random.choice((1, 3, PAGE)))
                await random.choice(consumers).read(random.randrange(1, 4))

        await tell(engine, plan, after_step=read_on)
        engine.clock.step(timedelta(days=later))
        await ground.settle(engine.log)
        for consumer in consumers:
            await consumer.compare()


@campaign(6)
@given(plan=upset_plans, pick=st.integers(0, 20))
async def test_what_is_told_is_the_difference_of_whole_slices(
    ground: Ground, plan: Plan, pick: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_small(monkeypatch, plan)
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
        await ground.settle(engine.log)
        subject = (EVERYTHING, *SUBJECTS)[pick % 4]
        consumer = Consumer(engine, subject, pick if pick % 3 == 0 else None, Random(pick))
        told = await consumer.all_changes()
        history, today = engine.history, engine.clock.now()

        def slice_at(moment: Moment) -> feeds.Shown:
            visible = None if subject == EVERYTHING else Slice(history, moment, subject, today)
            return feeds.shown(history, moment, visible, consumer.under_id)

        was: feeds.Shown = {}
        at = Moment(0, today)
        for fact in history.facts:
            clock = fact.recorded_at
            if at.position:
                later = Moment(at.position, clock)
                was = expect(told, history, at, later, was, slice_at(later))
            at = Moment(fact.position, clock)
            was = expect(told, history, Moment(at.position - 1, clock), at, was, slice_at(at))
        later = Moment(at.position, today)
        expect(told, history, at, later, was, slice_at(later))


def cut_small(monkeypatch: pytest.MonkeyPatch, plan: Plan) -> None:
    """As a nation is: few units at a time, few events together."""
    monkeypatch.setattr(session, "MANY_UNITS", plan.many_units)
    monkeypatch.setattr(looking, "CHUNK_UNITS", 1 + plan.many_units % 3)
    monkeypatch.setattr(steps, "EVENTS", 7)
    monkeypatch.setattr(steps, "INSTANTS", 4)


def expect(
    told: list[ChangeRow],
    history: History,
    before: Moment,
    after: Moment,
    was: feeds.Shown,
    now: feeds.Shown,
) -> feeds.Shown:
    """That a feed tells between two moments what differs in the model's slices; by the clock it
    tells step by step what comes to that.
    """
    own = [
        change
        for change in told
        if change.at.position == after.position and (
            before.position == after.position) == change.place.is_of_clock
    ]  # fmt: skip
    kinds = {(c.key.task_id, c.key.unit_id, c.key.occurrence): c.kind for c in own}
    true = feeds.changes(history, before, after, was, now)
    extra = {key: kind for key, kind in kinds.items() if key not in true}
    # Something may be told that the model does not show, such as the date that was given.
    assert set(extra.values()) <= {ChangeKind.CHANGED}, (before, after, extra)
    assert kinds == true | extra, (before, after)
    return now
