"""How directives went on after their issue. What may not be seen wholly shows none of it."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.directives.rows import AmendmentRow, CorrectionRow
from projections.query_args import Moment


async def amendments(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[AmendmentRow] | None]:
    seen = await source.whole(keys, at)
    found = await source.rows.amendments.amendments(list(seen), at) if seen else {}
    return [found.get(key, ()) if key in seen else None for key in keys]


async def corrections(
    source: Source, keys: Sequence[UUID], at: Moment
) -> Sequence[Sequence[CorrectionRow] | None]:
    seen = await source.whole(keys, at)
    found = await source.rows.amendments.corrections(list(seen), at) if seen else {}
    return [found.get(key, ()) if key in seen else None for key in keys]
