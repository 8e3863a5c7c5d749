"""Commands on webhooks, which stand in the stream of their unit."""

from typing import Final

from cascade.access.refusals import NotPermitted
from cascade.engine.engine import Decision, Handlers
from cascade.engine.session import Session
from cascade.enums import WebhookPause
from cascade.events import Event
from cascade.refusals import Refused
from cascade.webhooks.commands import (
    CreateWebhook,
    DeleteWebhook,
    OfWebhook,
    PauseWebhook,
    ReplayWebhook,
    ResumeWebhook,
    RotateWebhookSecret,
    StopWebhook,
)
from cascade.webhooks.decisions import (
    check_position,
    decide_create,
    decide_delete,
    decide_pause,
    decide_replay,
    decide_resume,
    decide_rotate,
    own_or_administered,
    own_webhook,
)
from cascade.webhooks.state import Webhook, Webhooks


async def create_webhook(command: CreateWebhook, session: Session) -> Decision:
    access = await session.start()
    session.organisation.unit(command.unit, "unit")
    if not access.integrates(command.unit, session.organisation, session.now):
        raise Refused(NotPermitted("You do not integrate this unit.", "unit"))
    check_position(command.from_position, await session.head_position(), "from_position")
    webhooks, webhook_id = await session.webhooks(command.unit), session.new_id()
    events = decide_create(webhooks, command, webhook_id, session.principal, session.now)
    return Decision(events, {"unit": str(command.unit), "webhook": str(webhook_id)})


async def pause_webhook(command: PauseWebhook, session: Session) -> Decision:
    webhooks, webhook = await _own_or_administered(command, session)
    events = decide_pause(webhooks, webhook, command, WebhookPause.ASKED, session.now)
    return _decision(command, events)


async def resume_webhook(command: ResumeWebhook, session: Session) -> Decision:
    webhooks, webhook = await _own_or_administered(command, session)
    return _decision(command, decide_resume(webhooks, webhook, command, session.now))


async def replay_webhook(command: ReplayWebhook, session: Session) -> Decision:
    webhooks, _ = await _own(command, session)
    check_position(command.from_position, await session.head_position(), "from_position")
    return _decision(command, decide_replay(webhooks, command, session.now))


async def rotate_webhook_secret(command: RotateWebhookSecret, session: Session) -> Decision:
    webhooks, webhook = await _own(command, session)
    return _decision(command, decide_rotate(webhooks, webhook, command, session.now))


async def delete_webhook(command: DeleteWebhook, session: Session) -> Decision:
    webhooks, _ = await _own_or_administered(command, session)
    return _decision(command, decide_delete(webhooks, command, session.now))


async def stop_webhook(command: StopWebhook, session: Session) -> Decision:
    """Nothing where it stands still, or was deleted meanwhile."""
    webhooks = await session.webhooks(command.unit)
    webhook = webhooks.by_id.get(command.webhook)
    if webhook is None:
        return Decision([])
    return _decision(command, decide_pause(webhooks, webhook, command, command.reason, session.now))


async def _own(command: OfWebhook, session: Session) -> tuple[Webhooks, Webhook]:
    access, webhooks = await session.start(), await session.webhooks(command.unit)
    webhook = own_webhook(
        webhooks, command, access, session.organisation, session.principal, session.now
    )
    return webhooks, webhook


async def _own_or_administered(command: OfWebhook, session: Session) -> tuple[Webhooks, Webhook]:
    access, webhooks = await session.start(), await session.webhooks(command.unit)
    webhook = own_or_administered(
        webhooks, command, access, session.organisation, session.principal, session.now
    )
    return webhooks, webhook


def _decision(command: OfWebhook, events: list[Event]) -> Decision:
    return Decision(events, {"unit": str(command.unit), "webhook": str(command.webhook)})


HANDLERS: Final[Handlers] = {
    CreateWebhook: create_webhook,
    PauseWebhook: pause_webhook,
    ResumeWebhook: resume_webhook,
    ReplayWebhook: replay_webhook,
    RotateWebhookSecret: rotate_webhook_secret,
    DeleteWebhook: delete_webhook,
    StopWebhook: stop_webhook,
}
