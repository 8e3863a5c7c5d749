"""`cascade units import` and `cascade units export`: the organisation as CSV."""

import asyncio
import gc
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Annotated, Final, TypeVar
from uuid import UUID, uuid4

import typer

from api.cli.composing import Deployment, enter_deployment
from api.cli.errors import CommandError
from api.cli.generating import founding_administrator
from api.cli.generation import followed
from api.cli.printing import Steps, complain, progress_bar, say
from api.cli.running import log_to_stderr, quiet, run
from api.cli.unit_files import BadLine, UnitLine, read_units, unit_file, unit_rows
from api.settings import Settings, read_settings
from cascade.clock import SystemClock
from cascade.engine import Engine, Request
from cascade.engine.normal_texts import normal_texts
from cascade.organisation.commands import AbandonImport, CompleteImport, StageUnits
from cascade.organisation.decisions.imports import resolve_share
from cascade.organisation.decisions.units import UNITS_IN_ONE_EVENT, today
from cascade.organisation.forest import Forest
from cascade.organisation.state import Organisation
from cascade.organisation.unit import Establishment
from cascade.refusals import Problems, Refusal, Refused

ItemT = TypeVar("ItemT")

BAD_LINES: Final = 1_000
"""So many are shown; who has more has another kind of fault than a line's."""
PAUSE_SECONDS: Final = 0.03
"""Between two shares: a command that a share overtakes is decided again, and is not to be overtaken
again and again.
"""


def import_units(
    file: Annotated[
        Path, typer.Argument(help="CSV: code, name, symbol, kind, level, parent_code.")
    ],
    subject: Annotated[
        str | None,
        typer.Option(help="An administrator of the units above. [default: the founding one]"),
    ] = None,
    valid_from: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day from which they are there."),
    ] = None,
) -> None:
    """Establish all units of a CSV file at once, or none of them.

    Each line comes after that of its parent, which may stand already. Every bad line is told with
    its number, and then nothing is changed. Nobody sees the units before the last one is in; broken
    off before, the import leaves nothing. Works beside a running server.
    """
    settings = read_settings()
    log_to_stderr(quiet(settings))
    started = time.perf_counter()
    day = valid_from.date() if valid_from else None
    count = run(_import(settings, file, subject, day))
    say(f"Established {count:,} units in {time.perf_counter() - started:.1f} s.")


def export_units(
    file: Annotated[Path, typer.Argument(help="The CSV file to write.")],
) -> None:
    """Write every live unit below the root as CSV, as `cascade units import` reads it."""
    settings = read_settings()
    log_to_stderr(quiet(settings))
    say(f"Wrote {run(_export(settings, file)):,} units to {file}.")


async def _import(settings: Settings, file: Path, subject: str | None, day: date | None) -> int:
    async with enter_deployment(settings, SystemClock()) as deployment:
        principal = subject or await founding_administrator(deployment.log)
        # A million small objects that stay: looking through them again and again finds no garbage.
        gc.disable()
        try:
            count = await import_file(deployment.engine, principal, file, day)
            await _projected(deployment)
        finally:
            gc.enable()
    return count


async def _projected(deployment: Deployment) -> None:
    with progress_bar("read models", None) as steps:
        await followed(deployment, steps)


async def import_file(engine: Engine, principal: str, file: Path, day: date | None = None) -> int:
    """Check the whole file, then bring it in; how many units it has.

    Raises CommandError for a file with bad lines, which were complained of, and Refused where the
    tree changed meanwhile so that it does not fit any more.
    """
    with progress_bar("checked", None) as steps:
        organisation = await engine.organisation()
        checked = await check_file(organisation, file, steps)
    for line in checked.bad:
        complain(f"{file}, line {line.number}: {line.reason}")
    if len(checked.bad) >= BAD_LINES:
        raise CommandError(f"{BAD_LINES:,} bad lines, and no more are read. Nothing was imported.")
    if checked.bad:
        raise CommandError(f"{len(checked.bad):,} bad lines. Nothing was imported.")
    if not checked.count:
        raise CommandError(f"{file} holds no units.")
    with progress_bar("units", checked.count) as steps:
        await Import(engine, principal).bring(file, checked.count, day, steps)
    return checked.count


@dataclass(slots=True)
class Checked:
    """What a file holds: so many units, or these bad lines."""

    count: int = 0
    bad: list[BadLine] = field(default_factory=list)


async def check_file(organisation: Organisation, file: Path, steps: Steps) -> Checked:
    """Read a file as an import would, and keep nothing but what is wrong with it."""
    checked, staged = Checked(), Forest()
    nobody = Establishment(0, datetime.now(UTC), None, False)
    for share in batches(read_units(file), UNITS_IN_ONE_EVENT):
        lines = [line for line in share if isinstance(line, UnitLine)]
        checked.bad += [line for line in share if isinstance(line, BadLine)]
        if lines:
            in_texts = Problems()
            units = normal_texts([line.unit for line in lines], in_texts, "units")
            records, problems = resolve_share(organisation, staged, units, uuid4)
            checked.bad += _bad_lines(lines, [*in_texts.found, *problems.found])
            for record in records:
                staged.establish(record, nobody)
        checked.count += len(lines)
        steps.advance(len(lines))
        if len(checked.bad) >= BAD_LINES:
            break
        await asyncio.sleep(0)  # where a signal is heard
    checked.bad = sorted(checked.bad, key=lambda line: line.number)[:BAD_LINES]
    return checked


def _bad_lines(lines: Sequence[UnitLine], found: Iterable[Refusal]) -> Iterator[BadLine]:
    for reason in found:
        _, index, *field = reason.field
        at = f" ({_column(field[0])})" if field else ""
        yield BadLine(lines[int(index)].number, f"{reason.code}{at}: {reason}")


def _column(name: str) -> str:
    """The file's word for a field of the input."""
    columns = {"parent": "parent_code", "addresses_under": "addresses_under_code"}
    return columns.get(name, name)


class Import:
    """One import through the engine, which leaves nothing where it does not come to its end."""

    def __init__(self, engine: Engine, principal: str) -> None:
        self._engine = engine
        self._principal = principal
        self._id = uuid4()

    async def bring(self, file: Path, count: int, day: date | None, steps: Steps) -> None:
        """Stage the file's units, then establish them all."""
        await self._abandon_others()
        try:
            for number, share in enumerate(batches(read_units(file), UNITS_IN_ONE_EVENT)):
                units = tuple(line.unit for line in share if isinstance(line, UnitLine))
                await self._execute(StageUnits(self._id, units), f"{self._id}/{number}")
                steps.advance(len(units))
                await asyncio.sleep(PAUSE_SECONDS)
            await self._execute(CompleteImport(self._id, count, day), f"{self._id}/complete")
        except (asyncio.CancelledError, Refused):
            await self._abandon(self._id)
            raise

    async def _abandon_others(self) -> None:
        """One import at a time: what an earlier one left when it was cut off is given up."""
        organisation = await self._engine.organisation()
        for import_id in tuple(organisation.staged):
            await self._abandon(import_id)

    async def _abandon(self, import_id: UUID) -> None:
        await self._execute(AbandonImport(import_id), f"{import_id}/abandon")

    async def _execute(self, command: object, key: str) -> None:
        await self._engine.execute(command, Request(self._principal, key, uuid4()))


async def _export(settings: Settings, file: Path) -> int:
    clock = SystemClock()
    async with enter_deployment(settings, clock, projecting=False) as deployment:
        with progress_bar("units", None) as steps:
            organisation = await deployment.engine.organisation()
            if organisation.root_id is None:
                raise CommandError(
                    "No organisation was founded here yet: run `cascade init` first."
                )
            total = sum(organisation.census(organisation.root_id).values())
            steps.reached(0, total)
            rows = unit_rows(organisation, today(organisation, clock.now()))
            with unit_file(file) as write:
                for share in batches(rows, UNITS_IN_ONE_EVENT):
                    write(share)
                    steps.advance(len(share))
                    await asyncio.sleep(0)  # where a signal is heard
    return total


def batches(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """The items in lists of this size; the last may be shorter."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
