"""What a receiver is sent: in order, signed, again until it was taken, and once it was, no more."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from standardwebhooks import Webhook

from api.webhooks.pauses import pause_after
from tests.office.mutations import acted
from tests.webhooks.fixtures import SUBJECT, Post, issue
from tests.webhooks.receiver import Request, broken, endless, redirecting, twice

pytestmark = pytest.mark.anyio


def verified(request: Request, secret: str, now: datetime) -> Any:
    """What the library makes of a request, which it judges by the clock of the machine."""
    with time_machine.travel(now, tick=False):
        return Webhook(secret).verify(request.body, request.headers)


async def test_a_message_is_a_signed_batch_of_cloud_events(post: Post) -> None:
    await post.create()
    await post.deliver()
    secret, now = (await post.seen())["secret"], post.office.clock.now()
    assert post.receiver.requests
    for request in post.receiver.requests:
        assert (request.method, request.path) == ("POST", "/hooks?of=cascade")
        assert request.headers["content-type"] == "application/cloudevents-batch+json"
        assert verified(request, secret, now) == request.events
    event = post.receiver.events[0]
    assert event["specversion"] == "1.0"
    assert event["source"] == f"urn:uuid:{post.key()}"
    assert event["type"] == "directive-cascade.obligation.owed"
    assert event["subject"] == event["data"]["obligationId"] == event["data"]["obligation"]["id"]
    assert event["data"]["obligation"]["directive"]["number"] == {"text": "433-CV/BTG"}
    assert event["time"].endswith("Z")


async def test_events_come_in_the_order_of_the_log_each_with_an_id_of_its_own(post: Post) -> None:
    await post.create()
    await issue(post)
    await post.deliver()
    positions = [event["data"]["position"] for event in post.receiver.events]
    assert positions == sorted(positions)
    named = [event["id"] for event in post.receiver.events]
    assert len(set(named)) == len(named) > 5


async def test_it_begins_with_what_changes_after_its_creation_unless_told_otherwise(
    post: Post,
) -> None:
    await post.create(fromPosition=None)
    assert (await post.deliver()).until is None
    assert post.receiver.requests == []
    await issue(post)
    await post.deliver()
    assert {event["type"] for event in post.receiver.events} == {
        "directive-cascade.obligation.owed"
    }


async def test_what_was_taken_is_not_sent_again(post: Post) -> None:
    await post.create()
    await post.deliver()
    sent = len(post.receiver.requests)
    await post.deliver()
    assert len(post.receiver.requests) == sent
    seen = await post.seen()
    assert seen["deliveredAt"] is not None
    assert seen["deliveredThrough"] == (await post.services.log.head()).position
    assert seen["failure"] is None


async def test_what_time_changes_is_told_too(post: Post) -> None:
    await post.create()
    await post.deliver()
    post.receiver.requests.clear()
    post.later(days=20)
    await post.deliver()
    kinds = {event["type"] for event in post.receiver.events}
    assert "directive-cascade.obligation.became-overdue" in kinds


# ---- receivers that fail


FAILING = {
    "an error": ("500 Internal Server Error", "ANSWERED", "The receiver answered 500."),
    "no such place": ("404 Not Found", "ANSWERED", "The receiver answered 404."),
    "a hang": (None, "TIMED_OUT", "The receiver did not answer within 1 seconds."),
    "a broken line": (broken, "UNREACHABLE", "The receiver could not be reached: "),
    "a redirect": (
        redirecting("http://127.0.0.1:1/"),
        "REDIRECTS",
        "The receiver answered 307, a redirect, and none is followed.",
    ),
}


@pytest.mark.parametrize("name", FAILING)
async def test_what_was_not_taken_is_sent_again_as_it_was(post: Post, name: str) -> None:
    answer, kind, told = FAILING[name]
    await post.create()
    post.receiver.will(answer)
    rest = await post.step()
    now = post.office.clock.now()
    assert rest is not None
    assert rest.until == now + timedelta(seconds=5)
    failure = (await post.seen())["failure"]
    assert failure["kind"] == kind
    assert failure["message"].startswith(told)
    assert failure["attempts"] == 1
    await issue(post)
    assert await post.step() == rest, "before its time it is not tried"
    post.later(seconds=5)
    assert await post.step() is None
    first, second = post.receiver.requests
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])
    assert int(second.headers["webhook-timestamp"]) == int(first.headers["webhook-timestamp"]) + 5
    assert (await post.seen())["failure"] is None


def test_pauses_grow_up_to_an_hour_and_differ() -> None:
    longest = [pause_after(n, lambda: 1.0).total_seconds() for n in range(1, 13)]
    assert longest == [5, 10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600]
    shortest = [pause_after(n, lambda: 0.0).total_seconds() for n in range(1, 13)]
    assert shortest == [each / 2 for each in longest]
    assert pause_after(10**9, lambda: 1.0) == timedelta(hours=1)
    assert pause_after(1, lambda: 1.0, timedelta(days=9)) == timedelta(hours=1)


async def test_a_server_that_dies_meanwhile_sends_the_same_message_again(post: Post) -> None:
    await post.create()
    post.receiver.will(None)
    sending = asyncio.create_task(post.step())
    while not post.receiver.requests:
        await asyncio.sleep(0.01)
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)
    await issue(post)
    await post.deliver()
    first, second, *_ = post.receiver.requests
    assert (first.body, first.headers["webhook-id"]) == (second.body, second.headers["webhook-id"])


async def test_a_receiver_may_ask_to_be_left_alone_for_longer(post: Post) -> None:
    await post.create()
    now = post.office.clock.now()
    post.receiver.will("429 Too Many Requests\r\nRetry-After: 120")
    rest = await post.step()
    assert rest is not None
    assert rest.until == now + timedelta(minutes=2)


@pytest.mark.parametrize("answer", [twice, endless])
async def test_nothing_of_an_answer_is_read_but_its_status(post: Post, answer: Any) -> None:
    await post.create()
    post.receiver.otherwise = answer
    assert (await post.deliver()).until is None
    assert (await post.seen())["failure"] is None
    named = [event["id"] for event in post.receiver.events]
    assert len(set(named)) == len(named)


async def test_after_a_day_of_failing_it_is_paused_and_shown_as_such(post: Post) -> None:
    await post.create()
    post.receiver.otherwise = "500 Internal Server Error"
    began = post.office.clock.now()
    await post.step()
    post.later(hours=24, seconds=-1)
    await post.step()
    assert (await post.seen())["status"] == "ACTIVE"
    post.later(hours=1)
    await post.step()
    seen = await post.seen()
    assert (seen["status"], seen["pausedBecause"]) == ("PAUSED", "FAILING")
    assert seen["failure"]["message"] == "The receiver answered 500."
    assert seen["failure"]["since"] == began.isoformat().replace("+00:00", "Z")
    assert (seen["failure"]["nextAttemptAt"], seen["failure"]["attempts"]) == (None, 3)


async def test_resumed_it_goes_on_with_the_message_that_was_not_taken(post: Post) -> None:
    await post.create()
    post.receiver.otherwise = "500 Internal Server Error"
    await post.step()
    post.later(days=1)
    await post.step()
    failed = post.receiver.requests[-1]
    post.receiver.otherwise = "200 OK"
    await acted(post.office, "resumeWebhook", SUBJECT, webhook=post.ids[0])
    seen = await post.seen()
    assert (seen["status"], seen["failure"]) == ("ACTIVE", None)
    post.receiver.requests.clear()
    await post.deliver()
    assert post.receiver.requests[0].headers["webhook-id"] == failed.headers["webhook-id"]
    assert (await post.seen())["failure"] is None


async def test_a_receiver_that_is_gone_is_sent_nothing_more(post: Post) -> None:
    await post.create()
    post.receiver.will("410 Gone")
    await post.deliver()
    assert len(post.receiver.requests) == 1
    seen = await post.seen()
    assert (seen["status"], seen["pausedBecause"]) == ("PAUSED", "GONE")


# ---- what its subject may


async def test_without_its_grant_nothing_is_sent(post: Post) -> None:
    await post.create()
    revoked = {"subject": SUBJECT, "unit": post.office.units["T1"], "role": "INTEGRATION"}
    await post.office.done("RevokeRole", "an", **revoked)
    await post.deliver()
    assert post.receiver.requests == []
    seen = await post.seen()
    assert (seen["status"], seen["pausedBecause"]) == ("PAUSED", "NOT_PERMITTED")


async def test_after_other_grants_the_receiver_is_told_to_begin_anew(post: Post) -> None:
    await post.create("W1")
    await post.deliver()
    first = post.receiver.events
    await post.office.grant(SUBJECT, "W1", "READER", "TOP_SECRET")
    post.receiver.requests.clear()
    post.receiver.will("500 Internal Server Error")
    await post.deliver_all()
    anew, again, *rest = post.receiver.requests
    assert anew.body == again.body
    assert [event["type"] for event in anew.events] == ["directive-cascade.feed.begins-anew"]
    told = [event for request in rest for event in request.events]
    assert [event["data"] for event in told] == [event["data"] for event in first]
    known = {event["id"] for event in first}
    assert known.isdisjoint(event["id"] for event in told), "none may be taken for a double"


# ---- replays, secrets


async def test_what_follows_a_position_is_replayed_with_ids_of_its_own(post: Post) -> None:
    await post.create()
    await post.deliver()
    every = {event["id"]: event for event in post.receiver.events}
    middle = sorted(event["data"]["position"] for event in every.values())[len(every) // 2]
    post.receiver.requests.clear()
    await acted(post.office, "replayWebhook", SUBJECT, webhook=post.ids[0], fromPosition=middle - 1)
    await post.deliver()
    again = post.receiver.events
    wanted = [e["data"] for e in every.values() if e["data"]["position"] >= middle]
    assert [event["data"] for event in again] == wanted
    assert every.keys().isdisjoint(event["id"] for event in again)


async def test_for_a_day_both_secrets_sign(post: Post) -> None:
    await post.create()
    old = (await post.seen())["secret"]
    await acted(post.office, "rotateWebhookSecret", SUBJECT, webhook=post.ids[0])
    seen = await post.seen()
    assert seen["secret"] != old
    await post.deliver()
    first, now = post.receiver.requests[0], post.office.clock.now()
    assert verified(first, old, now) == verified(first, seen["secret"], now) == first.events
    post.later(days=1)
    await issue(post)
    await post.deliver()
    last, now = post.receiver.requests[-1], post.office.clock.now()
    assert len(last.headers["webhook-signature"].split(" ")) == 1
    assert verified(last, seen["secret"], now) == last.events


async def test_paused_it_sends_nothing_and_then_what_was_missed(post: Post) -> None:
    await post.create()
    await post.deliver()
    post.receiver.requests.clear()
    await acted(post.office, "pauseWebhook", SUBJECT, webhook=post.ids[0])
    await issue(post)
    await post.deliver()
    assert post.receiver.requests == []
    await acted(post.office, "resumeWebhook", SUBJECT, webhook=post.ids[0])
    await post.deliver()
    assert post.receiver.events


async def test_a_page_is_cut_into_messages_of_bounded_size(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    await post.create()
    await post.deliver()
    whole = post.receiver.events
    post.receiver.requests.clear()
    monkeypatch.setattr("api.webhooks.messages.MESSAGE_BYTES", 2_000)
    await acted(post.office, "replayWebhook", SUBJECT, webhook=post.ids[0], fromPosition=0)
    await post.deliver()
    assert [event["data"] for event in post.receiver.events] == [event["data"] for event in whole]
    assert all(len(r.body) <= 2_100 for r in post.receiver.requests if len(r.events) > 1)
    assert len(post.receiver.requests) > 3


async def test_its_instants_are_of_the_log(post: Post) -> None:
    await post.create()
    await post.deliver()
    first = datetime.fromisoformat(post.receiver.events[0]["time"])
    assert first <= post.office.clock.now().astimezone(UTC)
