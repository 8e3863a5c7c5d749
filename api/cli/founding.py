"""`cascade init`: the organisation, its levels, its root unit and its first administrator."""

import shlex
from typing import Annotated
from uuid import UUID, uuid4

import typer

from api.cli.composing import open_deployment
from api.cli.errors import CommandError
from api.cli.printing import say, this_program
from api.cli.running import log_to_stderr, quiet, run
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.engine import Engine, Request
from cascade.engine.refusals import IdempotencyKeyReused
from cascade.organisation.commands import FoundOrganisation
from cascade.organisation.events import LevelRecord
from cascade.refusals import Refused

DEFAULT_LEVELS = ("centre=Trung ương", "province=Tỉnh", "ward=Phường, xã", "branch=Cơ sở")
FOUNDER = "cascade init"


def init(
    administrator: Annotated[
        str, typer.Option(help="Subject of the first administrator: as in the tokens' `sub`.")
    ] = "administrator",
    time_zone: Annotated[
        str, typer.Option(help="Zone that the deployment's days are of.")
    ] = "Asia/Ho_Chi_Minh",
    level: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KEY=NAME",
            help="A level, from the top down; repeat it, 2 to 8 times. Left out: "
            + ", ".join(DEFAULT_LEVELS),
            show_default=False,
        ),
    ] = None,
    root_code: Annotated[str, typer.Option(help="Code of the root unit.")] = "TW",
    root_name: Annotated[str, typer.Option(help="Name of the root unit.")] = "Trung ương",
    root_symbol: Annotated[
        str | None, typer.Option(help="What the root unit's document numbers carry.")
    ] = "TW",
    root_kind: Annotated[str, typer.Option(help="Kind of the root unit.")] = "party-committee",
) -> None:
    """Found the organisation: levels, root unit, working calendar and first administrator.

    Run it once, beside a running server or without one; the same command again changes nothing.
    """
    command = FoundOrganisation(
        time_zone=time_zone,
        levels=parsed_levels(level or DEFAULT_LEVELS),
        root_code=root_code,
        root_name=root_name,
        root_symbol=root_symbol,
        root_kind=root_kind,
        administrator=administrator,
    )
    settings = read_settings()
    log_to_stderr(quiet(settings))
    root_id = run(_found(settings, command))
    say(f"Founded {root_name} ({root_code}, {root_id}) with {len(command.levels)} levels.")
    say(
        f"Its administrator is {administrator!r}: "
        f"`{this_program()} token {shlex.quote(administrator)}` gives a token."
    )


def parsed_levels(texts: list[str] | tuple[str, ...]) -> tuple[LevelRecord, ...]:
    """Levels from ``key=name`` texts, the top one first; raises CommandError."""
    pairs = [text.partition("=") for text in texts]
    for text, (key, _, name) in zip(texts, pairs, strict=True):
        if not key.strip() or not name.strip():
            raise CommandError(f"--level {text!r}: write it as key=name, such as ward=Phường.")
    return tuple(
        LevelRecord(rank=rank, key=key.strip(), name=name.strip())
        for rank, (key, _, name) in enumerate(pairs, 1)
    )


async def _found(settings: Settings, command: FoundOrganisation) -> UUID:
    async with open_deployment(
        settings, SystemClock(), beside=True, projecting=False
    ) as deployment:
        try:
            return await found(deployment.engine, command)
        except Refused as refused:
            if all(reason.code == IdempotencyKeyReused.code for reason in refused.reasons):
                raise CommandError("It was founded before, with other options.") from refused
            raise


async def found(engine: Engine, command: FoundOrganisation) -> UUID:
    """Found the organisation and tell its root unit's id."""
    request = Request(FOUNDER, "init", uuid4())
    outcome = await engine.execute(command, request)
    return UUID(outcome.answer["units"][0])
