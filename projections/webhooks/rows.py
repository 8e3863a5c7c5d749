"""Webhooks as they are shown."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from cascade.enums import WebhookPause


class WebhookFailureKind(StrEnum):
    """Why a receiver did not take a message."""

    ANSWERED = "ANSWERED"
    """It answered with a status other than one of success."""
    REDIRECTS = "REDIRECTS"
    """It answered with another address: none is followed."""
    TIMED_OUT = "TIMED_OUT"
    """It did not answer in time."""
    UNREACHABLE = "UNREACHABLE"
    """It could not be connected to, or broke the connection."""
    RESOLVES_INWARD = "RESOLVES_INWARD"
    """Its host lies within the network of the server by now."""
    NOT_ALLOWED = "NOT_ALLOWED"
    """Its host is no longer on the deployment's list."""


@dataclass(frozen=True, slots=True)
class WebhookRow:
    """``begins_after``: after this position, unless a cursor says more. See ``Progress``."""

    webhook_id: UUID
    unit_id: UUID
    subject: str
    address: str
    created_at: datetime
    begins_after: int
    begun_position: int
    run_position: int
    paused: WebhookPause | None
    paused_since: datetime | None
    generation: int
    previous_until: datetime | None
