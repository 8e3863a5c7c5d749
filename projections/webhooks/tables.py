"""Rows of the tables of webhooks."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID


class Change(StrEnum):
    """What became of a webhook."""

    PAUSED = "PAUSED"
    RESUMED = "RESUMED"
    REPLAYED = "REPLAYED"
    ROTATED = "ROTATED"
    DELETED = "DELETED"


class Webhook(NamedTuple):
    webhook_id: UUID
    unit_id: UUID
    subject: str
    address: str
    position: int
    created_at: datetime
    begins_after: int


class WebhookChange(NamedTuple):
    webhook_id: UUID
    position: int
    recorded_at: datetime
    change: str
    reason: str | None = None
    begins_after: int | None = None
    generation: int | None = None
    previous_until: datetime | None = None
