"""What creates webhooks and changes them."""

from typing import Any

import strawberry

from api.graphql.runtime.ids import UnitId, WebhookId
from api.graphql.runtime.scalars import Position
from api.graphql.runtime.source import Source
from api.graphql.runtime.to_command import becomes, to_command
from cascade.webhooks import commands
from cascade.webhooks.addresses import Origin


def of_webhook(command: type) -> Any:
    """An id of a webhook leads to the unit in whose stream it stands."""
    return becomes(command, unit="webhook.unit_id", webhook="webhook.webhook_id")


@becomes(commands.CreateWebhook)
@strawberry.input
class CreateWebhookInput:
    """Send the feed of a unit to an address, as the caller sees it by its grants of each day. By
    whoever holds INTEGRATION over the unit.
    """

    idempotency_key: str
    unit: UnitId
    """Whose feed: what this unit and every unit under it bear."""
    address: str
    """An https URL on the deployment's list of hosts, such as https://hooks.example.org/cascade.
    It is kept in the log for ever: put nothing secret into it."""
    from_position: Position | None = strawberry.UNSET
    """What changed after it is sent; left out, what changes from now on. 0 begins with the
    first."""


async def creating(input: Any, source: Source) -> object:
    """Whoever may create a webhook has its address looked at; others are refused without."""
    command: commands.CreateWebhook = await to_command(input, source)
    organisation = await source.engine.organisation()
    access = await source.engine.access(source.principal.subject)
    may = command.unit in organisation.units and access.integrates(
        command.unit, organisation, source.engine.now()
    )
    if may and Origin.of(command.address) is not None:
        await source.services.require_usable(command.address)
    return command


@of_webhook(commands.PauseWebhook)
@strawberry.input
class PauseWebhookInput:
    """Send nothing until it is resumed. By its subject, or an administrator of the unit."""

    idempotency_key: str
    webhook: WebhookId
    """One that there is."""


@of_webhook(commands.ResumeWebhook)
@strawberry.input
class ResumeWebhookInput:
    """Go on where it stood, also after its receiver failed for a day. By its subject, or an
    administrator of the unit.
    """

    idempotency_key: str
    webhook: WebhookId


@of_webhook(commands.ReplayWebhook)
@strawberry.input
class ReplayWebhookInput:
    """Send again what changed after a position, as events of other ids: all of them are to be
    applied. By its subject.
    """

    idempotency_key: str
    webhook: WebhookId
    from_position: Position
    """One that the log holds; 0 sends everything."""


@of_webhook(commands.RotateWebhookSecret)
@strawberry.input
class RotateWebhookSecretInput:
    """Sign by another secret. For a day messages are signed by the one before, too. By its
    subject.
    """

    idempotency_key: str
    webhook: WebhookId


@of_webhook(commands.DeleteWebhook)
@strawberry.input
class DeleteWebhookInput:
    """Send nothing any more. By its subject, or an administrator of the unit."""

    idempotency_key: str
    webhook: WebhookId
