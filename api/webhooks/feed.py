"""The feed of a webhook: asked page by page, as its subject would ask it, by the grants of now."""

import asyncio
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any, Final
from uuid import uuid4

from api.graphql.runtime import ids
from api.graphql.runtime.executing import Executor, Operation
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.principal import Principal
from api.http.serving import ContextFactory
from cascade.log.deliveries import Progress
from projections.webhooks.rows import WebhookRow

PAGE: Final = files("api.webhooks").joinpath("page.graphql").read_text("utf-8")
CHANGES: Final = 100
"""Of one page: a message of some 100 KB."""
READ_AT_ONCE: Final = 2
"""Pages for all webhooks; front ends have the other connections."""
ANEW: Final = frozenset({"GRANTS_CHANGED", "BAD_CURSOR"})
"""The copy that was made of the feed is of another slice, or of another key's cursors."""


class FeedUnavailable(Exception):
    """No page came: by no fault of the receiver's."""


class FeedBroken(Exception):
    """The feed goes on no longer from this cursor: it begins with an empty copy."""


@dataclass(frozen=True, slots=True)
class WebhookFeed:
    """Pages of the feeds of webhooks."""

    executor: Executor
    contexts: ContextFactory
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(READ_AT_ONCE))

    async def page(self, webhook: WebhookRow, progress: Progress) -> dict[str, Any]:
        """What follows; what is sent again holds as many changes as before. Raises FeedBroken and
        FeedUnavailable.
        """
        start: dict[str, Any] = {"cursor": progress.cursor}
        if progress.cursor is None:
            start = {"position": progress.begins_after}
        variables = {
            "from": start,
            "under": ids.encode(Kind.UNIT, webhook.unit_id),
            "first": progress.in_flight or CHANGES,
        }
        async with self._turns:
            prepared = await self.executor.prepared(Operation(PAGE, variables, None))
            async with self.contexts(Principal(webhook.subject), uuid4()) as context:
                answer = await self.executor.run(prepared, context)
        for error in answer.body.get("errors", ()):
            code = error["extensions"]["code"]
            raise FeedBroken(code) if code in ANEW else FeedUnavailable(code)
        page: dict[str, Any] = answer.body["data"]["obligationChanges"]
        return page
