"""What may be asked of webhooks. Each stands in the stream of its unit."""

from dataclasses import dataclass
from uuid import UUID

from cascade.enums import WebhookPause
from cascade.text_rules import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateWebhook:
    """Send the feed of a unit, as the principal sees it, to an address.

    It begins after a position; left out, after its own creation.
    """

    unit: UUID
    address: Line
    from_position: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseWebhook:
    unit: UUID
    webhook: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeWebhook:
    """Go on where it stood."""

    unit: UUID
    webhook: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayWebhook:
    """Send again what follows a position."""

    unit: UUID
    webhook: UUID
    from_position: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateWebhookSecret:
    """Sign by another secret; for a while by both."""

    unit: UUID
    webhook: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteWebhook:
    unit: UUID
    webhook: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class StopWebhook:
    """Pause what cannot go on: nobody's command but of whoever delivers."""

    unit: UUID
    webhook: UUID
    reason: WebhookPause


OfWebhook = (
    PauseWebhook | ResumeWebhook | ReplayWebhook | RotateWebhookSecret | DeleteWebhook | StopWebhook
)
"""Commands about one that is there."""
