"""A subscription under way: how far it has been told, and when there may be more.

What is followed is asked for page by page, each in a request of its own: by the grants of then, in
a snapshot that ends before anything is sent, so that a slow reader holds nothing.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from api.services import ProjectionNotifier
from cascade.clock import Clock

TICK_SECONDS: Final = 1.0
"""A clock that is asked so often is asked often enough; a token ends no later than this."""


@dataclass(slots=True)
class Following:
    """``cursor`` is null before anything was looked at; ``quiet_until``: when time alone may bring
    a change, or an end.
    """

    cursor: str | None = None
    through: int = 0
    has_more: bool = True
    quiet_until: datetime | None = None
    notifier: ProjectionNotifier | None = None
    clock: Clock | None = None

    async def news(self) -> bool:
        """Whether there may be more by now, or within a tick."""
        if self.has_more or self.notifier is None or self.clock is None:
            return True
        if await self.notifier.wait_for(self.through + 1, TICK_SECONDS):
            return True
        return self.quiet_until is not None and self.clock.now() >= self.quiet_until
