"""How directives were passed on, and how far they got. ``under`` None is the whole slice."""

from collections.abc import Sequence
from uuid import UUID

from api.graphql.runtime.source import Source
from projections.query_args import Moment
from projections.reach.rows import CascadeRow


async def reaches(
    source: Source, keys: Sequence[tuple[UUID, UUID | None]], at: Moment
) -> Sequence[CascadeRow]:
    """By a directive and the unit under which units are counted."""
    cascades = source.rows.cascades
    return [await cascades.reach(directive, under, at, source.scope) for directive, under in keys]
