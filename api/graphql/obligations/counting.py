"""What commands tell about many obligations at once, which no event lists: how many there are.

A principal's own slice bounds them: who eases or reminds sees what he does it to.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from api.graphql.runtime.source import OfRequest
from projections.query_args import Moment, ObligationFilter, Status, Timeliness

OPEN = (Status.PENDING, Status.ACKNOWLEDGED, Status.RETURNED)


class CountingRead(OfRequest):
    """As ``api.graphql.runtime.reading.CountingReading`` says."""

    async def count_open(
        self,
        directive: UUID,
        under: UUID,
        tasks: Sequence[str],
        due_before: datetime | None,
        at: Moment,
    ) -> int:
        wanted = ObligationFilter(
            status=OPEN,
            due_to=due_before - timedelta(microseconds=1) if due_before else None,
            task_ids=await self._tasks(directive, tasks, at),
        )
        return await self._source.rows.obligations.count_of_directive(
            directive, under, wanted, at, self._source.scope
        )

    async def count_overdue(self, under: UUID, directive: UUID | None, at: Moment) -> int:
        wanted = ObligationFilter(timeliness=(Timeliness.OVERDUE,), directive_id=directive)
        return await self._source.rows.obligations.count_of_subtree(
            under, wanted, at, self._source.scope
        )

    async def dated_on(self, days: Sequence[date], at: Moment) -> list[UUID]:
        found = await self._source.rows.due_days.directives(days, at)
        visible = await self._source.whole(found, at)
        return [directive_id for directive_id in found if directive_id in visible]

    async def _tasks(self, directive: UUID, keys: Sequence[str], at: Moment) -> tuple[UUID, ...]:
        if not keys:
            return ()
        tasks = await self._source.rows.tasks.of_directives([directive], at)
        return tuple(task.task_id for task in tasks.get(directive, ()) if task.key in keys)
