"""Sends the requests, asks meanwhile after the server's health, and tells what came of it."""

import asyncio
import math
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from random import Random
from typing import Final
from urllib.parse import urlsplit

import aiohttp

from tests.hostile.requests import Generating, Sent
from tests.hostile.target import Target

AT_ONCE: Final = 4
PATIENCE_SECONDS: Final = 60.0
HEALTH_EVERY_SECONDS: Final = 0.02


@dataclass(slots=True)
class Outcome:
    """What came of the requests of one kind."""

    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Campaign:
    """By kind of request, and how long the server's health took to be told meanwhile."""

    outcomes: dict[str, Outcome] = field(default_factory=lambda: defaultdict(Outcome))
    health_seconds: list[float] = field(default_factory=list)

    @property
    def faults(self) -> list[str]:
        return [each for outcome in self.outcomes.values() for each in outcome.faults]

    @property
    def slowest(self) -> float:
        return max(max(outcome.seconds) for outcome in self.outcomes.values())

    def note(self, sent: Sent, status: int, body: bytes, seconds: float) -> None:
        outcome = self.outcomes[sent.kind]
        outcome.seconds.append(seconds)
        outcome.statuses[status] += 1
        if status >= 500 or b'"INTERNAL"' in body:
            outcome.faults.append(f"{status} {sent.path} {sent.body[:300]!r} {body[:300]!r}")


def percentile(seconds: Sequence[float], share: float) -> float:
    """The least value that so large a share of them does not pass."""
    return sorted(seconds)[max(math.ceil(share * len(seconds)) - 1, 0)]


async def run(target: Target, requests: int, seed: int) -> Campaign:
    """So many requests, some at a time, as this or that subject of the story."""
    random = Random(seed)
    generating = Generating(random, target.told)
    campaign = Campaign()
    drawn = [
        (generating.draw(number), random.choice(list(target.tokens.values())))
        for number in range(requests)
    ]
    waiting = iter(drawn)
    timeout = aiohttp.ClientTimeout(total=PATIENCE_SECONDS)
    with watched(target, campaign.health_seconds):
        async with aiohttp.ClientSession(timeout=timeout) as session:
            senders = (_send(session, target, waiting, campaign) for _ in range(AT_ONCE))
            await asyncio.gather(*senders)
    return campaign


async def _send(
    session: aiohttp.ClientSession,
    target: Target,
    waiting: Iterator[tuple[Sent, str]],
    campaign: Campaign,
) -> None:
    for sent, token in waiting:
        headers = {"content-type": "application/json", "authorization": f"Bearer {token}"}
        headers |= sent.headers
        started = time.perf_counter()
        try:
            async with session.request(
                sent.method, f"{target.url}{sent.path}", data=sent.body, headers=headers
            ) as response:
                status, body = response.status, await response.read()
        except aiohttp.ClientPayloadError:
            status, body = 0, b""
        except (aiohttp.ClientError, ValueError):
            continue  # this client does not send it, or was told to go while it still sent
        campaign.note(sent, status, body, time.perf_counter() - started)


@contextmanager
def watched(target: Target, seconds: list[float]) -> Iterator[None]:
    """Ask after the server's health, over and over, from a thread of its own."""
    over = threading.Event()

    def ask() -> None:
        connection = HTTPConnection(urlsplit(target.url).netloc, timeout=PATIENCE_SECONDS)
        while not over.wait(HEALTH_EVERY_SECONDS):
            started = time.perf_counter()
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            seconds.append(time.perf_counter() - started)
        connection.close()

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        yield
    finally:
        over.set()
        asking.join()
