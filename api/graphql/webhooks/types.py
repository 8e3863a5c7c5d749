"""Webhooks: where the feed of a unit is sent to, and how that goes."""

from datetime import datetime
from enum import StrEnum
from typing import Self
from uuid import UUID

import strawberry

from api.graphql.organisation.reading import units
from api.graphql.refs import UnitRef
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind, WebhookKey
from api.graphql.runtime.links import from_row, link
from api.graphql.runtime.node import Node
from api.graphql.runtime.scalars import Position
from api.graphql.webhooks.reading import WebhookSeen
from cascade.enums import WebhookPause
from cascade.log.deliveries import Progress
from projections.query_args import Moment
from projections.webhooks.rows import WebhookFailureKind

strawberry.enum(WebhookPause)
strawberry.enum(WebhookFailureKind)


@strawberry.enum
class WebhookStatus(StrEnum):
    """Whether a webhook is sent."""

    ACTIVE = "ACTIVE"
    """It is, or will be as soon as its receiver takes it again: see its failure."""
    PAUSED = "PAUSED"
    """It is not, until it is resumed."""


@strawberry.type
class WebhookFailure:
    """That a receiver takes nothing: the same message is sent again after growing pauses."""

    kind: WebhookFailureKind
    """What came of the last attempt."""
    message: str
    """The same in words for people."""
    since: datetime
    """When the first of these attempts failed. After a day of them the webhook is paused."""
    attempts: int
    """How many failed since then, one after the other."""
    next_attempt_at: datetime | None
    """When it is tried again; null while the webhook is paused."""


@strawberry.type
class Webhook(Node):
    """The feed of a unit, sent to an address as messages of CloudEvents, signed as Standard
    Webhooks are. What was delivered and what fails is told as of now, whatever the moment.
    """

    at: strawberry.Private[Moment]
    unit_id: strawberry.Private[UUID]
    address: str
    """Where it is sent to, such as https://hooks.example.org/cascade."""
    subject: str
    """Who created it, and by whose grants of today it shows what it shows."""
    status: WebhookStatus
    """Whether it is sent."""
    paused_because: WebhookPause | None
    """Why it is not sent; null while it is."""
    paused_since: datetime | None
    """When it was paused; null while it is sent."""
    failure: WebhookFailure | None
    """Why its receiver takes nothing; null where it does, or nothing was to be sent."""
    delivered_through: Position | None
    """All that changed up to this position was taken, or was not this subject's; null before the
    first look."""
    delivered_at: datetime | None
    """When its receiver last took a message."""
    created_at: datetime
    """When it was recorded."""
    secret: str | None
    """By which its messages are signed, such as "whsec_…"; for its subject alone."""
    previous_secret_until: datetime | None
    """So long messages are signed by the secret before the last rotation, too; null where there
    was none."""

    unit: UnitRef = link(units, "unit_id")
    """Whose feed it is: what this unit and every unit under it bear."""

    @classmethod
    def of(cls, seen: WebhookSeen, at: Moment) -> Self:
        row, progress = seen.row, seen.progress
        if progress is not None and progress.begun_position != row.begun_position:
            progress = None
        return from_row(
            cls,
            row,
            at,
            id=ids.encode(Kind.WEBHOOK, WebhookKey(row.unit_id, row.webhook_id), at),
            status=WebhookStatus.PAUSED if row.paused else WebhookStatus.ACTIVE,
            paused_because=row.paused,
            failure=_failure(seen, progress),
            delivered_through=progress.through if progress else None,
            delivered_at=progress.delivered_at if progress else None,
            secret=seen.secret,
            previous_secret_until=row.previous_until,
        )


def _failure(seen: WebhookSeen, progress: Progress | None) -> WebhookFailure | None:
    """Of the run that it is in: a webhook that was resumed has not failed yet."""
    if progress is None or progress.run_position != seen.row.run_position:
        return None
    if progress.failure is None or progress.failing_since is None:
        return None
    return WebhookFailure(
        kind=WebhookFailureKind(progress.failure),
        message=progress.told or "",
        since=progress.failing_since,
        attempts=progress.attempts,
        next_attempt_at=None if seen.row.paused else progress.next_attempt_at,
    )
