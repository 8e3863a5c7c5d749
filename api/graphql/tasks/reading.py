"""What directives ask for. A task is seen with its whole directive, never with a card."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.query_args import Moment
from projections.tasks.rows import TaskRow


async def tasks(source: Source, keys: Sequence[UUID], at: Moment) -> Sequence[TaskRow | None]:
    found = await source.rows.tasks.by_ids(keys, at)
    seen = await source.whole({row.directive_id for row in found.values()}, at)
    return [row if (row := found.get(key)) and row.directive_id in seen else None for key in keys]


async def tasks_of(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[TaskRow] | None]:
    """By directive; None where it is not seen wholly."""
    seen = await source.whole(keys, at)
    found = await source.rows.tasks.of_directives(list(seen), at) if seen else {}
    return [found.get(key, ()) if key in seen else None for key in keys]


async def accountable_posts(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[str | None]:
    return [row.accountable_post if row else None for row in await tasks(source, keys, at)]


async def those_seen(
    source: Source, keys: Sequence[tuple[UUID, ...]], at: Moment
) -> Sequence[list[TaskRow]]:
    """By several ids at once, which an amendment names; what is not seen is left out."""
    wanted = list({task_id for ids in keys for task_id in ids})
    found = dict(zip(wanted, await tasks(source, wanted, at), strict=True)) if wanted else {}
    return [[row for task_id in ids if (row := found[task_id])] for ids in keys]
