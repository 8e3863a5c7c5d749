"""`cascade serve`: PostgreSQL, engine, projector and HTTP in one process."""

import asyncio
import gc
import shlex
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Annotated, Final

import structlog
import typer

from api.cli.composing import Deployment, open_deployment, own_tokens, sending, web_app
from api.cli.ending import Interrupted
from api.cli.errors import CommandError
from api.cli.generating import founding_administrator
from api.cli.printing import say, this_program
from api.cli.running import log_to_stderr, run
from api.cli.serving import address_of, listening_socket, serving
from api.cli.workers import Workers
from api.demo.loading import load_sample, tell_tokens
from api.settings import MOST_WORKERS, Settings, read_settings
from cascade.clock import SystemClock
from cascade.engine import DueDays

if TYPE_CHECKING:
    from api.http.explorer import Explorer

PREPARING_SECONDS: Final = 5.0
"""Between two lines of the log about a server that is not ready yet."""

logger = structlog.get_logger(__name__)


def serve(
    host: Annotated[
        str | None, typer.Option(help="Address to listen on. [default: CASCADE_HOST]")
    ] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65_535, help="Port; 0 takes a free one. [default: CASCADE_PORT]"),
    ] = None,
    workers: Annotated[
        int | None,
        typer.Option(
            min=1,
            max=MOST_WORKERS,
            help="Processes that serve on the port. [default: CASCADE_WORKERS]",
        ),
    ] = None,
    demo: Annotated[
        bool,
        typer.Option(
            "--demo", help="Load the sample story into a fresh deployment, print its tokens."
        ),
    ] = False,
) -> None:
    """Serve the GraphQL API, with PostgreSQL and the projector, until SIGTERM or Ctrl-C.

    Requests under way are finished first. Health is at /healthz, readiness at /readyz, metrics at
    /metrics, GraphQL at /graphql.
    """
    settings = read_settings()
    given = {"host": host, "port": port, "workers": workers}
    settings = settings.model_copy(update={k: v for k, v in given.items() if v is not None})
    log_to_stderr(settings)
    try:
        run(_serve(settings, demo=demo))
    except Interrupted as interrupted:
        # To be told to stop is how a server ends well; Ctrl-C shall still end a script around it.
        if interrupted.number is not signal.SIGTERM:
            raise


async def _serve(settings: Settings, *, demo: bool) -> None:
    # Whether the port is free is known before a database is started for nothing.
    listening = listening_socket(settings.host, settings.port)
    try:
        if demo:
            # By the story's clock, so before the server that goes by the true one.
            await load_sample(settings)
        async with open_deployment(settings, SystemClock()) as deployment:
            async with telling(deployment):
                await prepare(deployment)
            body_bytes = deployment.services.limits.body_bytes
            key = own_tokens(settings)
            async with (
                DueDays(deployment.engine),
                sending(deployment, key),
                serving(
                    web_app(deployment, key, sample_of(deployment, demo=demo)),
                    listening,
                    body_bytes=body_bytes,
                    shutdown_seconds=settings.shutdown_seconds,
                ) as server,
                Workers(listening, settings, demo=demo) as workers,
            ):
                address = address_of(listening)
                logger.info("serving", address=f"{address}/graphql")
                if demo:
                    tell_tokens(settings, address, deployment.clock)
                else:
                    await _tell_next(deployment)
                await _until_one_ends(deployment, server, workers.task)
    finally:
        listening.close()
        logger.info("stopped")


def sample_of(deployment: Deployment, *, demo: bool) -> "Explorer | None":
    """What the explorer of a sample offers; null of any other deployment."""
    if not demo:
        return None
    from api.demo.explaining import explorer_of_the_sample

    return explorer_of_the_sample(deployment.settings, deployment.clock)


@asynccontextmanager
async def telling(deployment: Deployment) -> AsyncIterator[None]:
    """Say in the log how far it is while the server gets ready, which after an upgrade is long."""

    async def at_times() -> None:
        while True:
            await asyncio.sleep(PREPARING_SECONDS)
            building = deployment.following.building
            counted = {"events": building.done, "of": building.total} if building.total else {}
            logger.info("preparing", **counted)

    task = asyncio.create_task(at_times(), name="telling")
    try:
        yield
    finally:
        task.cancel()


async def _tell_next(deployment: Deployment) -> None:
    """What whoever started the server may want to do now, in another terminal."""
    organisation = await deployment.engine.organisation()
    if organisation.root_id is None:
        say(
            f"Nothing is founded here yet: `{this_program()} init` does it, beside this server. "
            f"For a look at a sample: `{this_program()} serve --demo`, in another CASCADE_DATA_DIR."
        )
    else:
        subject = await founding_administrator(deployment.log)
        token = f"{this_program()} token {shlex.quote(subject)}"
        say(f"`{token}` gives the first administrator's bearer token.")


async def prepare(deployment: Deployment) -> None:
    """Load the tree before the first command needs it; have the read models that are asked."""
    await deployment.engine.organisation()
    await deployment.following.laid()
    # Its million objects stay: a collection that looks through them holds up every request.
    gc.collect()
    gc.freeze()


async def _until_one_ends(
    deployment: Deployment, server: "asyncio.Task[None]", workers: "asyncio.Task[None] | None"
) -> None:
    """For ever, unless server, projector or PostgreSQL fail: the program ends with the error."""
    others = (deployment.following.task, deployment.database.supervision, workers)
    parts = {server, *(task for task in others if task is not None)}
    done, _ = await asyncio.wait(parts, return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    raise CommandError("The server stopped without being told to.")
