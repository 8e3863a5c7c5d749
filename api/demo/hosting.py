"""A fresh server for the demo, in this process, on loopback, with a clock that can be stepped."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from api.cli.composing import Deployment, open_deployment, own_tokens, web_app
from api.cli.founding import DEFAULT_LEVELS, found, parsed_levels
from api.cli.serving import address_of, listening_socket, serving
from api.demo.client import Client
from api.demo.story import ADMINISTRATOR
from api.http.auth import issue_token
from api.settings import Settings
from cascade.clock import Clock, SteppedClock
from cascade.organisation.commands import FoundOrganisation

TOKEN_LIFE: Final = timedelta(days=90)
SHUTDOWN_SECONDS: Final = 2
PROJECTED_SECONDS: Final = 30.0


@dataclass(frozen=True, slots=True)
class Hosted:
    """A running server, a client of it, and its clock."""

    deployment: Deployment
    client: Client
    clock: SteppedClock

    def at(self, instant: datetime) -> None:
        """Step the server's clock forward; an instant that has passed already changes nothing."""
        if instant > self.clock.now():
            self.clock.step_to(instant)


@asynccontextmanager
async def hosted(settings: Settings, data_dir: Path, begin: datetime) -> AsyncIterator[Hosted]:
    """A founded deployment in a folder of its own, served until this is left."""
    settings = settings.model_copy(update={"data_dir": data_dir, "database_url": None})
    clock = SteppedClock(begin)
    async with (
        open_deployment(settings, clock) as deployment,
        attended(deployment, clock) as server,
    ):
        yield server


@asynccontextmanager
async def attended(deployment: Deployment, clock: SteppedClock) -> AsyncIterator[Hosted]:
    """Serve a deployment that is judged by ``clock``, on a port of its own; found it at need."""
    await found(deployment.engine, foundation())
    await deployment.following.laid()
    key = own_tokens(deployment.settings)
    listening = listening_socket("127.0.0.1", 0)
    try:
        async with serving(
            web_app(deployment, key),
            listening,
            body_bytes=deployment.services.limits.body_bytes,
            shutdown_seconds=SHUTDOWN_SECONDS,
        ):
            head = await deployment.log.head()
            await deployment.following.notifier.wait_for(head.position, PROJECTED_SECONDS)
            client = Client(address_of(listening), tokens(key, clock), head.position)
            try:
                yield Hosted(deployment, client, clock)
            finally:
                client.close()
    finally:
        listening.close()


def foundation() -> FoundOrganisation:
    """What `cascade init` founds when it is told nothing else."""
    return FoundOrganisation(
        time_zone="Asia/Ho_Chi_Minh",
        levels=parsed_levels(DEFAULT_LEVELS),
        root_code="TW",
        root_name="Trung ương",
        root_symbol="TW",
        root_kind="party-committee",
        administrator=ADMINISTRATOR,
    )


def tokens(key: Ed25519PrivateKey, clock: Clock) -> Callable[[str], str]:
    """Tokens by subject, each made once."""

    @cache
    def token(subject: str) -> str:
        return issue_token(key, subject, TOKEN_LIFE, clock)

    return token
