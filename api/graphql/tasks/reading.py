"""What directives ask for. A task is seen with its whole directive, never with a card."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.directives.parts_reading import selectors
from api.graphql.directives.types import Selector
from api.graphql.enums import DueKind
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.source import OfRequest
from api.graphql.tasks.types import Due, Quota, Task
from projections.query_args import Moment
from projections.tasks.rows import QuotaRow, TaskRow


class TasksRead(OfRequest):
    """Tasks, as ``api.graphql.runtime.reading.DirectiveReading`` says."""

    async def tasks(self, keys: Sequence[UUID], at: Moment) -> Sequence[Task | None]:
        rows = await self._seen(keys, at)
        return [_task(rows[key], at) if key in rows else None for key in keys]

    async def directive_tasks(self, keys: Sequence[UUID], at: Moment) -> Sequence[list[Task]]:
        seen = await self._source.whole(keys, at)
        found = await self._source.rows.tasks.of_directives(list(seen), at) if seen else {}
        return [[_task(row, at) for row in found.get(key, ())] for key in keys]

    async def task_audiences(
        self, keys: Sequence[UUID], at: Moment
    ) -> Sequence[list[Selector] | None]:
        rows, levels = await self._seen(keys, at), await self._source.levels()
        worded = {key: row.audience for key, row in rows.items()}
        return [
            None if (audience := worded.get(key)) is None else selectors(audience, levels, at)
            for key in keys
        ]

    async def _seen(self, keys: Sequence[UUID], at: Moment) -> dict[UUID, TaskRow]:
        found = await self._source.rows.tasks.by_ids(keys, at)
        seen = await self._source.whole({row.directive_id for row in found.values()}, at)
        return {key: row for key, row in found.items() if row.directive_id in seen}


def _task(row: TaskRow, at: Moment) -> Task:
    due = row.due
    return Task(
        id=ids.encode(Kind.TASK, row.task_id),
        key_id=row.task_id,
        at=at,
        # A plain UUID: commands are made of it, and the driver's own kind is no JSON.
        directive_key=UUID(int=row.directive_id.int),
        lead_key=row.lead_id,
        coordinating_keys=row.coordinating_ids,
        report_to_key=row.report_to_id,
        report_via_key=row.report_via_id,
        key=row.key,
        number=row.number,
        text=row.text,
        kind=row.kind,
        origin=row.origin,
        lead_is_inferred=row.lead_is_inferred,
        quota=_quota(row.quota) if row.quota else None,
        due=Due(
            kind=DueKind(due.kind),
            stated=due.stated,
            rule=due.rule,
            window=due.window,
            occurrences=due.occurrences,
        ),
        needs_acceptance=row.needs_acceptance,
        accountable_post=row.accountable_post,
        withdrawn=row.withdrawn,
    )


def _quota(row: QuotaRow) -> Quota:
    return Quota(
        minimum=row.minimum,
        stated_upper=row.stated_upper,
        unit_of_measure=row.unit_of_measure,
        stated=row.stated,
    )
