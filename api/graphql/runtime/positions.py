"""Moments of one request."""

from datetime import datetime

from api.graphql.runtime.errors import no_organisation, request_error
from api.graphql.runtime.source import OfRequest
from projections.engine.session import NotProjectedYet
from projections.query_args import Moment


class PositionsRead(OfRequest):
    """As ``moments.Positions``; ``wait_for`` may also come between two mutations."""

    async def live(self) -> Moment:
        try:
            moment = await self._source.rows.live()
        except NotProjectedYet as error:
            await self._refuse_unfounded()
            message = "The read models are being laid out for the first time. Ask again."
            raise request_error("NOT_READY", message) from error
        if moment.position == 0:
            await self._refuse_unfounded()
        return moment

    async def _refuse_unfounded(self) -> None:
        """A log begins with the foundation."""
        if (await self._source.services.log.head()).position == 0:
            raise no_organisation()

    async def at_position(self, position: int) -> Moment:
        return await self._source.rows.at_position(position)

    async def at_instant(self, instant: datetime) -> Moment:
        return await self._source.rows.at_instant(instant)

    async def exactly(self, moment: Moment) -> Moment:
        return await self._source.rows.exactly(moment)

    async def parked_at(self) -> int | None:
        try:
            return await self._source.rows.parked_at()
        except NotProjectedYet:
            return None

    async def wait_for(self, position: int, bound_seconds: float) -> bool:
        # A snapshot of before would not see the position, and would hold a connection meanwhile.
        await self._source.end()
        reached = await self._source.services.arrivals.wait_for(position, bound_seconds)
        await self._source.renew()
        return reached
