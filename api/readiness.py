"""Whether this server should be asked, and why not."""

from api.graphql.service.reading import lag_of
from api.http.app import Clocks, Readiness
from api.services import Services
from cascade.database import is_loss
from cascade.log import Log


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
            lag = await lag_of(services, rows)
        clocks, disagreement = clocks_of(services.log)
        return Readiness(lag, await services.trouble() or disagreement, clocks)
    except Exception as error:
        if not is_loss(error):
            raise
        return Readiness(None, "the database does not answer")
