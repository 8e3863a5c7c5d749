"""Who may have the feed of a unit sent, and what becomes of it.

Whoever holds INTEGRATION over the unit creates webhooks, each its own: they show what that subject
sees. An administrator of the unit may stop what leaves it, and let it go on.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from cascade.access.refusals import NotPermitted
from cascade.access.state import Access
from cascade.enums import WebhookPause
from cascade.events import Event, Place, next_place
from cascade.identifiers import webhooks_id
from cascade.organisation.state import Organisation
from cascade.refusals import Refused
from cascade.webhooks.addresses import Origin
from cascade.webhooks.commands import CreateWebhook, OfWebhook, ReplayWebhook
from cascade.webhooks.events import (
    WebhookCreated,
    WebhookDeleted,
    WebhookPaused,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretRotated,
)
from cascade.webhooks.refusals import (
    InvalidWebhookAddress,
    PositionNotRecorded,
    TooManyWebhooks,
    WebhookNotFound,
)
from cascade.webhooks.state import Webhook, Webhooks

WEBHOOKS_OF_A_UNIT: Final = 20
"""Each looks at the feed whenever anything is recorded."""
BOTH_SECRETS: Final = timedelta(days=1)
"""So long receivers have to take up another secret."""


def decide_create(
    webhooks: Webhooks,
    command: CreateWebhook,
    webhook_id: UUID,
    subject: str,
    now: datetime,
) -> list[Event]:
    """By whoever was found to hold INTEGRATION over the unit."""
    if Origin.of(command.address) is None:
        reason = "An address is as https://hooks.example.org/cascade, of plain characters."
        raise Refused(InvalidWebhookAddress(reason, "address"))
    if len(webhooks.by_id) >= WEBHOOKS_OF_A_UNIT:
        reason = f"A unit has at most {WEBHOOKS_OF_A_UNIT} webhooks; delete one that is not needed."
        raise Refused(TooManyWebhooks(reason, "unit"))
    created = WebhookCreated(
        **next_place(webhooks_id(command.unit), webhooks.version, now),
        unit_id=command.unit,
        webhook_id=webhook_id,
        subject=subject,
        address=command.address,
        from_position=command.from_position,
    )
    return [created]


def check_position(position: int | None, head: int, *at: str | int) -> None:
    """Raises Refused for a position that is not recorded yet."""
    if position is not None and position > head:
        raise Refused(PositionNotRecorded(f"The log ends at position {head}.", *at))


def own_webhook(
    webhooks: Webhooks, command: OfWebhook, access: Access, organisation: Organisation,
    subject: str, now: datetime,
) -> Webhook:  # fmt: skip
    """The one that the command names, of a subject that may still have it sent; raises Refused."""
    webhook = webhooks.by_id.get(command.webhook)
    if webhook is None or webhook.subject != subject:
        raise Refused(WebhookNotFound("You have no such webhook.", "webhook"))
    if not access.integrates(command.unit, organisation, now):
        raise Refused(NotPermitted("You no longer integrate this unit.", "webhook"))
    return webhook


def own_or_administered(
    webhooks: Webhooks, command: OfWebhook, access: Access, organisation: Organisation,
    subject: str, now: datetime,
) -> Webhook:  # fmt: skip
    """The same, or one whose unit the subject administers."""
    webhook = webhooks.by_id.get(command.webhook)
    if webhook and access.administers(command.unit, organisation, now):
        return webhook
    return own_webhook(webhooks, command, access, organisation, subject, now)


def decide_pause(
    webhooks: Webhooks, webhook: Webhook, command: OfWebhook, reason: WebhookPause, now: datetime
) -> list[Event]:
    """Nothing where it stands still already."""
    if webhook.paused is not None:
        return []
    place, ids = _place(webhooks, command, now), _ids(command)
    return [WebhookPaused(**place, **ids, reason=reason)]


def decide_resume(
    webhooks: Webhooks, webhook: Webhook, command: OfWebhook, now: datetime
) -> list[Event]:
    """Nothing where it is sent."""
    if webhook.paused is None:
        return []
    return [WebhookResumed(**_place(webhooks, command, now), **_ids(command))]


def decide_replay(webhooks: Webhooks, command: ReplayWebhook, now: datetime) -> list[Event]:
    place, ids = _place(webhooks, command, now), _ids(command)
    return [WebhookReplayed(**place, **ids, from_position=command.from_position)]


def decide_rotate(
    webhooks: Webhooks, webhook: Webhook, command: OfWebhook, now: datetime
) -> list[Event]:
    rotated = WebhookSecretRotated(
        **_place(webhooks, command, now),
        **_ids(command),
        generation=webhook.generation + 1,
        previous_until=now + BOTH_SECRETS,
    )
    return [rotated]


def decide_delete(webhooks: Webhooks, command: OfWebhook, now: datetime) -> list[Event]:
    return [WebhookDeleted(**_place(webhooks, command, now), **_ids(command))]


def _place(webhooks: Webhooks, command: OfWebhook, now: datetime) -> Place:
    return next_place(webhooks_id(command.unit), webhooks.version, now)


def _ids(command: OfWebhook) -> dict[str, UUID]:
    return {"unit_id": command.unit, "webhook_id": command.webhook}
