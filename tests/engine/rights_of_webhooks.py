"""An example of each right that a command on webhooks needs."""

from collections.abc import Callable
from functools import partial
from typing import Final

from cascade.enums import Role
from cascade.webhooks.commands import (
    CreateWebhook,
    DeleteWebhook,
    PauseWebhook,
    ReplayWebhook,
    ResumeWebhook,
    RotateWebhookSecret,
)
from tests.engine.rights_scene import Example, Make, Scene, acting

INTEGRATION: Final = Role.INTEGRATION


def own(command: Callable[..., object]) -> Make:
    """Permitted for the subject's own webhook, not for another's of the same unit."""

    def make(scene: Scene) -> Example:
        mine = command(unit=scene["W1"], webhook=scene.webhook["somebody"])
        another = command(unit=scene["W1"], webhook=scene.webhook["another"])
        return Example(mine, (("W1", INTEGRATION),), instead=another)

    return make


WEBHOOKS: Final[dict[tuple[type, str], Make]] = {
    (CreateWebhook, "unit"): acting(
        lambda s: CreateWebhook(unit=s["W1"], address="https://hooks.example.org/"),
        "P1",
        INTEGRATION,
    ),
    (PauseWebhook, "webhook"): own(PauseWebhook),
    (ResumeWebhook, "webhook"): own(ResumeWebhook),
    (ReplayWebhook, "webhook"): own(partial(ReplayWebhook, from_position=0)),
    (RotateWebhookSecret, "webhook"): own(RotateWebhookSecret),
    (DeleteWebhook, "webhook"): own(DeleteWebhook),
}
