"""How far the read models have come behind the log."""

from api.graphql.runtime.reading import Standing
from api.http.app import Clocks, Readiness
from api.services import Services
from cascade.database import is_loss
from cascade.log import Log
from projections.engine.session import NotProjectedYet
from projections.reader import Reader


async def standing_of(services: Services, rows: Reader) -> Standing:
    """The lag in events, and the age in seconds of the oldest event that is not projected."""
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
    return Standing(projected_to=projected_to, lag_events=behind, lag_seconds=seconds)


def clocks_of(log: Log) -> tuple[Clocks, str | None]:
    """How the clocks agree, and why this server should not be asked where they do not."""
    if log.watch is None:
        return Clocks(), None
    disagreement = log.watch.disagreement()
    clocks = Clocks(
        log.watch.offset().total_seconds(),
        log.watch.ahead(log.recorded_at).total_seconds(),
        log.clock_warning(),
    )
    return clocks, str(disagreement) if disagreement else None


async def readiness_of(services: Services) -> Readiness:
    """For /readyz and the metrics."""
    try:
        async with services.rows() as rows:
            standing = await standing_of(services, rows)
        clocks, disagreement = clocks_of(services.log)
        return Readiness(standing, await services.trouble() or disagreement, clocks)
    except Exception as error:
        if not is_loss(error):
            raise
        return Readiness(None, "the database does not answer")
