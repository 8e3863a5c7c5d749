"""Who asks, and how far the read models have come behind the log."""

from dataclasses import dataclass

from api.graphql.runtime.source import Source
from api.services import Services
from cascade.access.state import Grant
from projections.engine.session import NotProjectedYet
from projections.query_args import Moment
from projections.reader import Reader


@dataclass(frozen=True, slots=True)
class Lag:
    """``lag_seconds`` is the age of the oldest event that is not projected."""

    projected_to: int
    lag_events: int
    lag_seconds: float


async def lag_of(services: Services, rows: Reader) -> Lag:
    try:
        projected_to = await rows.projected_to()
    except NotProjectedYet:
        projected_to = 0
    head = await services.log.head()
    behind = max(head.position - projected_to, 0)
    seconds = 0.0
    if behind:
        waiting = await services.log.read(projected_to, 1)
        if waiting:
            age = services.clock.now() - waiting[0].recorded_at
            seconds = max(age.total_seconds(), 0.0)
    return Lag(projected_to=projected_to, lag_events=behind, lag_seconds=seconds)


async def grants_held(source: Source, at: Moment) -> list[Grant]:
    """Of the principal, those that hold now, at units that the read models know already."""
    known = await source.rows.units.by_ids([grant.unit_id for grant in source.grants], at)
    return [grant for grant in source.grants if grant.unit_id in known]
