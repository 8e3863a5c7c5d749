"""Loaders read what one level of an answer asks for in one go, and leave nothing running."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest

from api.graphql.runtime.loading import Loader
from projections.query_args import Moment

NOW = Moment(2, datetime(2026, 1, 5, tzinfo=UTC))
THEN = Moment(1, datetime(2026, 1, 4, tzinfo=UTC))


async def test_one_call_for_each_moment() -> None:
    calls: list[tuple[Sequence[int], Moment]] = []

    async def fetch(keys: Sequence[int], at: Moment) -> list[int]:
        calls.append((list(keys), at))
        return [key * at.position for key in keys]

    loader = Loader(fetch)
    asked = [loader.one(1, NOW), loader.one(2, NOW), loader.one(1, NOW), loader.one(1, THEN)]
    assert await asyncio.gather(*asked) == [2, 4, 2, 1]
    assert await loader.one(2, NOW) == 4
    assert calls == [([1, 2], NOW), ([1], THEN)]


async def test_a_fault_reaches_everyone_who_asked() -> None:
    async def fetch(keys: Sequence[int], at: Moment) -> list[int]:
        raise LookupError("gone")

    loader = Loader(fetch)
    found = await asyncio.gather(loader.one(1, NOW), loader.one(2, NOW), return_exceptions=True)
    assert [type(each) for each in found] == [LookupError, LookupError]


async def test_closing_cancels_what_is_being_read() -> None:
    cancelled = asyncio.Event()

    async def fetch(keys: Sequence[int], at: Moment) -> list[int]:
        try:
            await asyncio.sleep(3600)
        finally:
            cancelled.set()
        return []

    loader = Loader(fetch)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.05):
            await loader.one(1, NOW)
    await loader.close()
    assert cancelled.is_set()


async def test_a_link_may_lead_nowhere() -> None:
    async def fetch(keys: Sequence[int], at: Moment) -> list[str | None]:
        return [None for _ in keys]

    loader: Loader[int, str | None] = Loader(fetch)
    assert await loader.optional(None, NOW) is None
    assert await loader.optional(1, NOW) is None
    with pytest.raises(LookupError):
        await loader.required(1, NOW)
