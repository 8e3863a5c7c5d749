"""What mutations on webhooks answer."""

from typing import Self
from uuid import UUID

import strawberry

from api.graphql.runtime.command_runner import Done
from api.graphql.runtime.ids import WebhookKey
from api.graphql.runtime.payload import Payload
from api.graphql.webhooks.reading import webhooks
from api.graphql.webhooks.types import Webhook


@strawberry.type
class WebhookPayload(Payload):
    """What a mutation on a webhook answers."""

    webhook: Webhook | None = None
    """As it stands at the position; null once it was deleted."""

    @classmethod
    async def of(cls, done: Done) -> Self:
        key = WebhookKey(UUID(done.answer["unit"]), UUID(done.answer["webhook"]))
        (found,) = await done.read(Webhook, webhooks, [key])
        return cls(webhook=found)
