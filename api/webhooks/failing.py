"""Webhooks that do not go as they should, for whoever runs the service."""

from dataclasses import dataclass
from datetime import datetime

from api.services import Services
from cascade.enums import WebhookPause
from cascade.log.deliveries import Progress
from projections.engine.session import NotProjectedYet
from projections.webhooks.rows import WebhookRow


@dataclass(frozen=True, slots=True)
class FailingWebhook:
    """``paused`` is null while it is still tried; ``why`` is of the last attempt, where it was."""

    address: str
    subject: str
    since: datetime
    paused: WebhookPause | None
    why: str | None

    @property
    def told(self) -> str:
        how = f"paused, {self.paused}" if self.paused else "failing"
        when = f"{self.since:%Y-%m-%d %H:%M} UTC"
        return " ".join(
            filter(None, (f"{self.address} ({self.subject}): {how} since {when}.", self.why))
        )


async def failing_webhooks(services: Services) -> tuple[FailingWebhook, ...]:
    """Those that were paused without anybody's asking, and those whose receivers take nothing."""
    async with services.rows() as rows:
        try:
            webhooks = await rows.webhooks.every(await rows.live())
        except NotProjectedYet:
            return ()
    progress = await services.log.deliveries.of([row.webhook_id for row in webhooks])
    found = (_failing(row, progress.get(row.webhook_id)) for row in webhooks)
    return tuple(each for each in found if each is not None)


def _failing(row: WebhookRow, progress: Progress | None) -> FailingWebhook | None:
    if progress is not None and progress.run_position != row.run_position:
        progress = None
    since = row.paused_since or (progress.failing_since if progress else None)
    if since is None or row.paused is WebhookPause.ASKED:
        return None
    told = progress.told if progress else None
    return FailingWebhook(row.address, row.subject, since, row.paused, told)
