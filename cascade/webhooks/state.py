"""The webhooks of one unit."""

from dataclasses import dataclass, field, replace
from uuid import UUID

from cascade.enums import WebhookPause
from cascade.recorded import Recorded
from cascade.webhooks.events import (
    WebhookCreated,
    WebhookDeleted,
    WebhookPaused,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretRotated,
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """``paused`` is why it stands still; null while it is sent."""

    subject: str
    generation: int = 1
    paused: WebhookPause | None = None


@dataclass(slots=True)
class Webhooks:
    """Those of one unit that were not deleted, by their ids."""

    version: int = 0
    by_id: dict[UUID, Webhook] = field(default_factory=dict)

    def apply(self, recorded: Recorded) -> None:
        event = recorded.event
        match event:
            case WebhookCreated():
                self.by_id[event.webhook_id] = Webhook(event.subject)
            case WebhookDeleted():
                self.by_id.pop(event.webhook_id, None)
            case WebhookPaused() | WebhookResumed() | WebhookReplayed() | WebhookSecretRotated():
                if webhook := self.by_id.get(event.webhook_id):
                    self.by_id[event.webhook_id] = _after(webhook, event)
        self.version = event.originator_version


def _after(
    webhook: Webhook,
    event: WebhookPaused | WebhookResumed | WebhookReplayed | WebhookSecretRotated,
) -> Webhook:
    match event:
        case WebhookPaused():
            return replace(webhook, paused=event.reason)
        case WebhookResumed():
            return replace(webhook, paused=None)
        case WebhookSecretRotated():
            return replace(webhook, generation=event.generation)
    return webhook
