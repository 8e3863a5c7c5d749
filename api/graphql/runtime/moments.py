"""Which moment an answer is of. An operation has one live moment, however many fields ask."""

import asyncio
from datetime import datetime
from typing import Final, Self

import strawberry
from graphql import GraphQLError

from api.graphql.runtime.errors import request_error
from api.graphql.runtime.or_none import or_none
from api.graphql.runtime.past import PastMoment
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.source import Source
from cascade.calendar.refusals import check_year
from cascade.refusals import Problems
from projections.query_args import Moment
from projections.reader import PositionNotReached

WAIT_SECONDS: Final = 5.0
"""How long a live answer waits for a position: half of an operation's deadline."""


@strawberry.type(name="Moment")
class AnswerMoment:
    """Where an answer is true: the last position read, and the clock that overdue was judged by. A
    page's cursor holds both.
    """

    position: Position
    """The last event that the answer knows of."""
    clock: datetime
    """The instant by which overdue was judged."""

    @classmethod
    def of(cls, at: Moment) -> Self:
        return cls(position=Position(at.position), clock=at.clock)


@strawberry.input
class MomentInput:
    """Exactly an earlier answer's moment, as it told it."""

    position: Position
    clock: datetime


@strawberry.input(one_of=True)
class AsOf:
    """The moment that an answer is of. Left out: live, the newest position that the read models
    hold. Everything under the field is of that moment: names, tree, states, counts. All live fields
    of one operation share one moment. Whom the answer is for is always judged by today's grants.
    """

    position: Position | None = strawberry.UNSET
    """What was recorded up to this position; overdue is judged by the time that position was
    recorded."""
    recorded_at: datetime | None = strawberry.UNSET
    """What was recorded up to this instant; overdue is judged by this instant. Only positions
    repeat for ever."""
    moment: MomentInput | None = strawberry.UNSET
    """Exactly an earlier answer's moment."""
    at_least: Position | None = strawberry.UNSET
    """Live, but no older than this position (a mutation's): waits up to a bound, then
    POSITION_NOT_REACHED."""


class Moments:
    """Resolves what fields ask for to a position and a clock, for one operation."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._live: Moment | None = None
        self._at_least = 0
        self._lock = asyncio.Lock()

    async def begin(self, at_least: int) -> None:
        """Wait for the greatest position that any field asks for, before the first one reads.

        Where it is not reached in time, only the fields that ask for it are refused.
        """
        if at_least:
            await self._source.wait_for(at_least, WAIT_SECONDS)

    def renew(self, at_least: int) -> None:
        """A mutation was carried out: what is asked live from here on is no older than it."""
        self._live = None
        self._at_least = max(self._at_least, at_least)

    async def of(self, as_of: AsOf | None, named: PastMoment | None = None) -> Moment:
        """The moment of a root field: as asked, else that of the id by which it names something.

        Raises the GraphQL error POSITION_NOT_REACHED.
        """
        live = await self.live()
        asked = or_none(as_of)
        if asked is None and named is not None:
            return await self._past(named)
        if asked is None:
            return self._no_older_than(self._at_least, live)
        at_least = or_none(asked.at_least)
        if at_least is not None:
            return self._no_older_than(max(at_least, self._at_least), live)
        moment = or_none(asked.moment)
        if moment is not None:
            return await self._past(PastMoment(moment.position, moment.clock))
        instant = or_none(asked.recorded_at)
        if instant is not None:
            refuse_far_off(instant)
            return PastMoment.of(await self._source.rows.at_instant(instant))
        position = or_none(asked.position)
        if position is None:
            raise ValueError("the schema lets exactly one field of AsOf through")
        try:
            return PastMoment.of(await self._source.rows.at_position(position))
        except PositionNotReached as error:
            raise not_reached(position) from error

    async def _past(self, at: PastMoment) -> Moment:
        refuse_far_off(at.clock)
        return await self.exactly(at)

    def _no_older_than(self, position: int, live: Moment) -> Moment:
        if live.position < position:
            raise not_reached(position)
        return live

    async def exactly(self, at: Moment) -> Moment:
        """An earlier answer's moment; raises the GraphQL error POSITION_NOT_REACHED."""
        await self.live()
        try:
            return await self._source.rows.exactly(at)
        except PositionNotReached as error:
            raise not_reached(at.position) from error

    async def live(self) -> Moment:
        """The operation's live moment."""
        async with self._lock:
            if self._live is None:
                self._live = await self._source.live()
        return self._live


def refuse_far_off(instant: datetime) -> None:
    """Raises the GraphQL error DATE_OUT_OF_RANGE for one that no zone may be able to say."""
    problems = Problems()
    check_year(problems, instant)
    for reason in problems.found:
        raise request_error(reason.code, str(reason))


def not_reached(position: int) -> GraphQLError:
    message = f"Position {position} is not in the read models yet. Ask again."
    return request_error("POSITION_NOT_REACHED", message, position=position)
