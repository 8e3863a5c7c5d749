"""A whole history in the shapes of the first release folds to what it folds to in those of today.

The same story is told twice. The second time each event is stored as the first release stored it:
without a class version, and with no field but those of its first golden file.
"""

import re
from collections.abc import AsyncIterator
from datetime import date
from typing import Any

import orjson
import pytest
from eventsourcing.domain import DomainEventProtocol
from eventsourcing.persistence import StoredEvent

from cascade.calendar.events import CalendarSeeded
from cascade.database import Endpoints
from cascade.directive.commands import AmendDirective, ChangeTaskInput, DueInput
from cascade.events import Event
from cascade.log import EventMapper
from projections.engine.schemas import LIVE
from tests.golden.files import path_of
from tests.harness.engine import TestEngine
from tests.harness.ground import PAGE, Ground
from tests.harness.small_organisation import SmallOrganisation, at

RAISED = (
    "cascade.calendar.CalendarSeeded",
    "cascade.directive.DirectiveAmended",
    "cascade.directive.DirectiveIssued",
    "cascade.directive.DirectiveRecorded",
    "cascade.execution.DirectiveRelayed",
    "cascade.numbering.NumberNoted",
    "cascade.execution.ReportSubmitted",
    "cascade.policy.PolicySet",
)
"""The topics whose shape has changed since the first release."""
HASH = re.compile(r"\\x[0-9a-f]{64}")


class FirstRelease(EventMapper):
    """Stores as the first release did, and reads as today's does."""

    def to_stored_event(self, domain_event: DomainEventProtocol[Any]) -> StoredEvent:
        stored = super().to_stored_event(domain_event)
        first = orjson.loads(path_of(stored.topic, 1).read_bytes())
        state = as_first(orjson.loads(stored.state), first)
        return StoredEvent(
            stored.originator_id,
            stored.originator_version,
            stored.topic,
            orjson.dumps(state, option=orjson.OPT_SORT_KEYS),
        )


def as_first(value: Any, first: Any) -> Any:
    """What of a value the first release knew, by a value of it."""
    if isinstance(value, dict) and isinstance(first, dict):
        return {key: as_first(value[key], first[key]) for key in first}
    if isinstance(value, list) and isinstance(first, list) and first:
        return [as_first(each, first[0]) for each in value]
    is_number = isinstance(first, float) and value is not None
    return float(value) if is_number else value


@pytest.fixture
async def ground(endpoints: Endpoints) -> AsyncIterator[Ground]:
    async with Ground.of(endpoints) as ground:
        yield ground


async def told(engine: TestEngine) -> None:
    """Something of all that the first release could record."""
    story = SmallOrganisation(engine)
    await story.begin()
    await story.set_policy("P", acknowledge=2, pass_on=3)
    noted = await story.record("P", "12-KH/TU", date(2026, 1, 2))
    upper = await story.issue(
        story.to(under="P"),
        story.task("1", due=story.due_on(9)),
        story.task(
            "2", lead="W1", coordinating=["W2"], minimum=2, report_to="P", due=story.due_on(8)
        ),
        story.task("3", due=DueInput(end_of_window="congress")),
        level_by_level=True,
        days=2,
        windows=["congress"],
    )
    assert noted != upper
    await story.relay(upper, "W1", story.to("B1"))
    lower = await story.issue(story.to("B2"), issuer="W1", implements=[upper])
    await story.date_window(upper, "congress", 8)
    reworded = ChangeTaskInput(key="1", text="a task in other words")
    await engine.send(AmendDirective(directive=upper, change_tasks=(reworded,)))
    await story.acknowledge(lower, "B2/1")
    story.clock(at(6))
    report = await story.report(upper, "W1/2", 1)
    await story.give_back(upper, "W1", report, at(9))
    again = await story.report(upper, "W1/2", 2)
    await story.accept(upper, "W1", again)
    await story.extend(upper, "B1/1", at(20))
    await story.move("B2", "W2")
    await story.rename("W2", "Phường Hòa Bình", date(2026, 1, 5), date(2026, 1, 6))
    story.clock(at(7))
    await story.report(lower, "B2/1")


async def test_a_history_of_the_first_release_folds_to_the_same(ground: Ground) -> None:
    async with TestEngine.on(ground) as engine:
        await told(engine)
        await ground.project(engine.log, PAGE)
        today, rows = engine.facts, await folded(ground)
    async with TestEngine.on(ground, mapper=FirstRelease()) as engine:
        await told(engine)
        await ground.project(engine.log, PAGE)
        assert [known(fact.event) for fact in engine.facts] == [known(fact.event) for fact in today]
        assert {type(fact.event).TOPIC for fact in today} >= set(RAISED)
        assert await stored_versions(ground) == {None}
        assert await folded(ground) == rows


def known(event: Event) -> dict[str, Any]:
    """What the first release knew of an event: it seeded no swapped days."""
    lost = {"working_days"} if isinstance(event, CalendarSeeded) else set()
    return {name: value for name, value in vars(event).items() if name not in lost}


async def folded(ground: Ground) -> list[tuple[str, str]]:
    """The read models, but for swapped days, and the hashes of what is stored: those are of its
    bytes.
    """
    rows = await ground.rows(LIVE)
    return [(table, HASH.sub("", row)) for table, row in rows if table != "calendar_day"]


async def stored_versions(ground: Ground) -> set[Any]:
    """The class versions that stand in the log."""
    rows = await ground.superuser.fetch("SELECT state FROM cascade_log.event")
    return {orjson.loads(row["state"]).get("class_version") for row in rows}
