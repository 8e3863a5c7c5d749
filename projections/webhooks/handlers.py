"""Webhooks, and what became of them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from cascade.events import Event
from cascade.log.records import RecordedEvent
from cascade.webhooks.events import (
    WebhookCreated,
    WebhookDeleted,
    WebhookPaused,
    WebhookReplayed,
    WebhookResumed,
    WebhookSecretRotated,
)
from projections.engine.copying import Rows
from projections.webhooks.tables import Change, Webhook, WebhookChange

EVENTS: Final = (
    WebhookCreated,
    WebhookPaused,
    WebhookResumed,
    WebhookReplayed,
    WebhookSecretRotated,
    WebhookDeleted,
)
CHANGES: Final[Mapping[type[Event], Change]] = {
    WebhookPaused: Change.PAUSED,
    WebhookResumed: Change.RESUMED,
    WebhookReplayed: Change.REPLAYED,
    WebhookSecretRotated: Change.ROTATED,
    WebhookDeleted: Change.DELETED,
}


async def project(connection: Any, events: Sequence[RecordedEvent]) -> None:
    rows = Rows()
    for recorded in events:
        if isinstance(recorded.event, WebhookCreated):
            rows.add(_created(recorded, recorded.event))
        else:
            rows.add(_change(recorded))
    await rows.write(connection)


def _created(recorded: RecordedEvent, event: WebhookCreated) -> Webhook:
    begins_after = event.from_position
    return Webhook(
        webhook_id=event.webhook_id,
        unit_id=event.unit_id,
        subject=event.subject,
        address=event.address,
        position=recorded.position,
        created_at=recorded.recorded_at,
        begins_after=recorded.position if begins_after is None else begins_after,
    )


def _change(recorded: RecordedEvent) -> WebhookChange:
    event: Any = recorded.event
    return WebhookChange(
        webhook_id=event.webhook_id,
        position=recorded.position,
        recorded_at=recorded.recorded_at,
        change=CHANGES[type(event)],
        reason=getattr(event, "reason", None),
        begins_after=getattr(event, "from_position", None),
        generation=getattr(event, "generation", None),
        previous_until=getattr(event, "previous_until", None),
    )
