"""`cascade token`: a bearer token for a subject, signed by the deployment's own key."""

from datetime import timedelta
from typing import Annotated

import typer

from api.cli.composing import open_deployment, own_tokens
from api.cli.errors import EXPECTED, CommandError, in_one_line
from api.cli.printing import complain
from api.cli.running import log_to_stderr, quiet, run
from api.http.auth import issue_token
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.database.directory import CLUSTER


def token(
    subject: Annotated[str, typer.Argument(help="Whose token: a login, no person's name needed.")],
    days: Annotated[
        int | None,
        typer.Option(min=1, max=3_650, help="How long it is good. [default: CASCADE_TOKEN_DAYS]"),
    ] = None,
) -> None:
    """Print a bearer token for SUBJECT.

    What the subject may see and do is told by its grants, not by the token.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    key = own_tokens(settings)
    ttl = timedelta(days=days or settings.token_days)
    try:
        text = issue_token(key, subject, ttl, SystemClock())
    except ValueError as error:
        raise CommandError(str(error)) from error
    typer.echo(text)
    if remark := run(_without_grant(settings, subject)):
        complain(remark)


async def _without_grant(settings: Settings, subject: str) -> str | None:
    """What to say where the token opens nothing; nothing where no log can be asked."""
    if settings.dsn is None and not (settings.data_dir / CLUSTER).exists():
        return None
    clock = SystemClock()
    try:
        async with open_deployment(settings, clock, beside=True, projecting=False) as deployment:
            access = await deployment.engine.access(subject)
    except EXPECTED as error:
        return f"whether {subject!r} holds a grant is not known: {in_one_line(error)}"
    if access.valid(clock.now()):
        return None
    return f"{subject!r} holds no grant now: until an administrator gives one, it sees no document."
