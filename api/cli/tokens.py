"""`cascade token`: a bearer token for a subject, signed by the deployment's own key."""

from contextlib import suppress
from datetime import timedelta
from typing import Annotated

import typer

from api.cli.composing import enter_deployment, own_tokens, refuse_without_deployment
from api.cli.errors import EXPECTED, CommandError, in_one_line
from api.cli.printing import complain
from api.cli.running import log_to_stderr, quiet, run
from api.http.auth import checked_subject, issue_token
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.database import DatabaseError


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
    try:
        checked_subject(subject)
    except ValueError as error:
        raise CommandError(str(error)) from error
    run(_refuse_where_nothing_stands(settings))
    ttl = timedelta(days=days or settings.token_days)
    typer.echo(issue_token(own_tokens(settings), subject, ttl, SystemClock()))
    if remark := run(_without_grant(settings, subject)):
        complain(remark)


async def _refuse_where_nothing_stands(settings: Settings) -> None:
    """A token is good whether or not its database answers now; but no key is made for nothing."""
    with suppress(DatabaseError):
        await refuse_without_deployment(settings)


async def _without_grant(settings: Settings, subject: str) -> str | None:
    """What to say where the token opens nothing, or where no log can be asked."""
    clock = SystemClock()
    try:
        async with enter_deployment(settings, clock, projecting=False) as deployment:
            access = await deployment.engine.access(subject)
    except EXPECTED as error:
        return f"whether {subject!r} holds a grant is not known: {in_one_line(error)}"
    if access.valid(clock.now()):
        return None
    return f"{subject!r} holds no grant now: until an administrator gives one, it sees no document."
