"""Places in a feed: inside of steps, between clocks that disagree, cut short by time."""

from collections import Counter
from datetime import datetime

import pytest

from cascade.directive.commands import DueInput
from projections.feed import looking, reading
from projections.feed.reading import NOTHING
from projections.feed.rows import ChangeKind, ChangeRow, Place
from projections.query_args import Moment, Scope
from tests.harness.small_organisation import at
from tests.rules.conftest import ground, scene
from tests.rules.scene import Scene

__all__ = ["ground", "scene"]

FIVE = 5
"""Wards and branches of the small province."""


async def changes_after(
    scene: Scene,
    place: Place,
    first: int = 100,
    scope: Scope | None = None,
    clock: datetime | None = None,
) -> tuple[list[ChangeRow], Place]:
    """One page of a feed of everything, by the clock of the scene or another; and where it ends."""
    async with await scene.reader() as reader:
        live = await reader.live()
        live = Moment(live.position, clock or live.clock)
        page = await reader.feed.page(None, place, first, live, scope or scene.everything)
    return list(page.changes), page.place


async def issued(scene: Scene) -> Place:
    """A task due after two working days; and the place behind its issue."""
    task = scene.task(due=DueInput(working_days_after_receipt=2))
    await scene.issue(scene.to(under="P", levels=["ward", "branch"]), task)
    changes, place = await changes_after(scene, NOTHING)
    assert Counter(change.kind for change in changes) == {ChangeKind.OWED: FIVE}
    return place


async def test_a_step_that_was_begun_by_a_clock_ahead_is_gone_through(scene: Scene) -> None:
    """Its rest comes before what is recorded meanwhile by a clock that is behind."""
    place = await issued(scene)
    (first,), place = await changes_after(scene, place, first=1, clock=at(20))
    assert first.kind is ChangeKind.BECAME_OVERDUE
    await scene.move("B1", to="W2")
    rest, place = await changes_after(scene, place)
    assert Counter(change.kind for change in rest) == {ChangeKind.BECAME_OVERDUE: FIVE - 1}
    assert place.at.clock == first.at.clock, "the clock does not go back"
    assert (await changes_after(scene, place, clock=at(20)))[0] == []


async def test_a_page_that_is_out_of_time_goes_on_where_it_stopped(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    await issued(scene)
    whole, _ = await changes_after(scene, NOTHING)
    monkeypatch.setattr(reading, "WORK_SECONDS", 0.000_001)
    monkeypatch.setattr(looking, "CHUNK_UNITS", 1)
    monkeypatch.setattr("projections.engine.session.MANY_UNITS", 1)
    found: list[ChangeRow] = []
    place = NOTHING
    for _ in range(200):
        changes, place = await changes_after(scene, place)
        found += changes
    assert [change.place for change in found] == [change.place for change in whole]


async def test_who_may_see_nothing_is_told_nothing(scene: Scene) -> None:
    await issued(scene)
    changes, place = await changes_after(scene, NOTHING, scope=Scope(()))
    assert changes == []
    assert place.at.position == scene.engine.history.head
