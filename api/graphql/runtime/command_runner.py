"""The one way in: a command is carried out, and answered once the read models have come so far."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from api.graphql.directives.types import Directive
from api.graphql.payloads import DirectivePayload
from api.graphql.runtime.errors import no_organisation, request_error
from api.graphql.runtime.moments import WAIT_SECONDS
from api.graphql.runtime.node import UserError
from api.graphql.runtime.principal import Principal
from api.graphql.runtime.reading import Reader
from api.graphql.runtime.refusing import user_error
from api.graphql.runtime.scalars import Position
from cascade.clock import Clock
from cascade.engine import Engine, Outcome, Request
from cascade.log import AppendInDoubt, ClocksDisagree, LogInTheFuture, LogUnavailable
from cascade.refusals import Refused
from projections.query_args import Moment

PayloadT = TypeVar("PayloadT")


def behind(parked_at: int | None) -> UserError:
    """Why a command that was carried out cannot be answered with what it did."""
    if parked_at is None:
        message = "The read models have not reached it yet. Read again later."
    else:
        message = (
            f"The read models stand still at position {parked_at}, which they cannot take: read "
            "again once whoever runs the service has resumed them."
        )
    return UserError(field=None, code="READ_MODEL_BEHIND", message=f"The command stands. {message}")


@dataclass(frozen=True, slots=True)
class Done:
    """A command that was carried out: its position, and the moment of what it is answered with.

    ``at`` is null where the read models did not come so far in time.
    """

    outcome: Outcome
    at: Moment | None
    parked_at: int | None = None

    @property
    def position(self) -> Position | None:
        position = self.outcome.position
        return None if position is None else Position(position)

    @property
    def errors(self) -> list[UserError]:
        return [] if self.at else [behind(self.parked_at)]


class Carrying:
    """What one request may do, as its principal."""

    def __init__(
        self,
        engine: Engine,
        reader: Reader,
        principal: Principal,
        correlation_id: UUID,
        clock: Clock,
    ) -> None:
        self.engine = engine
        self.reader = reader
        self.principal = principal
        self.correlation_id = correlation_id
        self.clock = clock

    async def carry_out(
        self,
        command: object,
        key: str,
        answer: Callable[[Done], Awaitable[PayloadT]],
        refused: Callable[[list[UserError]], PayloadT],
    ) -> PayloadT:
        request = Request(self.principal.subject, key, self.correlation_id)
        try:
            outcome = await self.engine.execute(command, request)
        except Refused as refusal:
            if (await self.engine.organisation()).root_id is None:
                raise no_organisation() from refusal
            return refused([user_error(reason) for reason in refusal.reasons])
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
        at = await self._moment(outcome.position)
        return await answer(Done(outcome, at, None if at else await self.reader.parked_at()))

    async def with_directive(self, command: object, key: str) -> DirectivePayload:
        """Carry out a command on one directive, and answer with it."""

        async def answer(done: Done) -> DirectivePayload:
            directive: Directive | None = None
            if done.at:
                key = UUID(done.outcome.answer["directive"])
                directive = (await self.reader.directives([key], done.at))[0]
            return DirectivePayload(
                directive=directive, position=done.position, user_errors=done.errors
            )

        return await self.carry_out(command, key, answer, DirectivePayload.refused)

    async def _moment(self, position: int | None) -> Moment | None:
        """The command's own position, once the read models have come so far."""
        if position is None:
            return await self.reader.live()
        if not await self.reader.wait_for(position, WAIT_SECONDS):
            return None
        return await self.reader.at_position(position)
