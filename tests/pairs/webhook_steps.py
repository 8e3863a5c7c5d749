"""Steps that have the feed of a unit sent, and what the model foretells of them.

The unit is one that no step ends. Nobody changes the grant: who integrates may.
"""

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID

from cascade.access.commands import GrantRole
from cascade.enums import Role, WebhookPause
from cascade.webhooks.commands import (
    CreateWebhook,
    DeleteWebhook,
    PauseWebhook,
    ReplayWebhook,
    ResumeWebhook,
    RotateWebhookSecret,
    StopWebhook,
)
from cascade.webhooks.events import (
    WebhookCreated,
    WebhookDeleted,
    WebhookPaused,
    WebhookResumed,
)
from tests.pairs.cells import Stand
from tests.pairs.endings import Ending, always, done_unless, refused_unless
from tests.pairs.table import INTEGRATION, words


def integrate(stand: Stand) -> GrantRole:
    return GrantRole(subject=INTEGRATION, unit=stand.cell.ids["x"], role=Role.INTEGRATION)


@words(CreateWebhook, integrate)
def create(stand: Stand) -> CreateWebhook:
    address = f"https://hooks.example.org/{stand.cell.number}"
    return CreateWebhook(unit=stand.cell.ids["x"], address=address)


def webhook(stand: Stand) -> dict[str, UUID]:
    """The unit, and the first webhook that it had."""
    unit_id = stand.cell.ids["x"]
    created = stand.history.of(WebhookCreated, stand.head)
    webhook_id = next(e.webhook_id for _, e in created if e.unit_id == unit_id)
    return {"unit": unit_id, "webhook": webhook_id}


@words(PauseWebhook, integrate, create)
def pause(stand: Stand) -> PauseWebhook:
    return PauseWebhook(**webhook(stand))


@words(ResumeWebhook, integrate, create)
def resume(stand: Stand) -> ResumeWebhook:
    return ResumeWebhook(**webhook(stand))


@words(ReplayWebhook, integrate, create)
def replay(stand: Stand) -> ReplayWebhook:
    return ReplayWebhook(**webhook(stand), from_position=0)


@words(RotateWebhookSecret, integrate, create)
def rotate(stand: Stand) -> RotateWebhookSecret:
    return RotateWebhookSecret(**webhook(stand))


@words(DeleteWebhook, integrate, create)
def delete(stand: Stand) -> DeleteWebhook:
    return DeleteWebhook(**webhook(stand))


@words(StopWebhook, integrate, create)
def stop(stand: Stand) -> StopWebhook:
    return StopWebhook(**webhook(stand), reason=WebhookPause.FAILING)


# ---- what the model foretells


def _is_there(stand: Stand, command: Any) -> bool:
    deleted = stand.history.of(WebhookDeleted, stand.head)
    return all(event.webhook_id != command.webhook for _, event in deleted)


def _is_paused(stand: Stand, command: Any) -> bool:
    found = False
    for fact in stand.history.until(stand.head):
        match fact.event:
            case WebhookPaused() | WebhookResumed() as event:
                if event.webhook_id == command.webhook:
                    found = isinstance(event, WebhookPaused)
    return found


def of_one_there(stand: Stand, command: Any) -> Ending:
    return refused_unless(_is_there(stand, command))


def unless_paused(stand: Stand, command: Any) -> Ending:
    if not _is_there(stand, command):
        return Ending.REFUSED
    return done_unless(_is_paused(stand, command))


def if_paused(stand: Stand, command: Any) -> Ending:
    if not _is_there(stand, command):
        return Ending.REFUSED
    return done_unless(not _is_paused(stand, command))


def stopped(stand: Stand, command: Any) -> Ending:
    return done_unless(not _is_there(stand, command) or _is_paused(stand, command))


WEBHOOKS: Final[dict[type, Callable[[Stand, Any], Ending]]] = {
    CreateWebhook: always,
    PauseWebhook: unless_paused,
    ResumeWebhook: if_paused,
    ReplayWebhook: of_one_there,
    RotateWebhookSecret: of_one_there,
    DeleteWebhook: of_one_there,
    StopWebhook: stopped,
}
