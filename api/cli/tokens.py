"""`cascade token`: a bearer token for a subject, signed by the deployment's own key."""

from datetime import timedelta
from typing import Annotated

import typer

from api.cli.composing import own_tokens
from api.cli.errors import CommandError
from api.http.auth import issue_token
from api.settings import read_settings
from cascade.clock import SystemClock


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
    key = own_tokens(settings)
    ttl = timedelta(days=days or settings.token_days)
    try:
        text = issue_token(key, subject, ttl, SystemClock())
    except ValueError as error:
        raise CommandError(str(error)) from error
    typer.echo(text)
