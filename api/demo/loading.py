"""`cascade serve --demo`: the ward's story in a deployment that has nothing else in it."""

from datetime import datetime, timedelta

import structlog
import typer
from rich.text import Text

from api.cli.composing import open_deployment, own_tokens
from api.cli.errors import CommandError
from api.cli.printing import plain_table, say, to_stdout
from api.demo.client import DemoFailed
from api.demo.hosting import attended
from api.demo.story import BEGIN, LAST_ACT, WARD, Story, cast, key_of
from api.http.auth import issue_token
from api.settings import Settings
from cascade.clock import Clock, SteppedClock
from cascade.log import Log

logger = structlog.get_logger(__name__)


async def load_sample(settings: Settings) -> None:
    """Tell the story by its own clock, day by day, to a server that ends with it.

    So what was recorded bears the days of January 2026, and the server that is started afterwards
    goes on from there by the true clock. A deployment to which it was told is left as it is; one
    to which it was told in part hears the rest. Raises CommandError where there is anything else.
    """
    clock = SteppedClock(BEGIN)
    async with open_deployment(settings, clock) as deployment:
        if await deployment.log.find_key(WARD, key_of(LAST_ACT)) is not None:
            return
        await _refuse_another(deployment.log)
        async with attended(deployment, clock) as server:

            def at(instant: datetime) -> None:
                server.at(instant)
                logger.info("sample.told", until=f"{instant:%Y-%m-%d %H:%M}")

            try:
                await Story(server.client, at).tell()
            except DemoFailed as error:
                raise CommandError(
                    f"The sample story cannot be told here: {error}. Another CASCADE_DATA_DIR "
                    "begins it afresh."
                ) from error


async def _refuse_another(log: Log) -> None:
    """Nothing but this story begins at its first instant: what was told in part is known by it."""
    if any(first.recorded_at != BEGIN for first in await log.read(0, 1)):
        raise CommandError(
            "--demo needs a fresh deployment, and this one has an organisation already: "
            "choose another CASCADE_DATA_DIR."
        )


def tell_tokens(settings: Settings, address: str, clock: Clock) -> None:
    """Print who appears in the story, and a line for each that gives a shell its token."""
    key, life = own_tokens(settings), timedelta(days=settings.token_days)
    table = plain_table("variable", "whose token")
    for subject, what in cast().items():
        table.add_row(variable(subject), Text(f"{subject}: {what}"))
    say(f"The sample story is loaded. GraphQL: {address}/graphql")
    to_stdout().print(table)
    say("To ask as one of them, paste these lines into another terminal:\n")
    for subject in cast():
        typer.echo(f"export {variable(subject)}={issue_token(key, subject, life, clock)}")


def variable(subject: str) -> str:
    """The name under which a shell holds a subject's token: ``TOKEN_OF_ISSUER_VX``."""
    return "TOKEN_OF_" + subject.upper().replace(".", "_").replace("-", "_")
