"""Subscriptions as they go on: page after page, until they are refused, given up, or told to end.

Between two pages nothing is held: no connection to the database, no snapshot, no lock. What is told
is sent before more is read, so that a slow reader slows nobody but itself.
"""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from api.graphql.runtime.executing import Answer, Prepared, refusal
from api.graphql.runtime.following import TICK_SECONDS, Following
from api.http.requests import refused
from api.http.serving import Service, fault

KEEP_ALIVE_SECONDS: Final = 15.0
"""Proxies give up on what has been silent for 30 or 60 seconds."""
SEND_SECONDS: Final = 60.0
"""For a reader that is slow to take one message."""
PAUSE_SECONDS: Final = 0.05
"""Between two looks of one subscription: what is recorded meanwhile is found by one."""


@dataclass(frozen=True, slots=True)
class Watermark:
    """Nothing new, but so far it has been looked: where to go on."""

    cursor: str
    through: int


async def follow(
    service: Service, prepared: Prepared, token: str, correlation_id: UUID, cursor: str | None
) -> AsyncGenerator[Answer | Watermark]:
    """What a subscription tells, from a cursor that it was given or where its text says.

    It ends after a refusal, and when the server does. Raises Unauthenticated once the token does
    not hold any more.
    """
    subject = service.verifier.verify(token).subject
    if not service.streams.take(subject):
        told = refused(503, "TOO_MANY_STREAMS", "Too many subscriptions here. Come back later.")
        yield refusal(told.errors, correlation_id, status=told.status)
        return
    following = Following(cursor=cursor)
    try:
        while not service.streams.stopping.is_set():
            answers = await _page(service, prepared, token, correlation_id, following)
            for answer in answers:
                yield answer
            if any(not answer.ran for answer in answers):
                return
            async for watermark in _until_news(service, token, following):
                yield watermark
    finally:
        service.streams.give_back(subject)


async def _page(
    service: Service,
    prepared: Prepared,
    token: str,
    correlation_id: UUID,
    following: Following,
) -> list[Answer]:
    """Asked as somebody who comes anew: by the token and the grants of now."""
    principal = service.verifier.verify(token)
    try:
        async with service.contexts(principal, correlation_id) as context:
            context.following = following
            return await service.engine.events(prepared, context)
    except Exception as error:
        told = fault(error, correlation_id)
        return [refusal(told.errors, correlation_id, status=told.status)]


async def _until_news(
    service: Service, token: str, following: Following
) -> AsyncIterator[Watermark]:
    """A watermark now and then, until there may be more or the server ends."""
    await asyncio.sleep(0 if following.has_more else PAUSE_SECONDS)
    silent = 0.0
    while not service.streams.stopping.is_set():
        if await following.news():
            return
        service.verifier.verify(token)
        silent += TICK_SECONDS
        if silent >= KEEP_ALIVE_SECONDS and following.cursor is not None:
            yield Watermark(following.cursor, following.through)
            silent = 0.0
