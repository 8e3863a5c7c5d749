"""Occurrences, which are seen with the obligations to report on them."""

from collections.abc import Sequence

from api.graphql.runtime.source import Source
from projections.obligations.rows import OccurrenceRow
from projections.query_args import Moment, ObligationKey


async def occurrences(
    source: Source, keys: Sequence[ObligationKey], at: Moment
) -> Sequence[OccurrenceRow | None]:
    seen = await source.obligations(keys, at)
    found = await source.rows.occurrences.of_obligations(list(seen), at) if seen else {}
    return [found.get(key) for key in keys]
