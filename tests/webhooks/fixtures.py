"""A province whose feed is sent to a receiver, step by step."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest

from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind, WebhookKey
from api.graphql.runtime.request_context import context_factory
from api.graphql.schema import SCHEMA
from api.services import Services
from api.webhooks.allowed import AllowedHosts
from api.webhooks.delivering import Delivery, Rest, delivery_by
from api.webhooks.outward import Outward
from projections.webhooks.rows import WebhookRow
from tests.office.mutations import acted
from tests.office.office import Office
from tests.webhooks.receiver import Receiver, receiving

SUBJECT = "system-T1"
SEEN = """
query ($id: ID!) { node(id: $id) { ... on Webhook {
  status pausedBecause pausedSince deliveredThrough deliveredAt secret previousSecretUntil
  failure { kind message since attempts nextAttemptAt }
} } }
"""


@dataclass
class Post:
    """Delivers by hand what a server would by itself. Pauses are as long as they can be."""

    office: Office
    services: Services
    receiver: Receiver
    delivery: Delivery
    ids: list[str] = field(default_factory=list)

    async def create(self, code: str = "T1", by: str = SUBJECT, **more: Any) -> str:
        """The id of a webhook from the beginning on, unless told otherwise."""
        given = {"address": self.receiver.address, "fromPosition": 0, **more}
        unit = self.office.units[code]
        payload = await acted(self.office, "createWebhook", by, unit=unit, **given)
        self.ids.append(payload["webhook"]["id"])
        return self.ids[-1]

    async def row(self, id: str | None = None) -> WebhookRow | None:
        key = ids.read_as(Kind.WEBHOOK, id or self.ids[-1])
        assert isinstance(key, WebhookKey)
        head = await self.services.log.head()
        assert await self.services.notifier.wait_for(head.position, 10)
        async with self.services.rows() as rows:
            found = await rows.webhooks.by_ids([key.webhook_id], await rows.live())
        return found.get(key.webhook_id)

    async def step(self, id: str | None = None) -> Rest | None:
        """One step of one that is sent."""
        row = await self.row(id)
        assert row is not None
        assert row.paused is None
        return await self.delivery.step(row)

    async def deliver(self, id: str | None = None) -> Rest:
        """Until there is nothing more to do, or it waits."""
        while True:
            row = await self.row(id)
            assert row is not None
            if row.paused is not None:
                return Rest()
            if (rest := await self.delivery.step(row)) is not None:
                return rest

    async def deliver_all(self) -> None:
        """Over all pauses, until everything was taken."""
        while (rest := await self.deliver()).until is not None:
            self.office.clock.step(rest.until - self.office.clock.now())

    async def seen(self, by: str = SUBJECT, id: str | None = None) -> dict[str, Any]:
        await self.row(id)
        node: dict[str, Any] = (await self.office.asked(SEEN, by, id=id or self.ids[-1]))["node"]
        return node

    def key(self, id: str | None = None) -> UUID:
        key = ids.read_as(Kind.WEBHOOK, id or self.ids[-1])
        assert isinstance(key, WebhookKey)
        return key.webhook_id

    def later(self, **by: float) -> None:
        self.office.clock.step(timedelta(**by))


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving(Receiver()) as receiver:
        yield receiver


@pytest.fixture
async def post(told: Office, services: Services, receiver: Receiver) -> Post:
    """The province of the story, whose feed the subject system-T1 may have sent."""
    await told.grant(SUBJECT, "T1", "INTEGRATION")
    return over(told, services, receiver)


def over(office: Office, services: Services, receiver: Receiver) -> Post:
    place = urlsplit(receiver.address)
    outward = Outward(AllowedHosts.of([f"http://{place.netloc}"]), answer_seconds=1.0)
    services = replace(services, require_usable=outward.require_usable)
    office.contexts = context_factory(services)
    delivery = delivery_by(services, SCHEMA, outward, draw=lambda: 1.0)
    return Post(office, services, receiver, delivery)


async def issue(post: Post, number: str = "412-CV/ĐU") -> None:
    """W1 asks its branches for a report."""
    office = post.office
    await office.issue(
        "issuer-W1",
        "W1",
        number,
        subject="Về việc rà soát",
        audience={"groups": [{"under": office.units["W1"], "levels": ["branch"]}]},
        tasks=[{"key": "1", "text": "Báo cáo.", "due": {"workingDaysAfterReceipt": 2}}],
    )
