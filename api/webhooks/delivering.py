"""One step of one webhook: a page of its feed, made a message, sent, and noted.

    page ── none ────────────────────────────► the cursor moves on
      │
    message ── taken (2xx) ──────────────────► the cursor moves on
      ├── not taken ─────────────────────────► the same again, after a growing pause
      ├── not taken for a day ───────────────► paused: FAILING
      └── 410 ───────────────────────────────► paused: GONE

Before each the grants of the webhook's subject are looked at: without INTEGRATION over the unit it
is paused. What is sent is noted only once it was taken, so that a server that dies sends it again.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4

import strawberry

from api.graphql.runtime.executing import Executor
from api.graphql.runtime.request_context import context_factory
from api.services import Services
from api.webhooks.feed import FeedBroken, WebhookFeed
from api.webhooks.messages import MEDIA_TYPE, Message, Telling
from api.webhooks.outward import Outward, Undeliverable
from api.webhooks.pauses import GIVEN_UP_AFTER, Draw, pause_after
from api.webhooks.secrets import Secrets
from cascade.engine import Request
from cascade.enums import WebhookPause
from cascade.log.deliveries import Progress
from cascade.logger import Logger
from cascade.webhooks.commands import StopWebhook
from projections.webhooks.rows import WebhookRow

DELIVERER: Final = "@webhooks"
"""The principal of what delivering comes to."""

logger = Logger(__name__)


@dataclass(frozen=True, slots=True)
class Rest:
    """Nothing is to be done until an instant; null: until there is news."""

    until: datetime | None = None


QUIET: Final = Rest()


@dataclass(frozen=True, slots=True)
class Delivery:
    """``draw`` is injected so that tests know how long pauses are."""

    services: Services
    feed: WebhookFeed
    outward: Outward
    secrets: Secrets
    draw: Draw = random.random

    async def step(self, webhook: WebhookRow) -> Rest | None:
        """Null where there is more to do at once. Raises FeedUnavailable."""
        kept = await self.services.log.deliveries.of([webhook.webhook_id])
        progress = progress_of(webhook, kept.get(webhook.webhook_id))
        if progress.next_attempt_at and self._now() < progress.next_attempt_at:
            return Rest(progress.next_attempt_at)
        if not await self._may_go_on(webhook):
            return await self._stop(webhook, WebhookPause.NOT_PERMITTED)
        telling = Telling(webhook.webhook_id, progress.begun_position, progress.times_anew)
        try:
            page = await self.feed.page(webhook, progress)
        except FeedBroken:
            return await self._send(webhook, progress, Message.beginning_anew(telling))
        if page["changes"]:
            return await self._send(webhook, progress, Message.of(telling, page))
        return await self._move_on(progress, page)

    async def _may_go_on(self, webhook: WebhookRow) -> bool:
        access = await self.services.engine.access(webhook.subject)
        organisation = await self.services.engine.organisation()
        return access.integrates(webhook.unit_id, organisation, self._now())

    async def _move_on(self, progress: Progress, page: Mapping[str, Any]) -> Rest | None:
        moved = _taken(progress, page["endCursor"], page["through"])
        if moved != progress:
            await self.services.log.deliveries.keep(moved)
        return None if page["hasMore"] else QUIET

    async def _send(self, webhook: WebhookRow, progress: Progress, message: Message) -> Rest | None:
        if progress.in_flight != message.changes:
            # A server that dies now sends this very message again, not one that holds more.
            progress = replace(progress, in_flight=message.changes)
            await self.services.log.deliveries.keep(progress)
        try:
            await self.outward.post(webhook.address, message.body, self._headers(webhook, message))
        except Undeliverable as error:
            return await self._not_taken(webhook, progress, message, error)
        taken = _taken(progress, message.cursor, message.through)
        if message.cursor is None:
            taken = replace(taken, begins_after=0, times_anew=progress.times_anew + 1)
        await self.services.log.deliveries.keep(replace(taken, delivered_at=self._now()))
        return None

    def _headers(self, webhook: WebhookRow, message: Message) -> dict[str, str]:
        """As "Webhook headers" of Standard Webhooks has them."""
        now = self._now()
        return {
            "Content-Type": MEDIA_TYPE,
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": self.secrets.signatures(webhook, message.id, now, message.body),
        }

    async def _not_taken(
        self, webhook: WebhookRow, progress: Progress, message: Message, error: Undeliverable
    ) -> Rest:
        now, attempts = self._now(), progress.attempts + 1
        failed = replace(
            progress,
            attempts=attempts,
            failing_since=progress.failing_since or now,
            next_attempt_at=now + pause_after(attempts, self.draw, error.asked),
            failure=error.kind.value,
            told=str(error),
        )
        await self.services.log.deliveries.keep(failed)
        if error.gone:
            return await self._stop(webhook, WebhookPause.GONE)
        if has_failed_too_long(failed, now):
            return await self._stop(webhook, WebhookPause.FAILING)
        return Rest(failed.next_attempt_at)

    async def _stop(self, webhook: WebhookRow, reason: WebhookPause) -> Rest:
        unit_id, webhook_id = (UUID(int=u.int) for u in (webhook.unit_id, webhook.webhook_id))
        key = f"{webhook_id}/{webhook.run_position}/{reason}"
        command = StopWebhook(unit=unit_id, webhook=webhook_id, reason=reason)
        await self.services.engine.execute(command, Request(DELIVERER, key, uuid4()))
        logger.warning("webhooks.paused", webhook=str(webhook_id), reason=reason.value)
        return QUIET

    def _now(self) -> datetime:
        return self.services.clock.now()


def delivery_by(
    services: Services, schema: strawberry.Schema, outward: Outward, draw: Draw = random.random
) -> Delivery:
    """Over the services of a server."""
    feed = WebhookFeed(Executor(schema, services.limits), context_factory(services))
    return Delivery(services, feed, outward, services.secrets, draw)


def progress_of(webhook: WebhookRow, kept: Progress | None) -> Progress:
    """How far a webhook is: from where it was begun, unless more was noted since. A resumed one
    has not failed yet.
    """
    begun = Progress(
        webhook_id=webhook.webhook_id,
        run_position=webhook.run_position,
        begun_position=webhook.begun_position,
        begins_after=webhook.begins_after,
    )
    if kept is None or kept.begun_position != webhook.begun_position:
        return begun
    if kept.run_position == webhook.run_position:
        return kept
    return replace(
        begun,
        begins_after=kept.begins_after,
        times_anew=kept.times_anew,
        cursor=kept.cursor,
        in_flight=kept.in_flight,
        through=kept.through,
        delivered_at=kept.delivered_at,
    )


def _taken(progress: Progress, cursor: str | None, through: int) -> Progress:
    return Progress(
        webhook_id=progress.webhook_id,
        run_position=progress.run_position,
        begun_position=progress.begun_position,
        begins_after=progress.begins_after,
        times_anew=progress.times_anew,
        cursor=cursor,
        through=through,
        delivered_at=progress.delivered_at,
    )


def has_failed_too_long(progress: Progress, now: datetime) -> bool:
    since: datetime = progress.failing_since or now
    return now - since >= GIVEN_UP_AFTER
