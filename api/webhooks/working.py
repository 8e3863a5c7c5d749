"""Delivers while a server runs: one server of all, many webhooks at once, one message of each."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import TracebackType
from typing import Any, Final, Self
from uuid import UUID

from api.services import Services
from api.webhooks.delivering import Delivery, Rest
from api.webhooks.feed import FeedUnavailable
from cascade.log.deliveries import leads, still_there
from cascade.logger import Logger
from projections.engine.session import NotProjectedYet
from projections.query_args import Moment
from projections.reader import Reader
from projections.webhooks.rows import WebhookRow

SENT_AT_ONCE: Final = 50
"""Messages under way; a receiver that hangs takes the place of one for 15 seconds."""
STEPS: Final = 20
"""Of one webhook before it is looked at anew: it may have been paused meanwhile."""
TICK_SECONDS: Final = 1.0
PAUSE_SECONDS: Final = 0.05
"""Between two looks, where there are webhooks: what is recorded meanwhile is found by one."""
BEFORE: Final = datetime(1970, 1, 1, tzinfo=UTC)
RETRY: Final = timedelta(seconds=5)
"""After a fault of our own."""

logger = Logger(__name__)


@dataclass(frozen=True, slots=True)
class Resting:
    """A webhook that had nothing to do by a position."""

    run_position: int
    seen: int
    until: datetime
    wakes_by_news: bool


class Sending:
    """An async context manager that delivers in the background while it is entered.

    ``connect`` opens a connection whose session holds leadership: who loses one loses both.
    """

    def __init__(
        self, services: Services, delivery: Delivery, connect: Callable[[], Awaitable[Any]]
    ) -> None:
        self._services: Final = services
        self._delivery: Final = delivery
        self._connect: Final = connect
        self._turns: Final = asyncio.Semaphore(SENT_AT_ONCE)
        self._resting: dict[UUID, Resting] = {}
        self._running: dict[UUID, asyncio.Task[None]] = {}
        self._instant = (0, BEFORE)
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._run(), name="webhooks")
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def _run(self) -> None:
        while True:
            try:
                await self._lead()
            except Exception as error:  # whatever it was, nothing that was noted is lost
                logger.warning("webhooks.interrupted", error=repr(error))
            await asyncio.sleep(TICK_SECONDS)

    async def _lead(self) -> None:
        connection = await self._connect()
        try:
            while not await leads(connection):
                await asyncio.sleep(TICK_SECONDS)
            while True:
                await still_there(connection)
                seen = await self._look()
                has_any = self._running or self._resting
                await asyncio.sleep(PAUSE_SECONDS if has_any else TICK_SECONDS)
                await self._services.notifier.wait_for(seen + 1, TICK_SECONDS)
        finally:
            await self._give_up()
            connection.terminate()

    async def _give_up(self) -> None:
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._resting.clear()

    async def _look(self) -> int:
        """Begin what is due; the position that was looked at."""
        async with self._services.rows() as rows:
            try:
                live = await rows.live()
            except NotProjectedYet:
                return 0
            webhooks = await rows.webhooks.every(live)
            active = [webhook for webhook in webhooks if webhook.paused is None]
            until = await self._next_instant(rows, live) if active else live.clock
        await self._forget(webhooks)
        for webhook in active:
            if webhook.webhook_id not in self._running and self._is_due(webhook, live):
                task = asyncio.create_task(self._follow(webhook, live.position, until))
                self._running[webhook.webhook_id] = task
        return live.position

    async def _next_instant(self, rows: Reader, live: Moment) -> datetime:
        """When time changes something: the same for all, and kept until it has come."""
        position, until = self._instant
        if position != live.position or until <= live.clock:
            until = await rows.feed.next_instant(live)
            self._instant = (live.position, until)
        return until

    def _is_due(self, webhook: WebhookRow, live: Moment) -> bool:
        rest = self._resting.get(webhook.webhook_id)
        if rest is None or rest.run_position != webhook.run_position or live.clock >= rest.until:
            return True
        return rest.wakes_by_news and live.position > rest.seen

    async def _follow(self, webhook: WebhookRow, seen: int, until: datetime) -> None:
        rest: Rest | None = None
        try:
            async with self._turns:
                for _ in range(STEPS):
                    if (rest := await self._delivery.step(webhook)) is not None:
                        break
        except FeedUnavailable as error:
            logger.warning("webhooks.feed", webhook=str(webhook.webhook_id), error=str(error))
            rest = Rest(self._services.clock.now() + RETRY)
        except Exception:
            logger.error("webhooks.fault", webhook=str(webhook.webhook_id), exc_info=True)
            rest = Rest(self._services.clock.now() + RETRY)
        finally:
            del self._running[webhook.webhook_id]
        if rest is None:
            self._resting.pop(webhook.webhook_id, None)
        else:
            self._resting[webhook.webhook_id] = Resting(
                webhook.run_position, seen, rest.until or until, rest.until is None
            )

    async def _forget(self, webhooks: list[WebhookRow]) -> None:
        """What was noted of those that were deleted."""
        if gone := self._resting.keys() - {webhook.webhook_id for webhook in webhooks}:
            for webhook_id in gone:
                del self._resting[webhook_id]
            await self._services.log.deliveries.forget(gone)
