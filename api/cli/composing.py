"""Composes the program: database, log, engine, projector, HTTP application. Nobody else does."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from starlette.applications import Starlette

from api.cli.errors import CommandError
from api.cli.following import LEADER_PATIENCE_SECONDS, Following, following
from api.cli.printing import progress_bar
from api.http.auth import OwnTokens, cursor_key, own_key, webhook_key
from api.services import Services
from api.settings import Settings
from api.webhooks.allowed import AllowedHosts
from api.webhooks.secrets import Secrets
from cascade.clock import Clock, SystemClock
from cascade.database import Database
from cascade.database.directory import used_as_data_directory
from cascade.database.joining import is_deployed, joined
from cascade.engine import Engine, open_engine
from cascade.log import ClockWatch, Log
from projections.engine.session import NotProjectedYet

if TYPE_CHECKING:
    from api.http.explorer import Explorer
    from api.webhooks.outward import Outward
    from api.webhooks.working import Sending


@dataclass(frozen=True, slots=True)
class Deployment:
    """The parts that run, below HTTP."""

    settings: Settings
    clock: Clock
    database: Database
    log: Log
    engine: Engine
    services: Services
    following: Following

    async def projected_to(self) -> int | None:
        """The position up to which the read models hold the log; null while there are none."""
        async with self.services.rows() as rows:
            try:
                return await rows.projected_to()
            except NotProjectedYet:
                return None


@asynccontextmanager
async def open_deployment(
    settings: Settings, clock: Clock, *, beside: bool = False, projecting: bool = True
) -> AsyncIterator[Deployment]:
    """Database, log, engine, and the projector unless ``projecting`` is false.

    With ``beside`` the embedded PostgreSQL of a running server is entered, where there is one;
    without it this process is to be the server, and another one is an error. Of several projectors
    on one database one works and the others stand by.
    """
    opened = joined if beside else Database.open
    async with AsyncExitStack() as stack:
        # A server has its log; what a command shows is for the person who waits for it.
        with progress_bar("database", None) if beside else nullcontext():
            database = await stack.enter_async_context(
                opened(url=settings.dsn, data_dir=settings.data_dir)
            )
        log = await stack.enter_async_context(
            Log(database.pool, database.connect, clock, watch=_watch(settings, clock))
        )
        engine = open_engine(log, clock)
        follower = await stack.enter_async_context(following(database, log, projecting=projecting))
        services = Services(
            database.readers, log, engine, clock, follower.notifier, trouble=follower.trouble
        )
        yield Deployment(settings, clock, database, log, engine, services, follower)


@asynccontextmanager
async def enter_deployment(
    settings: Settings, clock: Clock, *, projecting: bool = True
) -> AsyncIterator[Deployment]:
    """The deployment that stands, beside its server or without one: for every command but those
    that begin one.

    With ``projecting`` the read models are those of this program when it is entered. Raises
    CommandError, and leaves no trace, where nothing stands; and where a server of another release
    keeps the read models.
    """
    await refuse_without_deployment(settings)
    async with open_deployment(settings, clock, beside=True, projecting=projecting) as deployment:
        if projecting:
            with progress_bar("read models", None) as steps:
                await deployment.following.laid(steps.reached, LEADER_PATIENCE_SECONDS)
        yield deployment


async def refuse_without_deployment(settings: Settings) -> None:
    """Raises CommandError where nothing stands, and DatabaseError where that cannot be known."""
    if await is_deployed(url=settings.dsn, data_dir=settings.data_dir):
        return
    embedded = settings.dsn is None
    place = settings.data_dir if embedded else "the database of DATABASE_URL"
    setting = "CASCADE_DATA_DIR" if embedded else "that variable"
    raise CommandError(
        f"There is no deployment in {place}: `cascade init` founds one there, {setting} names "
        "another place."
    )


def _watch(settings: Settings, clock: Clock) -> ClockWatch | None:
    """A wall clock has the database's to agree with; the clock of a story has none."""
    if not isinstance(clock, SystemClock):
        return None
    return ClockWatch(clock, accepts_future=settings.accept_future_log)


def web_app(
    deployment: Deployment, key: Ed25519PrivateKey, sample: "Explorer | None" = None
) -> Starlette:
    """The HTTP application over a running deployment; tokens are judged by its clock.

    ``sample``: of one that is there to be looked at, what its explorer offers.
    """
    # Building the schema takes longer than most commands: only a server has it.
    from api.app import face_of, wired_app
    from api.http.explorer import Explorer

    services, settings = keyed_services(deployment, key), deployment.settings
    looked_at = sample is not None
    if not (looked_at if settings.introspection is None else settings.introspection):
        services = replace(services, limits=replace(services.limits, introspection=0))
    explored = looked_at if settings.explorer is None else settings.explorer
    verifier = OwnTokens(key.public_key(), deployment.clock)
    face = face_of(settings, (sample or Explorer()) if explored else None)
    return wired_app(services, verifier, face=face)


def sending(deployment: Deployment, key: Ed25519PrivateKey) -> "Sending":
    """What delivers webhooks while it is entered, by the same key as the application."""
    from api.graphql.schema import SCHEMA
    from api.webhooks.delivering import delivery_by
    from api.webhooks.working import Sending

    services = keyed_services(deployment, key)
    delivery = delivery_by(services, SCHEMA, outward_of(deployment.settings))
    return Sending(services, delivery, deployment.database.connect)


def keyed_services(deployment: Deployment, key: Ed25519PrivateKey) -> Services:
    """Those of a server: what they seal and sign outlives the process."""
    return replace(
        deployment.services,
        cursor_key=cursor_key(key),
        secrets=Secrets(webhook_key(key)),
        require_usable=outward_of(deployment.settings).require_usable,
    )


def outward_of(settings: Settings) -> "Outward":
    """Where webhooks may be sent to."""
    from api.webhooks.outward import Outward

    return Outward(AllowedHosts.of(settings.webhook_hosts))


def own_tokens(settings: Settings) -> Ed25519PrivateKey:
    """The deployment's own signing key, made at the first call."""
    with used_as_data_directory(settings.data_dir):
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        return own_key(settings.data_dir)
