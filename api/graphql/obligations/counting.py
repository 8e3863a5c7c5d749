"""What commands tell about many obligations at once, which no event lists: how many there are.

A principal's own slice bounds them: who eases or reminds sees what he does it to.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.query_args import Moment, ObligationFilter, Status, Timeliness

OPEN = (Status.PENDING, Status.ACKNOWLEDGED, Status.RETURNED)


async def count_open(
    source: Source,
    directive: UUID,
    under: UUID,
    tasks: Sequence[str],
    due_before: datetime | None,
    at: Moment,
) -> int:
    """What of a directive is borne within a unit and waits for it, of tasks of these keys (none:
    all); due before an instant, where one is given.
    """
    wanted = ObligationFilter(
        status=OPEN,
        due_to=due_before - timedelta(microseconds=1) if due_before else None,
        task_ids=await _tasks(source, directive, tasks, at),
    )
    return await source.rows.obligations.count_of_directive(
        directive, under, wanted, at, source.scope
    )


async def count_overdue(source: Source, under: UUID, directive: UUID | None, at: Moment) -> int:
    wanted = ObligationFilter(timeliness=(Timeliness.OVERDUE,), directive_id=directive)
    return await source.rows.obligations.count_of_subtree(under, wanted, at, source.scope)


async def dated_on(source: Source, days: Sequence[date], at: Moment) -> list[UUID]:
    """Directives in force with a due date to come that these days being off or on may move."""
    found = await source.rows.due_days.directives(days, at)
    visible = await source.whole(found, at)
    return [directive_id for directive_id in found if directive_id in visible]


async def _tasks(
    source: Source, directive: UUID, keys: Sequence[str], at: Moment
) -> tuple[UUID, ...]:
    if not keys:
        return ()
    tasks = await source.rows.tasks.of_directives([directive], at)
    return tuple(task.task_id for task in tasks.get(directive, ()) if task.key in keys)
