"""Establishing a made-up nation through the engine: in events of 1,000 units, and resumably."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from typing import Final, TypeVar
from uuid import UUID, uuid4

from api.cli.errors import CommandError
from api.cli.nation import MadeUpUnit, NationSize, made_up_nation
from cascade.access.events import RoleGranted
from cascade.engine import Engine, Request
from cascade.enums import Role
from cascade.log import Log
from cascade.organisation.commands import EstablishUnits, NewUnit
from cascade.organisation.decisions.units import UNITS_IN_ONE_EVENT
from cascade.organisation.state import Organisation

ItemT = TypeVar("ItemT")

GENERATED_LEVELS: Final = 3
FOUNDING_EVENTS: Final = 10
"""The foundation is one command of a few events, the first administrator's grant among them."""


@dataclass(frozen=True, slots=True)
class Generated:
    """What came of it; ``position`` is that of the last event, null where nothing was missing."""

    established: int
    standing: int
    events: int
    position: int | None


async def founding_administrator(log: Log) -> str:
    """Who was made administrator when the organisation was founded; raises CommandError."""
    for recorded in await log.read(0, FOUNDING_EVENTS):
        event = recorded.event
        if isinstance(event, RoleGranted) and event.role is Role.ADMINISTRATOR:
            return event.subject
    raise CommandError("No organisation was founded here yet: run `cascade init` first.")


async def generate_units(
    engine: Engine,
    subject: str,
    size: NationSize,
    seed: int,
    progress: Callable[[int], None],
) -> Generated:
    """Establish what is missing of the made-up nation, as ``subject``.

    ``progress`` is told how many more units stand. What was established stays when this is broken
    off: every event is whole, and units are known by their codes the next time.
    """
    organisation = await engine.organisation()
    levels = _levels_below_the_root(organisation)
    established, standing, events, position = 0, 0, 0, None
    for batch in batches(made_up_nation(size, seed), UNITS_IN_ONE_EVENT):
        missing = [unit for unit in batch if organisation.by_code(unit.code) is None]
        standing += len(batch) - len(missing)
        if missing:
            command = EstablishUnits(tuple(_new_units(organisation, missing, levels)))
            outcome = await engine.execute(command, Request(subject, _key(missing), uuid4()))
            position = outcome.position
            organisation = await engine.organisation()
            established, events = established + len(missing), events + 1
        progress(len(batch))
    return Generated(established, standing, events, position)


def _levels_below_the_root(organisation: Organisation) -> list[str]:
    if organisation.root_id is None:
        raise CommandError("No organisation was founded here yet: run `cascade init` first.")
    levels = sorted(organisation.levels.values(), key=lambda level: level.rank)
    if len(levels) <= GENERATED_LEVELS:
        raise CommandError(
            f"A nation needs {GENERATED_LEVELS} levels below the root; "
            f"this organisation has {len(levels) - 1}."
        )
    return [level.key for level in levels[1:]]


def _new_units(
    organisation: Organisation, units: list[MadeUpUnit], levels: list[str]
) -> Iterator[NewUnit]:
    for unit in units:
        parent_id, parent_code = _parent(organisation, unit)
        yield NewUnit(
            code=unit.code,
            name=unit.name,
            kind=unit.kind,
            level=levels[unit.depth - 1],
            symbol=unit.symbol,
            parent=parent_id,
            parent_code=parent_code,
        )


def _parent(organisation: Organisation, unit: MadeUpUnit) -> tuple[UUID | None, str | None]:
    """By id where it stands already, by code where it is of the same command."""
    if unit.parent_code is None:
        return organisation.root_id, None
    standing = organisation.by_code(unit.parent_code)
    return (standing, None) if standing else (None, unit.parent_code)


def _key(units: list[MadeUpUnit]) -> str:
    """The same missing units are the same command, whoever was interrupted before."""
    return "generate-" + sha256("\n".join(unit.code for unit in units).encode()).hexdigest()


def batches(items: Iterable[ItemT], size: int) -> Iterator[list[ItemT]]:
    """So many at a time, in order."""
    remaining = iter(items)
    while batch := list(islice(remaining, size)):
        yield batch
