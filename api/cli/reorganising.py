"""`cascade units reorganise`: a package of changes from a file, of any size."""

import asyncio
from pathlib import Path
from typing import Annotated, Any, Final, cast
from uuid import uuid4

import orjson
import typer
from graphql import GraphQLError, GraphQLInputObjectType, coerce_input_value
from graphql.utilities import validate_input_value
from strawberry.types.arguments import convert_argument

from api.cli.composing import enter_deployment
from api.cli.errors import CommandError
from api.cli.generating import founding_administrator
from api.cli.generation import followed
from api.cli.printing import complain, progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.graphql.organisation.package_inputs import ReorganiseInput
from api.graphql.runtime import ids
from api.graphql.runtime.ids import Kind
from api.graphql.runtime.to_command import to_part
from api.graphql.schema import SCHEMA
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.engine import Engine, Request
from cascade.engine.handlers.package_previews import PackageSummary, preview_package
from cascade.organisation.commands import Reorganise
from cascade.organisation.state import Organisation
from cascade.refusals import Refusal, Refused

KIND: Final = cast(GraphQLInputObjectType, SCHEMA._schema.type_map["ReorganiseInput"])
SHOWN: Final = 100
"""Faults, and passages of a preview: who has more reads them in the API."""


def reorganise(
    file: Annotated[
        Path, typer.Argument(help="JSON: the input of the mutation `reorganise`, units by codes.")
    ],
    subject: Annotated[
        str | None,
        typer.Option(help="An administrator of all its units. [default: the founding one]"),
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Tell who would bear what, and change nothing.")
    ] = False,
) -> None:
    """Change the tree by all steps of a file together, or by none of them.

    The file is `{"validFrom": …, "steps": […]}`, as the mutation takes it; where it takes the id of
    a unit, the code of one that stands will do. Every fault is told with its step, counted from 0.
    Works beside a running server.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    run(_reorganise(settings, file, subject, preview))


async def _reorganise(settings: Settings, file: Path, subject: str | None, preview: bool) -> None:
    async with enter_deployment(settings, SystemClock(), projecting=not preview) as deployment:
        words = await asyncio.to_thread(file.read_bytes)
        principal = subject or await founding_administrator(deployment.log)
        if preview:
            _tell(await looked_at(deployment.engine, principal, words))
            return
        told = await reorganise_by(deployment.engine, principal, words)
        with progress_bar("read models", None) as steps:
            await followed(deployment, steps)
        say(told)


async def reorganise_by(engine: Engine, principal: str, words: bytes) -> str:
    """Give the package that a file words; what came of it, in a sentence.

    Raises CommandError for a file that is no package or that was refused; it was complained of.
    """
    command = await read_package(words, await engine.organisation())
    request = Request(principal, str(uuid4()), uuid4())
    try:
        outcome = await engine.execute(command, request)
    except Refused as refused:
        raise _refused(refused.reasons) from refused
    count = f"{len(command.steps):,} steps"
    if "change" in outcome.answer:
        return f"{count} wait for {command.valid_from}."
    return f"{count} took effect at position {outcome.position}."


async def looked_at(engine: Engine, principal: str, words: bytes) -> PackageSummary:
    """What the package of a file would come to; raises CommandError likewise."""
    command = await read_package(words, await engine.organisation())
    summary = await preview_package(engine, principal, command)
    if summary.problems:
        raise _refused(summary.problems)
    return summary


async def read_package(words: bytes, organisation: Organisation) -> Reorganise:
    """The command that a file words; raises CommandError, the file's faults being complained of."""
    try:
        given = orjson.loads(words)
    except orjson.JSONDecodeError as error:
        raise CommandError(f"This is no JSON: {error}") from error
    keyed = {"idempotencyKey": "", **given} if isinstance(given, dict) else given
    worded = _with_ids(keyed, organisation)
    faults: list[str] = []

    def fault(error: GraphQLError, path: list[str | int]) -> None:
        faults.append(f"{'.'.join(map(str, path))}: {error.message}")

    validate_input_value(worded, KIND, fault)
    if faults:
        raise _wrong(faults)
    coerced = coerce_input_value(worded, KIND)
    registry = SCHEMA.schema_converter.scalar_registry
    try:
        command = await to_part(convert_argument(coerced, ReorganiseInput, registry, SCHEMA.config))
    except Refused as refused:
        raise _refused(refused.reasons) from refused
    assert isinstance(command, Reorganise)
    return command


def _with_ids(value: Any, organisation: Organisation) -> Any:
    """With ids where the file has the codes of live units."""
    if isinstance(value, list):
        return [_with_ids(each, organisation) for each in value]
    if not isinstance(value, dict):
        return value
    found = {name: _with_ids(each, organisation) for name, each in value.items()}
    unit_id = organisation.by_code(code) if isinstance(code := found.get("unit"), str) else None
    return {**found, "unit": ids.encode(Kind.UNIT, unit_id)} if unit_id else found


def _tell(summary: PackageSummary) -> None:
    say(f"{summary.ended:,} units would end, {summary.new:,} would come.")
    for each in summary.passages[:SHOWN]:
        say(f"{each.unit_code} {each.unit_name} -> {each.bearer_code} {each.bearer_name}")
    if len(summary.passages) > SHOWN:
        say(f"… and {len(summary.passages) - SHOWN:,} more.")


def _refused(reasons: tuple[Refusal, ...]) -> CommandError:
    return _wrong([f"{'.'.join(reason.field)}: {reason.code}: {reason}" for reason in reasons])


def _wrong(faults: list[str]) -> CommandError:
    for each in faults[:SHOWN]:
        complain(each)
    return CommandError(f"{len(faults):,} faults. Nothing was changed.")
