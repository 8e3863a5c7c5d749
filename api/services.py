"""What every request is served with: made once, by whoever composes the program."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from secrets import token_bytes
from typing import Final, Protocol

from asyncpg import Pool, Record

from api.graphql.runtime.limits import OperationLimits
from api.webhooks.secrets import Secrets
from cascade.clock import Clock
from cascade.engine import Engine
from cascade.log import Log
from cascade.refusals import Refused
from cascade.webhooks.refusals import WebhookAddressNotAllowed
from projections.reader import Reader

KEY_BYTES: Final = 32


class ProjectionNotifier(Protocol):
    """Tells when the read models hold a position."""

    async def wait_for(self, position: int, bound_seconds: float) -> bool:
        """Whether they do, within the bound."""
        ...


async def nothing_wrong() -> str | None:
    """For a program whose projector cannot tell, or runs elsewhere."""
    return None


async def nowhere(address: str) -> None:
    """For a program that sends no webhooks. Raises Refused."""
    raise Refused(WebhookAddressNotAllowed("No webhooks are sent from here.", "address"))


@dataclass(frozen=True, slots=True)
class Services:
    """``readers`` is the pool that reads only; ``trouble`` tells why the projector stands still."""

    readers: Pool[Record]
    log: Log
    engine: Engine
    clock: Clock
    notifier: ProjectionNotifier
    limits: OperationLimits = field(default_factory=OperationLimits)
    cursor_key: bytes = field(default_factory=lambda: token_bytes(KEY_BYTES), repr=False)
    """What seals cursors. One of the deployment's own outlives the process, as feeds need it."""
    secrets: Secrets = field(default_factory=lambda: Secrets(token_bytes(KEY_BYTES)))
    """Of webhooks; by a key of the deployment's own, too."""
    require_usable: Callable[[str], Awaitable[None]] = nowhere
    """Raises Refused for an address that no webhook may have."""
    trouble: Callable[[], Awaitable[str | None]] = nothing_wrong

    def rows(self) -> Reader:
        """A look at the read models, not opened yet."""
        return Reader(self.readers, self.log, self.clock)
