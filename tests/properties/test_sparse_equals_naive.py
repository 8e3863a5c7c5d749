"""Sparse equals naive: what the read models answer is what the model works out by brute force.

Over random organisations, overlapping audiences, relays, moves, directives, acts and clocks; live,
and at earlier positions and other clocks.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

import pytest
from hypothesis import given

from cascade.enums import ObligationRole, TaskKind
from projections.engine import session
from projections.engine.schemas import LIVE, NEXT
from projections.query_args import ObligationFilter, Status, Timeliness
from projections.reader import Reader
from tests.harness.engine import TestEngine
from tests.harness.ground import PAGE, Ground
from tests.oracle.history import History, Moment
from tests.properties.agreed import compare_agreed
from tests.properties.campaign import campaign
from tests.properties.change_strategies import upset_plans
from tests.properties.comparing import Comparison
from tests.properties.driving import tell
from tests.properties.plans import SUBJECTS, Filter, Look, Plan, SetPolicy
from tests.properties.slicing import Sliced

E = TypeVar("E", bound=StrEnum)


@campaign(12)
@given(plan=upset_plans)
async def test_sparse_equals_naive(
    ground: Ground, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "MANY_UNITS", plan.many_units)
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
        await ground.settle(engine.log)
        history = engine.history
        now = Moment(history.head, engine.clock.now())
        for moment in (now, *(_moment(history, look) for look in plan.looks)):
            async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
                await compare(Comparison(reader, history, moment), plan)


async def compare(sides: Comparison, plan: Plan) -> None:
    """Everything of the whole nation; of some units, directives and subjects what is theirs."""
    await sides.tree()
    await sides.relations()
    await sides.nation()
    await sides.reports()
    await sides.tasks()
    await sides.citations()
    units = sides.unit_ids
    asked = {units[pick % len(units)] for pick in plan.units_asked}
    for unit_id in sorted(asked):
        await sides.unit(unit_id)
        await sides.chart(unit_id)
        await sides.filtered(unit_id, _filter(sides, plan.filter))
        await compare_agreed(sides, unit_id)
    for number, directive_id in enumerate(sides.known):
        await sides.directive(directive_id, min(asked) if number % 2 else None)


def _filter(sides: Comparison, planned: Filter) -> ObligationFilter:
    def instant(days: int | None) -> datetime | None:
        return None if days is None else sides.moment.clock + timedelta(days=days)

    return ObligationFilter(
        status=_picked(Status, planned.statuses),
        timeliness=_picked(Timeliness, planned.timeliness),
        task_kind=_picked(TaskKind, planned.kinds),
        role=next(iter(_picked(ObligationRole, (planned.role,))), None)
        if planned.role is not None
        else None,
        due_from=instant(planned.due_from_days),
        due_to=instant(planned.due_to_days),
    )


def _picked(words: type[E], picks: Sequence[int]) -> tuple[E, ...]:
    every = list(words)
    return tuple({every[pick % len(every)]: None for pick in picks})


def _moment(history: History, look: Look) -> Moment:
    position = 1 + look.position % history.head
    moment = history.moment_of_position(position)
    if look.hours_later is None:
        return moment
    return Moment(position, moment.clock + timedelta(hours=look.hours_later))


@campaign(9)
@given(plan=upset_plans)
async def test_each_subject_sees_its_slice_and_nothing_else(
    ground: Ground, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(session, "MANY_UNITS", plan.many_units)
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
        await ground.settle(engine.log)
        history, today = engine.history, engine.clock.now()
        moment = Moment(history.head, today)
        if len(plan.looks) > 1:
            moment = _moment(history, plan.looks[0])
        async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
            for subject in SUBJECTS:
                await see(Sliced(reader, history, moment, subject, today))


async def see(sides: Sliced) -> None:
    """In either order: what was shown before is a short cut for what is asked after."""
    first, second = sides.borne, sides.documents
    if sides.moment.position % 2:
        first, second = second, first
    await first()
    await second()
    await sides.one_by_one()
    if not sides.held:
        return
    await sides.cascades()
    await sides.implementing()
    await sides.trail()
    for owed in sides.visible.obligations()[:3]:
        await sides.reasons(owed)


@campaign(5)
@given(plan=upset_plans)
async def test_who_are_alike_are_counted_and_listed_by_one_of_them(
    ground: Ground, plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nobody has set a policy: all units' counts now, some units' lists at every moment."""
    monkeypatch.setattr(session, "MANY_UNITS", plan.many_units)
    async with TestEngine.on(ground) as engine:
        await tell(engine, _without_policies(plan))
        await ground.settle(engine.log)
        history, today = engine.history, engine.clock.now()
        now = Moment(history.head, today)
        for moment in (now, *(_moment(history, look) for look in plan.looks)):
            async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
                sides = Comparison(reader, history, moment)
                await sides.nation()
                for unit_id in sides.unit_ids if moment == now else ():
                    await sides.counts(unit_id)
                for pick in plan.units_asked:
                    unit_id = sides.unit_ids[pick % len(sides.unit_ids)]
                    await sides.unit(unit_id)
                    await sides.filtered(unit_id, _filter(sides, plan.filter))
                for subject in SUBJECTS:
                    await Sliced(reader, history, moment, subject, today).borne()


def _without_policies(plan: Plan) -> Plan:
    opening = (step for step in plan.opening if not isinstance(step, SetPolicy))
    steps = (step for step in plan.steps if not isinstance(step, SetPolicy))
    return replace(plan, opening=tuple(opening), steps=tuple(steps))


@campaign(6)
@given(plan=upset_plans)
async def test_commands_find_after_every_step_what_is_shown(ground: Ground, plan: Plan) -> None:
    async with TestEngine.on(ground) as engine:

        async def compare_with_commands() -> None:
            await ground.project(engine.log, PAGE)
            now = Moment(engine.history.head, engine.clock.now())
            async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
                await Comparison(reader, engine.history, now).commands(engine.under_test)

        await tell(engine, plan, after_step=compare_with_commands)


@campaign(6)
@given(plan=upset_plans)
async def test_as_of_the_head_and_now_is_live(ground: Ground, plan: Plan) -> None:
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan)
        await ground.settle(engine.log)
        history = engine.history
        async with Reader(ground.database.readers, engine.log, engine.clock) as reader:
            live = await reader.live()
            assert (live.position, live.clock) == (history.head, engine.clock.now())
            for look in plan.looks:
                position = 1 + look.position % history.head
                at = await reader.at_position(position)
                assert (at.position, at.clock) == (position, history.recorded_at(position))
                instant = at.clock + timedelta(hours=look.hours_later or 0)
                expected = history.moment_of_instant(instant)
                at = await reader.at_instant(instant)
                assert (at.position, at.clock) == (expected.position, instant)


@campaign(9)
@given(plan=upset_plans)
async def test_rebuilt_rows_are_the_live_ones_whatever_the_pages(
    ground: Ground, plan: Plan
) -> None:
    async with TestEngine.on(ground) as engine:
        await tell(engine, plan, on_project=lambda page: ground.project(engine.log, page))
        await ground.project(engine.log, 1)
        await ground.project(engine.log, PAGE, NEXT)
        assert await ground.rows(LIVE) == await ground.rows(NEXT)
