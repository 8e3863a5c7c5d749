"""What a server does by itself: many webhooks at once, one server of all, and no webhook waits for
another's receiver.
"""

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest

from api.webhooks.allowed import AllowedHosts
from api.webhooks.outward import Outward
from api.webhooks.working import Sending
from cascade.database import Database
from tests.office.mutations import acted
from tests.webhooks.fixtures import SUBJECT, Post, issue, over
from tests.webhooks.receiver import Receiver, receiving

pytestmark = pytest.mark.anyio


async def comes_true(condition: Callable[[], bool], seconds: float = 20.0) -> None:
    async with asyncio.timeout(seconds):
        while not condition():
            await asyncio.sleep(0.02)


def sending(post: Post, database: Database, *receivers: Receiver) -> Sending:
    """To any of these."""
    origins = [receiver.address.partition("/hooks")[0] for receiver in receivers]
    outward = Outward(AllowedHosts.of(origins), answer_seconds=30.0)
    delivery = replace(post.delivery, outward=outward)
    return Sending(delivery.services, delivery, database.connect)


async def test_what_is_recorded_is_sent_and_what_time_changes(
    post: Post, database: Database
) -> None:
    await post.create()
    async with sending(post, database, post.receiver):
        await comes_true(lambda: len(post.receiver.events) >= 5)
        sent = len(post.receiver.events)
        await issue(post)
        await comes_true(lambda: len(post.receiver.events) > sent)
        sent = len(post.receiver.events)
        post.later(days=30)
        await comes_true(lambda: len(post.receiver.events) > sent)
        await acted(post.office, "deleteWebhook", SUBJECT, webhook=post.ids[0])
        sent = len(post.receiver.events)
        await issue(post, "413-CV/ĐU")
        await asyncio.sleep(1.5)
    assert len(post.receiver.events) == sent
    assert await post.services.log.deliveries.of([post.key()]) == {}


async def test_a_receiver_that_hangs_holds_up_nobody_else(post: Post, database: Database) -> None:
    async with receiving(Receiver()) as hanging:
        hanging.otherwise = None
        hung = over(post.office, post.services, hanging)
        await hung.create()
        post = over(post.office, post.services, post.receiver)
        await post.create("W1")
        async with sending(post, database, post.receiver, hanging):
            await comes_true(lambda: len(hanging.requests) == 1)
            await comes_true(lambda: len(post.receiver.events) >= 2)
            sent = len(post.receiver.events)
            await issue(post)
            await comes_true(lambda: len(post.receiver.events) > sent)
        assert len(hanging.requests) == 1, "one message of a webhook is under way at a time"


async def test_it_comes_back_after_its_pause(post: Post, database: Database) -> None:
    await post.create()
    post.receiver.will("503 Service Unavailable", "503 Service Unavailable")
    async with sending(post, database, post.receiver):
        await comes_true(lambda: len(post.receiver.requests) == 1)
        await asyncio.sleep(1.2)
        assert len(post.receiver.requests) == 1, "its pause is not over"
        post.later(seconds=5)
        await comes_true(lambda: len(post.receiver.requests) == 2)
        post.later(seconds=10)
        await comes_true(
            lambda: len(post.receiver.events) > 2 * len(post.receiver.requests[0].events)
        )


async def test_of_two_servers_one_sends_and_the_other_takes_over(
    post: Post, database: Database
) -> None:
    await post.create()
    first, second = (sending(post, database, post.receiver) for _ in range(2))
    async with second:
        async with first:
            await comes_true(lambda: len(post.receiver.events) >= 5)
            await asyncio.sleep(0.5)
        await issue(post)
        sent = len(post.receiver.events)
        await comes_true(lambda: len(post.receiver.events) > sent)
        await asyncio.sleep(0.5)
    named = [event["id"] for event in post.receiver.events]
    assert len(named) == len(set(named)), "nothing was sent by both"
