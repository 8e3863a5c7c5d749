"""From a mutation's resolver to the engine: two steps, the same for every mutation.

resolve:  input  →  command  →  run  →  payload, as of the command's position
run:      Engine.execute, then the read models are waited for
"""

from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import strawberry

from api.graphql.runtime.context import Context, Info
from api.graphql.runtime.errors import no_organisation, request_error
from api.graphql.runtime.links import built
from api.graphql.runtime.loading import Fetch
from api.graphql.runtime.moments import WAIT_SECONDS
from api.graphql.runtime.payload import Payload
from api.graphql.runtime.refusal_enum import BEHIND
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import to_command
from api.graphql.runtime.user_errors import UserError, user_error
from cascade.engine import Engine, Request
from cascade.log import AppendInDoubt, ClocksDisagree, LogInTheFuture, LogUnavailable
from cascade.refusals import Refused
from projections.query_args import Moment

KeyT = TypeVar("KeyT", bound=Hashable)
ObjectT = TypeVar("ObjectT")


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was carried out: what it came to, and the moment that it is answered as of.

    ``position`` is null where nothing was left to do, ``at`` where the read models did not come so
    far in time; ``parked_at`` is then where they stand still.
    """

    command: Any
    answer: Mapping[str, Any]
    position: int | None
    context: Context
    at: Moment | None
    parked_at: int | None = None

    @property
    def source(self) -> Source:
        return self.context.source

    @property
    def engine(self) -> Engine:
        return self.source.engine

    async def read(
        self, cls: type[ObjectT], fetch: Fetch[KeyT, Any], keys: Sequence[KeyT]
    ) -> list[ObjectT | None]:
        """The objects of these keys as of the command's moment; None for each without a moment."""
        if self.at is None:
            return [None for _ in keys]
        rows = await fetch(self.source, keys, self.at)
        return [None if row is None else built(cls, row, self.at) for row in rows]

    def errors(self) -> list[UserError]:
        """Why it cannot be answered with what it did, if so: the command stands all the same."""
        if self.at:
            return []
        if self.parked_at is None:
            why = "The read models have not reached it yet. Read again later."
        else:
            why = (
                f"The read models stand still at position {self.parked_at}, which they cannot "
                "take: read again once whoever runs the service has resumed them."
            )
        message = f"The command stands. {why}"
        return [UserError(field=None, code=BEHIND, message=message)]


PayloadT = TypeVar("PayloadT", bound=Payload)


def mutation(
    of: type,
    payload: type[PayloadT],
    command: Callable[[Any, Source], Awaitable[object]] = to_command,
) -> Any:
    """The field of a mutation by its input ``of``; what is refused stands in the payload.

    ``command`` makes the command of an input that does not become one by itself.
    """

    async def resolve(info: Info, input: Any) -> PayloadT:
        context = info.context
        try:
            asked = await command(input, context.source)
            done = await run(asked, input.idempotency_key, context)
        except Refused as refusal:
            return payload(user_errors=[user_error(reason) for reason in refusal.reasons])
        answer = await payload.of(done)
        answer.position = None if done.position is None else Position(done.position)
        answer.user_errors = done.errors()
        return answer

    resolve.__annotations__ |= {"input": of, "return": payload}
    return strawberry.field(resolver=resolve)


async def run(command: object, key: str, context: Context) -> Done:
    """Carry out a command for the request's principal, and wait for the read models.

    Raises Refused, or a GraphQL error where it was not recorded or nobody knows whether it was.
    """
    request = Request(context.source.principal.subject, key, context.correlation_id)
    try:
        outcome = await context.source.engine.execute(command, request)
    except Refused as refusal:
        if (await context.source.engine.organisation()).root_id is None:
            raise no_organisation() from refusal
        raise
    except LogUnavailable as error:
        message = "The log is not available; nothing was recorded. Send it again."
        raise request_error("LOG_UNAVAILABLE", message) from error
    except ClocksDisagree as error:
        raise request_error("CLOCKS_DISAGREE", str(error)) from error
    except LogInTheFuture as error:
        raise request_error("LOG_IN_THE_FUTURE", str(error)) from error
    except AppendInDoubt as error:
        message = "It is not known whether this was recorded. Send it again with the same key."
        raise request_error("IN_DOUBT", message) from error
    at = await _moment(outcome.position, context.source)
    context.moments.renew(outcome.position or 0)
    parked_at = None if at else await context.source.parked_at()
    return Done(command, outcome.answer, outcome.position, context, at, parked_at)


async def _moment(position: int | None, source: Source) -> Moment | None:
    """The command's own position, once the read models have come so far."""
    if position is None:
        return await source.live()
    if not await source.wait_for(position, WAIT_SECONDS):
        return None
    return await source.rows.at_position(position)
