"""What mutations on standing rules and the working calendar answer."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, Self
from uuid import UUID

import strawberry

from api.graphql.directives.reading import directives
from api.graphql.directives.types import Directive
from api.graphql.obligations.counting import dated_on
from api.graphql.organisation.types import Policy
from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.links import built, link
from api.graphql.runtime.payload import Payload
from api.graphql.runtime.scalars import Count
from api.graphql.tasks.reading import tasks
from api.graphql.tasks.types import Task
from cascade.directive.decisions.moving import by_calendar
from cascade.text_rules import normal_line
from projections.query_args import Moment

MOVES: Final = 100
"""Enough to see what an announcement does; the count tells of the rest."""


@strawberry.type
class PolicyPayload(Payload):
    """What a mutation on a standing rule answers."""

    policy: Policy | None = None
    """As it stands at the position; null where it was refused, and where the read models have not
    reached it in time."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        if done.at is None:
            return cls()
        unit, key = UUID(done.answer["unit"]), normal_line(done.command.key)
        found = await done.source.rows.policies.of_units([unit], done.at)
        row = next((row for row in found.get(unit, ()) if row.key == key), None)
        return cls(policy=built(Policy, row, done.at) if row else None)


@strawberry.type
class DueMove:
    """A due date to come that moveDueDates, byCalendar, would move."""

    at: strawberry.Private[Moment]
    directive_id: strawberry.Private[UUID]
    task_id: strawberry.Private[UUID]
    occurrence: date | None
    """The original day of the occurrence; null where the task does not recur."""
    level: str | None
    """Where it is the rule of one level; null: the task's own."""
    due_at: datetime
    """As it stands."""
    would_be_due_at: datetime
    """Where it would go."""

    directive: Directive = link(directives, "directive_id")
    """The one that asks for it."""
    task: Task = link(tasks, "task_id")
    """The one that would be due on another day."""


@strawberry.type
class HolidayPayload(Payload):
    """What a change of the working calendar answers: which due dates it would concern, and moved
    none of.
    """

    moves: list[DueMove] = strawberry.field(default_factory=list)
    """Of directives that the viewer may see; the first 100."""
    move_count: Count | None = None
    """Of all of them. Null where the read models have not reached it in time."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        if done.at is None:
            return cls()
        days = (*done.command.days_off, *done.command.working_days)
        moves = await _moves(days, done, done.at)
        return cls(moves=moves[:MOVES], move_count=Count(len(moves)))


async def _moves(days: Sequence[date], done: Done, at: Moment) -> list[DueMove]:
    """What the days would move now, by the very reckoning that moves it."""
    concerned = await dated_on(done.source, days, at)
    session = done.engine.session(done.source.principal.subject)
    calendar = await session.calendar()
    decided = await session.directives(concerned)
    zone = session.organisation.zone
    return [
        DueMove(
            at=at,
            directive_id=directive_id,
            task_id=move.task_id,
            occurrence=move.occurrence,
            level=move.level,
            due_at=due_at,
            would_be_due_at=move.due_at,
        )
        for directive_id in concerned
        for move in by_calendar(decided[directive_id], calendar, zone, at.clock)
        if (due_at := decided[directive_id].due(move.task_id, move.occurrence, move.level))
    ]
