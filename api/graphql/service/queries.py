"""Who asks, and what the service allows."""

from api.graphql.runtime.context import Info
from api.graphql.runtime.links import from_row
from api.graphql.runtime.scalars import Count, Position
from api.graphql.service.reading import grants_held, lag_of
from api.graphql.service.types import Grant, Limits, Service, Viewer
from cascade import __version__


async def viewer(info: Info) -> Viewer:
    """With the grants that are valid now, at units that the read models know already."""
    source, at = info.context.source, await info.context.moments.of(None)
    held = [from_row(Grant, grant, at) for grant in await grants_held(source, at)]
    return Viewer(subject=source.principal.subject, grants=held)


async def service(info: Info) -> Service:
    source, limits = info.context.source, info.context.limits
    lag = await lag_of(source.services, source.rows)
    return Service(
        version=__version__,
        limits=Limits(
            cost=limits.cost,
            depth=limits.depth,
            tokens=limits.tokens,
            page=limits.page,
            feed_page=limits.feed_page,
            bulk=limits.bulk,
            body_bytes=limits.body_bytes,
            deadline_seconds=limits.deadline_seconds,
        ),
        projected_to=Position(lag.projected_to),
        lag_events=Count(lag.lag_events),
        lag_seconds=lag.lag_seconds,
    )
