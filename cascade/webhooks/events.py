"""What happens to the webhooks of a unit. No secret is in any of them: it is derived."""

from datetime import datetime
from typing import ClassVar
from uuid import UUID

from cascade.enums import WebhookPause
from cascade.events import Event


class WebhookCreated(Event):
    """The feed of a unit, as a subject sees it, is sent to an address.

    It begins after ``from_position``; null: after this event.
    """

    TOPIC: ClassVar[str] = "cascade.webhooks.WebhookCreated"

    unit_id: UUID
    webhook_id: UUID
    subject: str
    address: str
    from_position: int | None


class WebhookPaused(Event):
    TOPIC: ClassVar[str] = "cascade.webhooks.WebhookPaused"

    unit_id: UUID
    webhook_id: UUID
    reason: WebhookPause


class WebhookResumed(Event):
    """It goes on where it stood."""

    TOPIC: ClassVar[str] = "cascade.webhooks.WebhookResumed"

    unit_id: UUID
    webhook_id: UUID


class WebhookReplayed(Event):
    """It begins again after a position."""

    TOPIC: ClassVar[str] = "cascade.webhooks.WebhookReplayed"

    unit_id: UUID
    webhook_id: UUID
    from_position: int


class WebhookSecretRotated(Event):
    """It is signed by the secret of this generation (the first is 1), and until an instant by the
    one before, too.
    """

    TOPIC: ClassVar[str] = "cascade.webhooks.WebhookSecretRotated"

    unit_id: UUID
    webhook_id: UUID
    generation: int
    previous_until: datetime


class WebhookDeleted(Event):
    TOPIC: ClassVar[str] = "cascade.webhooks.WebhookDeleted"

    unit_id: UUID
    webhook_id: UUID
