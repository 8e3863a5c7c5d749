"""GraphQL over server-sent events, one operation on a connection: the "distinct connections mode"
of the protocol of graphql-sse.

    event: next        an answer, or an error in its place, after which it is complete
    id: ...            the cursor behind it: browsers send it as Last-Event-ID when they come back
    event: complete    nothing follows; who is cut off without it comes back

An id without data is what tells, after a while, how far everything has been looked at: by the HTML
standard it is kept, and no event is made of it.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing, suppress
from typing import Final
from uuid import UUID

import orjson
from graphql import OperationType
from starlette.responses import StreamingResponse
from starlette.types import Message, Send

from api.graphql.runtime.executing import Answer, Operation, Prepared, refusal
from api.http.auth import Unauthenticated
from api.http.media import EVENT_STREAM
from api.http.requests import refused
from api.http.serving import Service
from api.http.streams import SEND_SECONDS, follow

LAST_EVENT: Final = "last-event-id"
COMPLETE: Final = "event: complete\ndata:\n\n"
COME_BACK: Final = "retry: 1000\n\n"
"""In milliseconds: the server ends, another one is there soon."""


async def events(
    service: Service,
    operation: Operation,
    prepared: Prepared,
    token: str,
    correlation_id: UUID,
    cursor: str | None,
) -> AsyncIterator[str]:
    """What is sent. An operation that is no subscription is answered once."""
    if prepared.kind is not OperationType.SUBSCRIPTION:
        principal = service.verifier.verify(token)
        yield _next(await service.answer(operation, principal, correlation_id))
        yield COMPLETE
        return
    yield ":\n\n"  # the headers go out now, and not with the first change
    told = follow(service, prepared, token, correlation_id, cursor)
    try:
        async with aclosing(told):
            async for each in told:
                yield _next(each) if isinstance(each, Answer) else f"id: {each.cursor}\n\n"
                if isinstance(each, Answer) and not each.ran:
                    yield COMPLETE
                    return
    except Unauthenticated as error:
        unknown = refused(401, "UNAUTHENTICATED", str(error))
        yield _next(refusal(unknown.errors, correlation_id))
        yield COMPLETE
        return
    yield COME_BACK


class EventResponse(StreamingResponse):
    """Closed where nobody takes what is sent."""

    media_type = EVENT_STREAM

    async def stream_response(self, send: Send) -> None:
        async def bounded(message: Message) -> None:
            async with asyncio.timeout(SEND_SECONDS):
                await send(message)

        with suppress(TimeoutError):
            await super().stream_response(bounded)


def _next(answer: Answer) -> str:
    place = f"id: {answer.cursor}\n" if answer.cursor else ""
    return f"event: next\n{place}data: {orjson.dumps(answer.body).decode()}\n\n"
